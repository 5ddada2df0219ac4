"""The library: where links lead, what pages are called and where they are, which files are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Files

from kept import config, library
from kept.config import ConfigurationError
from kept.content.contract_reader import read_contract
from kept.content.vocabulary import Vocabularies
from kept.data import packaged
from kept.diagnostic import Diagnostic
from kept.library import Library, Resolution
from kept.parse import parse
from kept.parse.anchors import slugger
from kept.text import Source

PAGE = "# Title\n\n## Part\n\nText.\n"
FILES: Files = {
    "docs/index.md": PAGE,
    "docs/guides/README.md": PAGE,
    "docs/guides/reset.md": PAGE,
    "docs/guides/two words.md": PAGE,
    "docs/both/index.md": PAGE,
    "docs/both/README.md": PAGE,
    "docs/größe.md": PAGE,
    "docs/img/router.png": b"",
    "kb/how-to/reset-router.md": PAGE,
    "kb/vocabulary.yml": "products: [router]\n",
}
LINKS = [
    ("reset.md", "docs/guides/reset.md"),
    ("./reset.md", "docs/guides/reset.md"),
    ("reset.md#part", "docs/guides/reset.md"),
    ("/guides/reset.md", "docs/guides/reset.md"),
    ("/", "docs/index.md"),
    ("../index.md", "docs/index.md"),
    ("two words.md", "docs/guides/two words.md"),
    ("two%20words.md", "docs/guides/two words.md"),
    ("../gr%C3%B6%C3%9Fe.md", "docs/größe.md"),
    ("../größe.md", "docs/größe.md"),
    ("../../kb/how-to/reset-router.md", "kb/how-to/reset-router.md"),
    ("../kb/how-to/reset-router.md", "kb/how-to/reset-router.md"),
    ("../img/router.png", "docs/img/router.png"),
    ("../../docs/img/router.png", "docs/img/router.png"),
    ("#part", "docs/guides/page.md"),
    ("?q=1", "docs/guides/page.md"),
    ("  reset.md  ", "docs/guides/reset.md"),
    ("https://example.com", "elsewhere"),
    ("mailto:support@example.com", "elsewhere"),
    ("//example.com/a", "elsewhere"),
    ("tel:112", "elsewhere"),
    ("\\\\server\\share", "elsewhere"),
    ("", "nowhere"),
    ("gone.md", "nowhere"),
    ("RESET.md", "nowhere: reset.md"),
    ("rest.md", "nowhere: reset.md"),
    ("../reset.md#part", "nowhere: reset.md"),
    ("../../../../../etc/passwd", "nowhere"),
    ("https:/example.com", "elsewhere"),
    ("guides", "nowhere"),
]


def shown(found: Resolution) -> str:
    if found.page:
        return found.page.path
    if found.asset or found.is_external:
        return found.asset or "elsewhere"
    return f"nowhere: {found.suggestion}" if found.suggestion else "nowhere"


@pytest.mark.parametrize(("target", "expected"), LINKS)
def test_a_link_leads_to_a_page_a_file_elsewhere_or_nowhere(
    target: str, expected: str, library_of: Callable[[Files], Library]
) -> None:
    found = library_of({**FILES, "docs/guides/page.md": PAGE})
    article = found.by_path["docs/guides/page.md"]
    resolution = found.resolve(article, target)
    assert shown(resolution) == expected
    assert resolution.leads_nowhere is expected.startswith("nowhere")
    assert resolution.fragment == ("part" if target.endswith("#part") else "")


def test_the_files_of_a_page_are_the_same_once_its_links_were_looked_up(
    library_of: Callable[[Files], Library],
) -> None:
    links = "".join(f"[x](<{target}>) ![y](<{target}>)\n" for target, _ in LINKS)
    found = library_of({**FILES, "docs/guides/page.md": PAGE + links})
    article = found.by_path["docs/guides/page.md"]
    fresh, asked = found.listening(), found.listening()
    assert asked.resolved_links(article)
    assert fresh.assets_of(article) == asked.assets_of(article) != ()
    assert fresh.asked <= asked.asked
    assert not found.listening().asked


@pytest.mark.parametrize(
    ("use_directory_urls", "target"),
    [
        ("true", "../reset/"),
        ("true", "../reset"),
        ("true", "../"),
        ("true", "../../guides/index.html"),
        ("false", "reset.html"),
        ("false", "./reset.html#part"),
        ("false", "index.html"),
        ("false", "/guides/reset.html"),
    ],
)
def test_a_link_may_be_an_address_in_the_built_site(
    use_directory_urls: str, target: str, library_of: Callable[[Files], Library]
) -> None:
    settings = f"site_name: Help\nuse_directory_urls: {use_directory_urls}\nplugins: [kept]\n"
    found = library_of({**FILES, "docs/guides/page.md": PAGE, "mkdocs.yml": settings})
    resolution = found.resolve(found.by_path["docs/guides/page.md"], target)
    assert shown(resolution) in ("docs/guides/reset.md", "docs/guides/README.md")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (
            "true",
            [
                *("both/README/", "both/", "größe/", "guides/", "guides/reset/", "guides/two words/", ""),
                "kb/how-to/reset-router/",
            ],
        ),
        (
            "false",
            [
                *("both/README.html", "both/index.html", "größe.html", "guides/index.html"),
                *("guides/reset.html", "guides/two words.html", "index.html", "kb/how-to/reset-router.html"),
            ],
        ),
    ],
)
def test_pages_have_the_addresses_that_mkdocs_gives_them(
    setting: str, expected: list[str], library_of: Callable[[Files], Library]
) -> None:
    found = library_of({**FILES, "mkdocs.yml": f"site_name: Help\nuse_directory_urls: {setting}\n"})
    assert [one.url for one in found.articles] == expected


def test_the_folder_of_the_pages_may_be_the_whole_project(library_of: Callable[[Files], Library]) -> None:
    found = library_of(
        {
            "mkdocs.yml": "site_name: Help\ndocs_dir: .\nplugins: [kept: {content: [], exclude: [/old/]}]\n",
            "a.md": "[b](sub/b.md)\n",
            "sub/b.md": PAGE,
            "old/c.md": PAGE,
            ".hidden/d.md": PAGE,
        }
    )
    assert [(one.path, one.site_path) for one in found.articles] == [
        ("a.md", "a.md"),
        ("sub/b.md", "sub/b.md"),
    ]
    ((_, resolution),) = found.resolved_links(found.by_path["a.md"])
    assert shown(resolution) == "sub/b.md"


def test_included_files_bring_their_anchors(library_of: Callable[[Files], Library]) -> None:
    found = library_of(
        {
            "mkdocs.yml": (
                "site_name: Help\nmarkdown_extensions:\n"
                "  - pymdownx.snippets: {base_path: [docs/parts, docs/more], check_paths: true}\n"
            ),
            "docs/parts/a.txt": '## Same\n\n--8<-- "b.txt"\n',
            "docs/more/b.txt": "## Deep\n",
            "docs/page.md": '# Same\n\n--8<-- "a.txt"\n\n## Same\n',
            "docs/block.md": "--8<--\nb.txt\n; a.txt\n\n--8<--\n",
            "docs/broken.md": '# Own\n\n--8<-- "b.txt"\n--8<-- "gone.txt"\n--8<-- "../../secret.txt:1:2"\n',
            "docs/escaped.md": '# Own\n\n;--8<-- "gone.txt"\n',
            "secret.txt": "## Secret\n",
        }
    )
    anchors = {one.path: set(one.anchors) for one in found.index.facts}
    assert anchors == {
        "docs/page.md": {"same", "same_1", "deep", "same_2"},
        "docs/block.md": {"deep"},
        "docs/broken.md": {"own"},
        "docs/escaped.md": {"own"},
    }
    missing = {
        one.path: [snippet.target for snippet in one.missing_snippets]
        for one in found.articles
        if one.missing_snippets
    }
    assert missing == {"docs/broken.md": ["gone.txt", "../../secret.txt:1:2"]}


def test_without_the_extension_nothing_is_included(library_of: Callable[[Files], Library]) -> None:
    found = library_of({"docs/page.md": '# Own\n\n--8<-- "gone.txt"\n'})
    assert [(set(one.anchors), one.missing_snippets) for one in found.articles] == [(set(), ())]


def test_ids_of_html_and_attribute_lists_are_anchors_too(library_of: Callable[[Files], Library]) -> None:
    found = library_of(
        {
            "mkdocs.yml": "site_name: Help\nmarkdown_extensions: [attr_list]\n",
            "docs/page.md": (
                "# One {#uno}\n\nText.\n{: #para .wide }\n\n<a id='x'></a> <a name=y></a>\n\n"
                '<div id="z">\n</div>\n\n`<i id="no">`\n\n```\n{: #code }\n<b id="code">\n```\n\n'
                '<h2 id="h">H</h2>\n<h3>No</h3>\n'
            ),
        }
    )
    assert found.articles[0].document.anchors == {"uno", "para", "x", "y", "z", "h"}


def test_reading_tells_how_far_it_is(project: Callable[[Files], Path]) -> None:
    told: list[tuple[int, int]] = []
    library.load(config.load(project(FILES) / "mkdocs.yml"), lambda done, total: told.append((done, total)))
    assert told == [(number, 8) for number in range(1, 9)]


@pytest.mark.parametrize(
    ("slugify", "message"),
    [
        ("!!python/name:os.system", "the slug function os.system is not one that kept runs unasked"),
        (
            "!!python/name:pymdownx.slugs.gone",
            (
                "the slug function pymdownx.slugs.gone cannot be used: "
                "module 'pymdownx.slugs' has no attribute 'gone'"
            ),
        ),
    ],
)
def test_a_slug_function_that_cannot_be_run_ends_it(
    slugify: str, message: str, library_of: Callable[[Files], Library]
) -> None:
    settings = f"site_name: Help\nmarkdown_extensions:\n  - toc:\n      slugify: {slugify}\n"
    with pytest.raises(ConfigurationError) as caught:
        library_of({"mkdocs.yml": settings})
    assert [problem.message for problem in caught.value.problems] == [message]


def test_what_kept_brings_along_is_there_or_said_to_be_missing() -> None:
    assert (packaged("templates") / "how-to.md").is_file()
    assert (packaged("starter") / "mkdocs.yml").is_file()
    with pytest.raises(FileNotFoundError, match="^kept is installed without its nothing$"):
        packaged("nothing")


def test_titles_are_compared_without_case_and_blanks(library_of: Callable[[Files], Library]) -> None:
    found = library_of(
        {"docs/a.md": "# Reset  It\n", "docs/b.md": "---\ntitle: reset it\n---\n", "docs/c.md": "# C\n"}
    )
    assert {title: [one.path for one in articles] for title, articles in found.index.by_title.items()} == {
        "reset it": ["docs/a.md", "docs/b.md"],
        "c": ["docs/c.md"],
    }


def test_what_is_not_markdown_and_broken_is_found(
    project: Callable[[Files], Path], findings_of: Callable[[Files], list[Diagnostic]]
) -> None:
    (project({}) / "docs").mkdir(exist_ok=True)
    (project({}) / "docs/picture.png").symlink_to("gone.png")
    found = findings_of({"docs/a.md": "---\ntitle: A\naudience: public\n---\n"})
    assert [(str(one.location), one.code, one.message) for one in found] == [
        (
            "docs/picture.png:1:1",
            "K001",
            "the file cannot be read: it is a symbolic link to a file that does not exist",
        )
    ]


def test_the_scaffolds_that_kept_brings_along_fit_their_contracts() -> None:
    plain = config.MarkdownSettings()
    for path in sorted(packaged("templates").glob("*.md")):
        document = parse(Source(path.name, path.read_text("utf-8")), plain, slugger(plain.slug))
        assert read_contract(document, Vocabularies()).problems == ()
