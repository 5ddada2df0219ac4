"""What the theme documents comes through the sanitiser as it is; what could run does not."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material.extensions import emoji
from projects import Files
from pymdownx.superfences import fence_code_format

from kept.site.sanitise import escaped_values, sanitised

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark"),
    *("pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    "pymdownx.tilde",
)
OPTIONS = {
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_svg},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "pymdownx.superfences": {
        "custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_code_format}]
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
FEATURES = {
    "admonitions": '!!! note "A title with *stress*"\n\n    Text\n\n!!! info inline end\n\n    Text\n',
    "details": '??? question\n\n    Text\n\n???+ tip "Open"\n\n    Text\n',
    "annotations": "Text (1) more\n{ .annotate }\n\n1.  A remark with `code`\n",
    "buttons": "[Send :material-send:](page.md){ .md-button .md-button--primary }\n",
    "code": '``` py title="a.py" linenums="1" hl_lines="2 3"\nx = "<b>" # (1)!\n\ny = 1\n```\n\n1. Why\n',
    "code in text": "The `#!python range()` function, ++ctrl+alt+del++\n",
    "content tabs": '=== "C"\n\n    ``` c\n    int x;\n    ```\n\n=== "A `b`"\n\n    - one\n',
    "tables": "| Method | Text |\n| :----: | ---: |\n| `GET` | :material-check: Fetch |\n",
    "diagrams": '``` mermaid\ngraph LR\n  A["x < y"] --> B;\n```\n',
    "footnotes": "Text[^1] and more[^a].\n\n[^1]: A note\n[^a]:\n    A longer one\n",
    "formatting": "Text {--deleted--} {++added++} {~~one~>two~~} {==marked==}{>>why<<}, "
    "H~2~O, A^T^, ==x==, ^^y^^\n",
    "grids": '<div class="grid cards" markdown>\n\n- :fontawesome-brands-html5: __HTML__\n- Two\n\n</div>\n',
    "icons": ':smile: :fontawesome-brands-youtube:{ .youtube title="Film" } :octicons-heart-24:{ .heart }\n',
    "images": '![A picture](a.png#only-light){ align=left loading=lazy width="300" }\n\n'
    "<figure markdown>\n  ![Two](b.png)\n  <figcaption>Below</figcaption>\n</figure>\n",
    "lists": "`Term`\n:   Meaning\n\n- [x] Done\n    * [ ] To do\n\n3. three\n4. four\n",
    "formulas": "$$\n\\cos x=\\sum_{k=0}^{\\infty}\n$$\n\nText $f<g$\n",
    "tooltips": '[Over](page.md "A title") :material-information-outline:{ title="Info" }\n\n'
    "The HTML\n\n*[HTML]: Language\n",
    "headings": '## Text { #own data-toc-label="Label" }\n\n### Other\n{ data-search-exclude }\n',
    "links": '[x](https://example.com){ target=_blank rel=noopener } <mailto:a@b.com> [y](tel:+123 "t")\n',
    "film": '<video controls poster="p.png"><source src="a.mp4" type="video/mp4">'
    '<track src="a.vtt" kind="captions" srclang="en"></video>\n\n<audio controls src="a.mp3"></audio>\n',
    "inline HTML": '<p align="center">a <kbd>x</kbd> <abbr title="b">c</abbr><br>'
    '<time datetime="2026">y</time></p>\n',
    "small pictures": "![A dot](data:image/png;base64,iVBORw0KGgo=)\n",
    "hidden words": '<p hidden="">words of customers</p>\n',
    "raw tables": '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead>'
    "<tbody><tr><td>b</td><td>c</td></tr></tbody></table>\n",
}


class _Meaning(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self.text = ""
        self.feed(html)
        self.close()
        self._end_text()

    def _end_text(self) -> None:
        if self.text.strip():
            self.found.append(self.text.strip())
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tbody":
            return  # browsers put it where it is left out
        self._end_text()
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_of_the_theme_comes_through(feature: str) -> None:
    html = markdown.markdown(FEATURES[feature], extensions=EXTENSIONS, extension_configs=OPTIONS)

    assert html.count("<") > 1
    assert _Meaning(sanitised(html)).found == _Meaning(html).found


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<a href="javascript:alert(1)" onclick="x()">b</a>', "<a>b</a>"),
        ('<img src="data:image/svg+xml,x" onerror="x()">', "<img>"),
        ('<a href="data:image/png;base64,AA">b</a>', "<a>b</a>"),
        ('<q cite="data:text/html,x">b</q>', "<q>b</q>"),
        ('<video poster="data:image/png,x" src="data:video/mp4,x"></video>', "<video></video>"),
        ('<picture><source src="data:image/png,x"></picture>', "<picture><source></picture>"),
        ('<img src="data:image/png,x" alt="data:,y">', '<img src="data:image/png,x" alt="data:,y">'),
        ('<iframe src="https://example.com">x</iframe><p>b</p>', "<p>b</p>"),
        ('<p style="color: red">b</p>', "<p>b</p>"),
        ('<p id="__config" data-md-component="x" data-x="1">b</p>', '<p data-x="1">b</p>'),
        ('<form action="/x"><input type="password" name="__search">b</form>', "<input>b"),
    ],
)
def test_what_could_run_or_mislead_is_taken_out(html: str, left: str) -> None:
    assert sanitised(html) == left


@given(st.text(alphabet="<>/=\"'&;!-ab svgmathonstyle\n", max_size=80))
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    once = sanitised(html)

    assert sanitised(once) == once


@pytest.mark.parametrize("address", ["data:text/html,x", "da&#10;ta:text/html,x", "DA\tTA\n:text/html,x"])
def test_a_page_in_an_address_is_taken_out(address: str) -> None:
    assert sanitised(f'<a href="{address}">x</a>') == "<a>x</a>"


def test_front_matter_is_escaped_for_templates() -> None:
    given = {"a": "<b>", "c": ['"', {"d": "'"}], "n": 3, "e": None}

    assert escaped_values(given) == {"a": "&lt;b&gt;", "c": ["&quot;", {"d": "&#x27;"}], "n": 3, "e": None}


HEAD = "---\ntitle: {}\naudience: public\n---\n\n"
DEMO = HEAD.format("Demo") + '<div onclick="x()">Text</div>\n\n<script src="demo.js"></script>\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def test_trusted_folders_keep_their_html(
    project: Callable[[Files], Path], process: Callable[..., object]
) -> None:
    settings = (
        "{trusted_html: ['docs/demos/**'], severity: {K501: info, K502: info, K505: info, K507: 'off'}}"
    )
    folder = project(
        {
            "mkdocs.yml": f"site_name: Help\ntheme: {{name: material}}\nplugins: [{{kept: {settings}}}]\n",
            "docs/index.md": HEAD.format("Home") + "Text\n",
            "docs/demos/demo.md": DEMO,
            "docs/demos/moving.svg": SVG,
            "docs/other.md": DEMO.replace("Demo", "Other"),
            "docs/other.svg": SVG,
        }
    )
    done = process("build", cwd=folder)
    site = folder / "site"

    assert done.returncode == 0, done.stdout + done.stderr  # type: ignore[attr-defined]
    assert '<div onclick="x()">Text</div>' in (site / "demos/demo/index.html").read_text(encoding="utf-8")
    html = (site / "other/index.html").read_text(encoding="utf-8")
    assert "<div>Text</div>" in html
    assert "demo.js" not in html
    assert (site / "demos/moving.svg").exists()
    assert not (site / "other.svg").exists()
    assert "docs/other.svg is left out of the site" in done.stderr  # type: ignore[attr-defined]
