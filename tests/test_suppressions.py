"""Silencing a finding: by a comment for a line or a block, in the front matter, and by path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files

from kept.config import MarkdownSettings
from kept.diagnostic import Diagnostic
from kept.parse import parse
from kept.parse.anchors import slugger
from kept.parse.suppressions import is_comment_for_kept, read_comments, without_comments
from kept.text import Source

Find = Callable[[Files], list[Diagnostic]]

HEAD = "---\ntitle: Reset your router\naudience: public\n---\n"
BAD = "![](https://example.com/a.png)"


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(item.code, item.location.line) for item in found]


def page(body: str, head: str = HEAD) -> Files:
    return {"templates/none.txt": "", "docs/page.md": head + body}


@pytest.mark.parametrize(
    "body",
    [
        f"{BAD} <!-- kept: ignore K405 decoration -->\n",
        f"Text {BAD} <!-- kept: ignore image-without-alt: decoration -->\nmore text\n",
        f"<!-- kept: ignore K405 decoration -->\n{BAD}\n",
        f"<!-- kept: ignore K405 decoration -->\n\n\nText\n{BAD}\nmore\n",
        f"<!--kept:ignore k405 – decoration-->\n\n- {BAD}\n- {BAD}\n",
        f"- {BAD} <!-- kept: ignore K405 decoration -->\n",
        f"> <!-- kept: ignore K405 decoration -->\n> {BAD}\n",
        f"!!! note\n\n    <!-- kept: ignore K405 decoration -->\n    {BAD}\n\n",
        f"<!-- kept: ignore-start K405 decoration -->\n\n{BAD}\n\n{BAD}\n\n<!-- kept: ignore-end K405 -->\n",
        f"<!-- kept: ignore-start K405 decoration -->\n\n{BAD}\n\n<!-- kept: ignore-end -->\n",
        f"<!-- kept: ignore K405, K401 decoration -->\n{BAD} [a](b.md)\n",
        f"<!-- kept: ignore K405 one -->\n<!-- kept: ignore broken-link two -->\n\n{BAD} [a](b.md)\n",
        f"{BAD} [a](b.md) <!-- kept: ignore K405 one --> <!-- kept: ignore K401 two -->\n",
        f"| a | b |\n| - | - |\n| {BAD} | x <!-- kept: ignore K405 decoration --> |\n",
        f"<!-- kept: ignore K405\n  a reason of two\n  lines -->\n{BAD}\n",
        "## Steps <!-- kept: ignore K203 to be written by the vendor -->\n\n## Result\n\nText\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_silences_its_line_or_the_next_block(body: str, newline: str, findings_of: Find) -> None:
    files = page(body.replace("\n", newline), HEAD.replace("\n", newline))
    assert codes(findings_of(files)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{BAD} <!-- kept: ignore K405 decoration -->\n{BAD}\n", [("K405", 6)]),
        (f"<!-- kept: ignore K405 decoration -->\n{BAD}\n\n{BAD}\n", [("K405", 8)]),
        (f"<!-- kept: ignore K401 decoration -->\n{BAD}\n", [("K701", 5), ("K405", 6)]),
        (f"{BAD} <!-- kept: ignore K405 -->\n", [("K702", 5)]),
        (f"{BAD} <!-- kept: ignore K409x decoration -->\n", [("K405", 5), ("K703", 5)]),
        (f"{BAD} <!-- kept: ignore -->\n", [("K405", 5), ("K703", 5)]),
        (f"{BAD} <!-- kept: ignroe K405 decoration -->\n", [("K405", 5), ("K703", 5)]),
        (f"{BAD} <!-- kept: the old picture -->\n", [("K405", 5)]),
        (f"{BAD} `<!-- kept: ignore K405 decoration -->`\n", [("K405", 5)]),
        (f"```html\n<!-- kept: ignore K405 decoration -->\n```\n\n{BAD}\n", [("K405", 9)]),
        (f"<!-- kept: ignore-start K405 decoration -->\n\n{BAD}\n", [("K703", 5), ("K405", 7)]),
        (f"{BAD}\n\n<!-- kept: ignore-end K405 -->\n", [("K405", 5), ("K703", 7)]),
        ("<!-- kept: ignore K001 decoration -->\n", [("K703", 5)]),
        ("<!-- kept: ignore K701 decoration -->\n", [("K703", 5)]),
    ],
)
def test_a_suppression_that_says_or_does_nothing_is_reported(
    body: str, expected: list[tuple[str, int]], findings_of: Find
) -> None:
    assert codes(findings_of(page(body))) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: A\naudience: pubilc # kept: ignore K107 of the old system\n", []),
        ("title: A\n# kept: ignore K107 of the old system\naudience: pubilc\n", []),
        ("title: A\n# kept: ignore K107 of the old system\n\n# more\naudience: pubilc\n", []),
        ("title: A\naudience: pubilc\n# kept: ignore K107 of the old system\n", [("K107", 3), ("K701", 4)]),
        ("# kept: ignore K106 written elsewhere\ntitle: A\n", []),
        ("audience: public\n# kept: ignore K103 legacy\nwatch:\n  a: 1\ntitle: B\n", []),
        ("audience: public\ntitle: 'A # kept: ignore K107 x'\n", []),
        ("audience: public\ntitle: A\nsummary: |\n  # kept: ignore K107 x\n", []),
        (
            "audience: public\n# kept: ignore K103 legacy\ntitle: B\nwatch: {a: 1}\n",
            [("K701", 3), ("K103", 5)],
        ),
    ],
)
def test_a_comment_in_the_front_matter(head: str, expected: list[object], findings_of: Find) -> None:
    assert codes(findings_of(page("Text\n", f"---\n{head}---\n"))) == expected


def configuration(entry: str) -> str:
    return f"site_name: Help\nplugins:\n  - kept:\n      ignore:\n        - {entry}\n"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('{path: "docs/old/**", rules: [K405, broken-link], reason: nobody reads them}', []),
        ('{path: "docs/old/**", rules: K405, reason: why not}', [("docs/old/a.md", "K401", 5)]),
        (
            '{path: "docs/old/**", rules: [K405, K401]}',
            [("mkdocs.yml", "K702", 5)],
        ),
        (
            '{path: "docs/**", rules: [K405, K401, K402], reason: why not}',
            [("mkdocs.yml", "K701", 5)],
        ),
        (
            '{path: "docs/new/**", rules: [K405], reason: why not}',
            [("docs/old/a.md", "K401", 5), ("docs/old/a.md", "K405", 5), ("mkdocs.yml", "K701", 5)],
        ),
    ],
)
def test_findings_are_silenced_by_path(entry: str, expected: list[object], findings_of: Find) -> None:
    body = f"{HEAD}[a](b.md) {BAD}\n"
    files = {"templates/none.txt": "", "mkdocs.yml": configuration(entry), "docs/old/a.md": body}
    found = findings_of(files)
    assert [(item.location.path, item.code, item.location.line) for item in found] == expected


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{path: docs}", "each entry needs a `path` and `rules`"),
        ("{path: docs, rules: [K405], why: x}", 'an entry has no "why"'),
        (
            "{path: docs, rules: [image-without-at], reason: x}",
            'there is no rule "image-without-at": did you mean "image-without-alt"?',
        ),
        ("{path: docs, rules: [K001], reason: x}", "K001 cannot be silenced"),
        ("{path: '!', rules: [K405], reason: x}", '"!" is not a pattern for paths'),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(
    entry: str, message: str, project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    shown = cli("check", cwd=project({"mkdocs.yml": configuration(entry), "docs/a.md": HEAD}))
    assert shown.exit_code == 2
    assert shown.output.startswith("mkdocs.yml:5:")
    assert f"error K007 `ignore`: {message}" in shown.output


def test_an_inherited_entry_is_reported_where_it_stands(findings_of: Find) -> None:
    found = findings_of(
        {
            "mkdocs.yml": "INHERIT: base.yml\nsite_name: Help\n",
            "base.yml": configuration("{path: old, rules: [K405], reason: x}"),
            "docs/a.md": HEAD + "Text\n",
        }
    )
    assert [str(item.location) for item in found] == ["base.yml:5:31"]


def test_an_unused_entry_is_reported_unless_paths_narrow_the_run_or_the_rule_is_off(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    entry = configuration("{path: old, rules: [K405], reason: x}")
    folder = project({"mkdocs.yml": entry, "docs/a.md": HEAD + "Text\n"})
    whole = cli("check", cwd=folder)
    assert (whole.exit_code, whole.output.splitlines()[0]) == (
        1,
        "mkdocs.yml:5:31: warning K701 nothing is found that this would silence: K405",
    )
    assert cli("check", "docs/a.md", "mkdocs.yml", cwd=folder).exit_code == 0
    (folder / "mkdocs.yml").write_text(entry + "      severity: {K405: off}\n")
    assert cli("check", cwd=folder).exit_code == 0


def test_findings_about_the_whole_library_are_silenced_too(findings_of: Find) -> None:
    body = "---\n# kept: ignore duplicate-title both are called so\ntitle: A\naudience: public\n---\nText\n"
    assert findings_of({"docs/a.md": body.replace("# kept", "# kept-not"), "docs/b.md": body}) == []


def test_what_cannot_be_read_cannot_be_silenced(findings_of: Find) -> None:
    found = findings_of({"docs/a.md": "---\n# kept: ignore K002 x\ntitle: [A\n---\n"})
    assert [item.code for item in found] == ["K002"]


def test_a_silenced_error_does_not_stop_the_build_and_the_comment_is_not_on_the_site(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    body = (
        f"{HEAD}# Reset <!-- kept: ignore K203 secret reason -->\n\n"
        "## Steps <!-- kept: ignore K203 secret reason -->\n\n## More\n\n"
        "See [it](#steps), [this](no.md). <!-- kept: ignore K401 secret reason -->\n\n"
        "Write `<!-- kept: ignore K401 shown -->`.\n"
    )
    folder = project(
        {"docs/index.md": body.replace("# Reset <!-- kept: ignore K203 secret reason -->", "# Reset")}
    )
    shown = cli("build", cwd=folder)
    assert shown.exit_code == 0, shown.output
    html = (folder / "site/index.html").read_text()
    assert "secret reason" not in html
    assert 'id="steps"' in html
    assert "ignore K401 shown" in html
    assert "secret" not in (folder / "site/search/search_index.json").read_text()


def test_what_is_a_comment_for_kept() -> None:
    assert is_comment_for_kept("<!-- kept: ignore K405 x -->")
    assert is_comment_for_kept("<!--kept:ignore-end-->\n")
    assert not is_comment_for_kept("<!-- kept: the old text -->")
    assert not is_comment_for_kept("<!-- kept: ignore K405 --> text <!-- x -->")
    assert without_comments("<p>a <!-- kept: ignore K405 x --></p>") == "<p>a </p>"
    assert without_comments("<p>kept: <!-- ignore --></p>") == "<p>kept: <!-- ignore --></p>"


PIECES = st.lists(
    st.sampled_from(
        [
            "<!-- kept: ignore K405 x -->", "<!-- kept: ignore-start K405, K401 -->", "<!-- kept:", "-->",
            "\n", "\r\n", "\r", "\n\n", "# ", "```\n", "> ", "- ", "    ", "\t", "é🔧", "text",
            "# kept: ignore K1", "'", "---\n", "title: |\n", "<div>", "!!! note\n", "{",
            "<!-- kept: ignore-end -->",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PIECES, PIECES)
def test_whatever_is_written_comments_are_found_in_bounds(head: str, body: str) -> None:
    settings = MarkdownSettings()
    source = Source("docs/a.md", f"---\n{head}\n---\n{body}")
    document = parse(source, settings, slugger(settings.slug))
    comments = read_comments(document)
    for one in comments:
        assert "kept:" in source.slice(one.span)
        for word, span in one.words:
            assert source.slice(span) == word
        for span in one.covers:
            assert 0 <= span.start <= span.end <= len(source.text)


def test_so_many_comments_have_an_effect_each(findings_of: Find) -> None:
    pair = f"<!-- kept: ignore K405 decoration -->\n{BAD}\n\n"
    assert codes(findings_of(page(pair * 1200 + f"{BAD}\n"))) == [("K405", 3605)]
