"""Templates give the same with less done for each include and call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChainableUndefined, DictLoader, Environment, Undefined
from mkdocs.theme import Theme

from kept.site.known_code import fingerprint
from kept.site.templates import KNOWN, ThemeTemplate, prepare

TEMPLATES = {
    "text.html": "<svg>{# a remark #}</svg>\n",
    "text-of-parts.html": "a{% raw %}{{ b }}{% endraw %}c",
    "value.html": "[{{ value }}{{ given }}{{ own }}]",
    "sets.html": "{% set own = 'set' %}{{ own }}",
    "block.html": "<{% block inner %}text{% endblock %}>",
    "child.html": "{% extends 'block.html' %}{% block inner %}{{ super() }}{{ given }}{% endblock %}",
    "macros.html": (
        "{% macro one(a, b='x') %}{{ a }}{{ b }}{{ given }}{{ varargs }}{{ kwargs }}{% endmacro %}"
        "{% macro two() %}{{ caller() if caller }}{{ value }}{% endmacro %}"
    ),
    "empty.html": "",
    "self.html": "{% block x %}1{% endblock %}{{ self.x() }}",
}
PARTS = (
    *(f"{{% include '{name}' %}}" for name in TEMPLATES),
    *(f"{{% include '{name}' without context %}}" for name in ("text.html", "value.html")),
    "{% include 'gone.html' ignore missing %}",
    "{% import 'macros.html' as m with context %}{{ m.one(1) }}{{ m.one(1, 2, 3, z=4) }}{{ m.gone }}",
    "{% from 'macros.html' import one %}{{ one('<') }}",
    "{% from 'macros.html' import two %}{% call two() %}inner{{ given }}{% endcall %}",
    "{% for x in items %}{% include 'value.html' %}{% set own = x %}{{ loop.index }}{% endfor %}",
    "{{ given.upper() }}{{ items.gone() }}",
    "{{ items.index('b') }}{{ given.rstrip('/') }}{{ generator.send(None) }}",
    "{{ pages.title }}{{ pages.gone }}{{ pages.items() | list }}",
    "{{ value | e }}{{ dict(a=1).a }}{{ range(2) | list }}",
    "{% set own = 'here' %}{% include 'value.html' %}",
    "{% block outer %}{% for x in items %}{% include 'sets.html' %}{{ own }}{% endfor %}{% endblock %}",
    "{% include ['gone.html', 'text.html'] %}",
    "{{ lipsum is defined }}{{ value is none }}{{ cycler('a', 'b').next() }}",
)


def made(texts: list[str], ours: bool, undefined: type[Undefined]) -> list[str]:
    templates = TEMPLATES | {f"{at}.html": text for at, text in enumerate(texts)}
    env = Environment(loader=DictLoader(templates), undefined=undefined, auto_reload=False)
    if ours:
        prepare(env)
        assert isinstance(env.get_template("text.html"), ThemeTemplate)
    env.globals["value"] = "global"
    results = []
    for name in [*templates, *templates]:
        env.globals["given"] = name  # as an event may do between two pages
        values = {"items": ["a", "b"], "given": "x/", "pages": {"title": "T"}, "generator": iter(())}
        for context in (values | {"generator": (one for one in ())}, {}):
            try:
                results.append(env.get_template(name).render(context))
            except Exception as error:  # noqa: BLE001 (the same one is expected)
                results.append(f"{type(error).__name__}: {error}")
    return results


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=4).map("".join), max_size=3), st.booleans())
def test_a_page_is_the_same(texts: list[str], is_chainable: bool) -> None:
    undefined = ChainableUndefined if is_chainable else Undefined
    assert made(texts, True, undefined) == made(texts, False, undefined)


@pytest.mark.parametrize("name", ["text.html", "text-of-parts.html", "empty.html"])
def test_text_alone_is_known_as_such(name: str) -> None:
    env = Environment(loader=DictLoader(TEMPLATES))
    prepare(env)
    template = env.get_template(name)
    assert isinstance(template, ThemeTemplate)
    assert template.context_of_text is not None


@pytest.mark.parametrize(
    "name", ["value.html", "sets.html", "block.html", "child.html", "macros.html", "self.html"]
)
def test_what_asks_for_something_is_no_text(name: str) -> None:
    env = Environment(loader=DictLoader(TEMPLATES))
    prepare(env)
    template = env.get_template(name)
    assert isinstance(template, ThemeTemplate)
    assert template.context_of_text is None


def test_a_theme_of_mkdocs_has_an_environment_that_can_be_prepared() -> None:
    env = Theme("material").get_env()
    prepare(env)
    assert env.template_class is ThemeTemplate


def test_the_code_that_it_stands_in_for_is_known() -> None:
    for module, known in KNOWN.items():
        assert fingerprint(module) in known, f"look at what has changed in {module.__name__}, then add it"
