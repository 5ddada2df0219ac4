"""Templates in which is filled in what is the same on all pages give the same pages."""

# ruff: noqa: E501 (templates)
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built import tree
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, pass_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from projects import TODAY, write_files

from kept.commands.contents import checked_contents
from kept.commands.options import loaded_settings
from kept.site import engine, filled_templates
from kept.site.build import build_site
from kept.site.filled_templates import KNOWN, can_be_filled, filled, load, settled, words_of
from kept.site.filling import WORDS
from kept.site.known_code import fingerprint
from kept.site.prepared import Prepared
from kept.site.templates import prepare

TEMPLATES = {
    WORDS: "{% set t = word %}",
    "text.html": "<svg></svg>\n",
    "value.html": "[{{ icon }}{{ config.site_name }}{{ page.title }}{{ hidden }}]",
    "sets.html": "{% set icon = 'set' %}{{ icon }}{% if page.title %}{% set hidden = 1 %}{% endif %}{{ hidden }}",
    "macro.html": "{% macro m(x) %}{{ icon }}{{ config.extra.a }}{{ x }}{% endmacro %}{{ m(icon) }}{{ m(1) }}",
    "module.html": "{% macro m(x) %}{{ icon }}{{ features }}{{ config.extra.a }}{{ x }}{% endmacro %}",
    "block.html": "<{% block inner %}{{ features }}text{% endblock %}>",
    "asks.html": "{{ self.x() }}{% block x %}1{% endblock %}",
    "loops.html": "{% include 'loops.html' if page.gone else 'text.html' %}",
    "fails.html": "{{ page.gone.gone }}",
    "base.html": (
        "{% import 'partials/language.html' as lang with context %}{{ lang.t('one') }}"
        "{% block head %}({{ features }}{{ lang.t('two') }}{{ icon }}){% endblock %}"
        "{% set features = config.theme.features or [] %}{% set icon = 'first' %}"
        "{% if self.note() %}<{% block note %}{{ features }}{% endblock %}>{% endif %}"
        "{% if config.extra.gone %}{% block lost %}{{ features }}{% endblock %}{% endif %}"
        "{% block body %}{{ features }}{{ lang.t('two') }}{{ icon }}{% endblock %}{% set icon = 'last' %}{{ icon }}"
    ),
}
PARTS = (
    *(f"{{% include '{name}' %}}" for name in TEMPLATES),
    *(f"{{% include '{name}' without context %}}" for name in ("text.html", "value.html")),
    "{% include 'gone.html' ignore missing %}",
    "{% include ['gone.html', 'value.html'] %}",
    "{% include icon ~ '.html' ignore missing %}{% set icon = 'text' %}{% include icon ~ '.html' %}",
    "{% import 'module.html' as m with context %}{{ m.m(icon) }}",
    "{% from 'module.html' import m as icon with context %}{{ icon(1) }}{% set icon = 2 %}",
    "{% import 'partials/language.html' as lang with context %}{{ lang.t('one') }}{{ lang.t(icon) }}",
    "{{ lang.t('one') if lang else '' }}{% set lang = page %}",
    "{% set features = config.theme.features or [] %}{{ features }}",
    "{% set icon = 'value' %}{{ icon }}{% set icon = page.title %}{{ icon }}",
    "{% set icon = config.extra.a %}",
    "{% set icon, hidden = 1, 2 %}{{ icon }}",
    "{% set icon %}{{ config.site_name }}{% endset %}{{ icon }}",
    "{% set _ = namespace() %}{% set _.a = config.extra.a %}{{ _.a }}",
    "{% for icon in config.extra.many %}{{ icon }}{% include 'sets.html' %}{{ loop.index }}{% endfor %}{{ icon }}",
    "{% for x in page.items %}{{ icon }}{% set icon = x %}{{ icon }}{% else %}{{ hidden }}{% endfor %}{{ icon }}",
    "{% for x in [[1], [2]] recursive %}{{ x }}{{ loop(x) if x is iterable and x[0] is iterable }}{% endfor %}",
    "{% if page.title %}{% set icon = 'then' %}{% elif config.extra.a %}{% set icon = 3 %}{% endif %}{{ icon }}",
    "{% if config.extra.a %}{% set icon = 'yes' %}{{ icon }}{% else %}{% set icon = 'no' %}{% endif %}{{ icon }}",
    "{% if config.extra.gone %}{% set icon = 'no' %}{% elif page.title %}a{% elif config.extra.a %}b{% endif %}",
    "{% if config.extra.gone %}a{% elif config.extra.gone %}b{% else %}{{ icon }}{% endif %}",
    "{% macro two(icon, b=config.extra.a) %}{{ icon }}{{ b }}{{ features }}{{ caller() if caller }}{% endmacro %}{{ two(1) }}{% call two(2) %}{{ icon }}{% endcall %}",
    "{% macro late() %}{{ icon }}{{ features }}{% endmacro %}{% set icon = 'later' %}{{ late() }}",
    "{% with icon = config.site_name, x = icon %}{{ icon }}{{ x }}{% endwith %}{{ icon }}",
    "{% filter upper %}{{ config.site_name }}{% include 'value.html' %}{% endfilter %}",
    "{{ config is mapping }}{{ config.theme is mapping }}{{ config.plugins is mapping }}{{ config.extra is mapping }}",
    "{{ config is defined }}{{ config.theme | length > 1 }}{{ 'site_dir' in config }}{{ 'extra' in config }}",
    "{{ config.site_dir }}{{ config['site_dir'] }}{{ config.get('site_name') }}{{ config.theme.dirs | length }}",
    "{{ 'search' in config.plugins }}{{ 'gone' in config.plugins }}{{ config.plugins.search.config }}",
    "{{ config.plugins['search'] | attr('config') | length }}{{ config | attr('site_name') }}",
    "{{ config.theme.name }}{{ config.theme.gone }}{{ config.theme['icon'] }}{{ config.theme.locale }}",
    "{{ config.extra.gone | d('else') }}{{ config.extra.a | string | replace('1', '2') }}{{ config.extra | tojson }}",
    "{{ 'yes' if config.extra.a else page.title }}{{ config.site_name | where }}{{ (config or 1) is mapping }}",
    "{% block inner %}{% set icon = 'block' %}{{ icon }}{{ features }}{{ config.extra.a }}{% endblock %}{{ icon }}",
    "{% for x in [1] %}{% set hidden = 'loop' %}{% block deep %}{{ hidden }}{% endblock %}{% endfor %}",
    "{% set config = {'extra': {'a': 'own'}} %}{{ config.extra.a }}",
)
CHILDREN = (
    "{% block body %}{{ super() }}{{ features }}{{ icon }}{{ lang.t('one') }}{% endblock %}",
    "{% block note %}{{ config.extra.a }}{% endblock %}",
    "{% block lost %}{{ super() }}{% endblock %}",
    "{% block head %}{% set features = 1 %}{{ super() }}{% include 'value.html' %}{% endblock %}",
    "{% set features = 'own' %}{% set icon = 'own' %}",
)


MATERIAL = """\
site_name: Site & co
plugins: [search, kept: {content: [], defaults: [{path: "docs/**", audience: public, type: page}]}]
markdown_extensions: [toc: {permalink: true, title: On this page}]
"""
MUCH = """\
theme:
  name: material
  language: de
  logo: a.png
  features: [navigation.tabs, navigation.tabs.sticky, navigation.sections, navigation.footer, navigation.top,
    navigation.instant.progress, search.share, search.suggest, announce.dismiss, content.tooltips]
  palette:
    - {scheme: default, primary: red, toggle: {icon: material/brightness-7, name: dark}}
    - {scheme: slate, media: "(prefers-color-scheme: dark)", toggle: {icon: material/brightness-4, name: light}}
  icon: {menu: material/menu-open, repo: fontawesome/brands/github}
repo_url: https://example.com/a/b
edit_uri: edit/main/docs/
site_url: https://example.com/x/
site_description: D
extra_javascript: [x.js, {path: y.mjs, type: module}]
extra:
  social: [{icon: fontawesome/brands/github, link: "https://example.com/a"}]
  version: {provider: mike}
  alternate: [{name: English, link: /en/, lang: en}]
  homepage: https://example.com
  consent: {title: C, description: D}
"""
CUSTOM = """\
theme: {name: material, custom_dir: over, palette: {primary: teal, scheme: slate}}
use_directory_urls: false
"""
FILES = {
    "docs/index.md": "# Home\n\n## A\n\n### B\n",
    "docs/a.md": "---\nhide: [navigation, toc]\ntitle: T & x\ndescription: d\n---\n# A\n\n## one\n",
    "docs/sub/b.md": "# B\n\n```mermaid\ngraph TD\n a --> b\n```\n",
    "over/main.html": (
        "{% extends 'base.html' %}{% block announce %}News of {{ config.site_name }}{% endblock %}"
        "{% block styles %}{{ super() }}{{ features }}{% endblock %}"
        "{% block footer %}{% set features = [] %}{{ super() }}{% endblock %}"
    ),
    "over/partials/copyright.html": "{{ page.title }}{{ lang.t('footer') }}{{ config.copyright }}{{ icon }}",
}


@pytest.mark.parametrize("theme", [MUCH, CUSTOM])
def test_a_site_is_the_same(theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"mkdocs.yml": MATERIAL + theme, **FILES})
    settings = loaded_settings(tmp_path / "mkdocs.yml", None)
    contents, _ = checked_contents(settings, TODAY, use_cache=False)
    filled_in: list[str] = []
    monkeypatch.setattr(engine, "filled", lambda *given: filled_in.append("") or filled(*given))
    for name, fewest in (("written", 100), ("filled", 0)):
        monkeypatch.setattr(engine, "FEWEST_FILLED", fewest)
        cache = tmp_path / "cache" / f"{name}.sqlite"
        build_site(
            Prepared(settings, TODAY, contents, is_checked=True, jobs=1, cache=cache), tmp_path / name, print
        )
    assert len(filled_in) == 1
    assert tree(tmp_path / "filled") == tree(tmp_path / "written")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    root = tmp_path_factory.mktemp("site")
    (root / "docs").mkdir()
    made = MkDocsConfig(config_file_path=str(root / "mkdocs.yml"))
    extra = {"a": 1, "many": ["x", "y"], "nested": {"b": None}}
    theme = {"name": "mkdocs", "features": ["f"], "icon": {"a": "b"}}
    made.load_dict({"site_name": "Name <&>", "docs_dir": str(root / "docs"), "extra": extra, "theme": theme})
    assert made.validate() == ([], [])
    return made


@pass_context
def where(context: Any, value: str) -> str:
    """A filter that asks for the page, as that for addresses does."""
    return f"{value} on {context['page']}"


def made(texts: dict[str, str], config: MkDocsConfig, *, ours: bool) -> list[str]:
    """What comes of some pages, or what is wrong with them."""
    words: Callable[[str], str] = "word {}".format
    env = Environment(loader=DictLoader({**TEMPLATES, **texts}), auto_reload=False)
    prepare(env)
    env.globals["word"], env.filters["where"] = words, where
    used = filled(env, {"config": settled(config)}, words, "") if ours else env
    results = []
    for page in ({"title": "One", "items": [1, 2]}, {"title": "", "items": []}):
        for name in texts:
            try:
                results.append(used.get_template(name).render(config=config, page=page))
            except Exception as error:  # noqa: BLE001 (the same one is expected)
                results.append(f"{type(error).__name__}: {error}")
    return results


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=5).map("".join), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_a_page_is_the_same(config: MkDocsConfig, texts: list[str]) -> None:
    named = {f"{at}.html": text for at, text in enumerate(texts)}
    assert made(named, config, ours=True) == made(named, config, ours=False)


@given(st.lists(st.sampled_from(CHILDREN), unique_by=lambda part: part[:14], max_size=4).map("".join))
@settings(max_examples=25, deadline=None)
def test_a_page_of_parts_that_a_user_replaces_is_the_same(config: MkDocsConfig, text: str) -> None:
    named = {"main.html": "{% extends 'base.html' %}" + text}
    assert made(named, config, ours=True) == made(named, config, ours=False)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_the_same(config: MkDocsConfig, part: str) -> None:
    assert made({"x.html": part}, config, ours=True) == made({"x.html": part}, config, ours=False)


def test_what_is_the_same_is_text(config: MkDocsConfig) -> None:
    text = "{% set icon = 'text' %}{% if config.extra.a %}{% include icon ~ '.html' %}{% endif %}{{ config.site_name }}"
    env = Environment(loader=DictLoader({**TEMPLATES, "x.html": text}))
    prepare(env)
    code = filled(env, {"config": settled(config)}, None, "").get_template("x.html").root_render_func.__code__
    assert "<svg></svg>Name <&>" in code.co_consts


def test_templates_of_which_more_must_be_known_stay_as_they_are(tmp_path: Path) -> None:
    def is_filled(text: str) -> bool:
        (tmp_path / "main.html").write_text(text, encoding="utf-8")
        theme = Theme("mkdocs", custom_dir=str(tmp_path))
        env = theme.get_env()
        prepare(env)
        return can_be_filled(env, theme)

    assert is_filled("{% extends 'base.html' %}{% block footer %}{{ super() }}{% endblock %}")
    assert not is_filled("{% extends 'base.html' %}{% block footer %}{{ self.title() }}{% endblock %}")
    assert not is_filled("{% set config = 1 %}")
    assert not is_filled("{{ config.extra.update({'a': 2}) }}")
    assert not is_filled("{% broken")
    theme = Theme("mkdocs")
    env = theme.get_env()
    assert not can_be_filled(env, theme)
    prepare(env)
    theme.dirs.insert(0, str(tmp_path))
    assert not can_be_filled(env, theme)


def test_templates_are_loaded_with_those_that_they_ask_for(config: MkDocsConfig) -> None:
    texts = {
        "a.html": "{% extends 'b.html' %}{% block one %}{% include page.one %}{% include 'gone.html' %}{% endblock %}",
        "b.html": "{% import 'c.html' as c %}{% include 'broken.html' %}{{ c.m() }}{% block one %}{% endblock %}",
        "c.html": "{% macro m() %}m{% endmacro %}",
        "broken.html": "{% broken",
        "d.html": "nobody asks for it",
    }
    env = Environment(loader=DictLoader(texts), auto_reload=False)
    prepare(env)
    used = filled(env, {"config": settled(config)}, None, "")
    load(used, ["a.html"])
    assert used.cache is not None
    assert {name for _, name in used.cache} == {"a.html", "b.html", "c.html"}


def test_words_are_those_of_the_template_in_use(config: MkDocsConfig, tmp_path: Path) -> None:
    env = Environment(loader=DictLoader({}))
    assert words_of(env, config, tmp_path) is None
    env = Environment(loader=DictLoader(TEMPLATES))
    assert words_of(env, config, tmp_path) is None


def test_the_code_whose_trees_are_filled_in_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, known in KNOWN.items():
        assert fingerprint(module) in known, f"look at what has changed in {module.__name__}, then add it"
    theme = Theme("mkdocs")
    env = theme.get_env()
    prepare(env)
    assert can_be_filled(env, theme)
    monkeypatch.setattr(filled_templates, "fingerprint", lambda module: "another")
    assert not can_be_filled(env, theme)
