"""Reviews: what is written down, what it proves, and what reopens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import TODAY, Files, write_files
from repositories import new_repository

from kept import config, library
from kept.check.run import check
from kept.commands.options import git_history
from kept.content.fingerprint import make_fingerprint, read_fingerprint
from kept.parse import parse
from kept.parse.anchors import slugger
from kept.review.front_matter_edit import as_yaml, with_fields
from kept.review.record import Review, review, write
from kept.text import Source

CONFIGURATION = """\
site_name: Help
plugins:
  - search
  - kept: {{content: [], severity: {severity}}}
markdown_extensions: [{{pymdownx.snippets: {{base_path: [parts]}}}}]
"""
PAGE = "---\ntitle: {title}\naudience: public\nreviewed: {day}\n{more}---\nText of {title}.\n"
CODES = {"K304", "K305", "K308"}


def page(title: str = "Router", day: str = "2026-11-01", more: str = "") -> str:
    return PAGE.format(title=title, day=day, more=more)


def found(folder: Path, today: date = TODAY) -> list[tuple[str, str, str]]:
    """Findings about reviews, with the history: path, severity and code."""
    settings = config.load(folder / "mkdocs.yml")
    knowledge = library.load(settings, None, git_history(settings, today))
    return [
        (one.location.path.removeprefix("docs/"), one.severity.word, one.code)
        for one in check(knowledge, today)
        if one.code in CODES
    ]


def files(more: Files, severity: str = "{}") -> dict[str, str | bytes]:
    return {"mkdocs.yml": CONFIGURATION.format(severity=severity), "templates/none.txt": "none", **more}


def reviewed(folder: Path, day: date = TODAY, by: str = "support") -> Review:
    """Review every article of a project, and write it down."""
    knowledge = library.load(config.load(folder / "mkdocs.yml"))
    made = review(knowledge, knowledge.articles, day, by)
    write(made.files)
    return made


# What is written


def test_a_review_is_written_below_the_date(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    root = project(files({"docs/a.md": page(more="tags: [x]  # why\n")}))
    shown = cli("review", "docs/a.md", "--by", "support", cwd=root)
    assert (shown.exit_code, shown.output) == (0, "Wrote docs/a.md: reviewed 2026-11-20 by support\n")
    lines = (root / "docs/a.md").read_text().splitlines()
    assert lines[3:5] == ["reviewed: 2026-11-20", "reviewed_by: support"]
    word = lines[5].removeprefix("review_fingerprint: ")
    assert read_fingerprint(word) is not None
    assert lines[6:] == ["tags: [x]  # why", "---", "Text of Router."]
    again = cli("review", "docs/a.md", "--by", "support", cwd=root)
    assert again.output == "1 article had this review already\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\n", "---\ntitle: A\nreviewed: 2026-11-20\nreviewed_by: B\n---\n"),
        ("---\n---\n", "---\nreviewed: 2026-11-20\nreviewed_by: B\n---\n"),
        ("---\n# nothing\n---\nText", "---\n# nothing\nreviewed: 2026-11-20\nreviewed_by: B\n---\nText"),
        ("# Text\n", "---\nreviewed: 2026-11-20\nreviewed_by: B\n---\n# Text\n"),
        ("# A\r\nB\r\n", "---\r\nreviewed: 2026-11-20\r\nreviewed_by: B\r\n---\r\n# A\r\nB\r\n"),
        ("---\rtitle: A\r---\rText\r", "---\rtitle: A\rreviewed: 2026-11-20\rreviewed_by: B\r---\rText\r"),
        (
            "---\nreviewed: 2025-01-01   # by all of us\ntitle: A\n---\n",
            "---\nreviewed: 2026-11-20   # by all of us\nreviewed_by: B\ntitle: A\n---\n",
        ),
        (
            "---\nreviewed:  # never\nreviewed_by:\n---\n",
            "---\nreviewed: 2026-11-20  # never\nreviewed_by: B\n---\n",
        ),
        (
            "---\nreviewed: '2025-01-01'\nreviewed_by: \"A\"\n---\n",
            "---\nreviewed: '2026-11-20'\nreviewed_by: \"B\"\n---\n",
        ),
        (
            "---\n  title: A\n  reviewed: 1 May 2025\n---\n",
            "---\n  title: A\n  reviewed: 2026-11-20\n  reviewed_by: B\n---\n",
        ),
        (
            "---\n{title: A, x: [b]}\n---\n",
            "---\n{title: A, x: [b], reviewed: 2026-11-20, reviewed_by: B}\n---\n",
        ),
        (
            "---\n{reviewed: 2025-01-01, x: 1}\n---\n",
            "---\n{reviewed: 2026-11-20, reviewed_by: B, x: 1}\n---\n",
        ),
        ("---\nreviewed: [2025-01-01]\n---\n", "---\nreviewed: 2026-11-20\nreviewed_by: B\n---\n"),
        ("---\nday: &d 2025-01-01\nreviewed: *d\n---\n", None),
        ("---\nx: &x {reviewed: 2025-01-01}\n<<: *x\n---\n", None),
        ("---\ntitle: A\nreviewed: &d 2025-01-01\nother: *d\n---\n", None),
    ],
)
def test_only_the_fields_of_the_review_change(before: str, after: str | None) -> None:
    document = parse(Source("a.md", before), config.MarkdownSettings(), slugger(config.SlugSetting(), ()))
    assert with_fields(document, {"reviewed": "2026-11-20", "reviewed_by": "B"}) == after


@pytest.mark.parametrize(
    "word", ["no", "1", "a: b", "a #b", "'", "", " x", "ä b", "2026-11-21", "~", "-", "[x"]
)
def test_a_name_is_quoted_where_yaml_needs_it(word: str) -> None:
    document = parse(
        Source("a.md", "---\nx: 1\n---\n"), config.MarkdownSettings(), slugger(config.SlugSetting(), ())
    )
    text = with_fields(document, {"reviewed_by": word})
    assert text == f"---\nx: 1\nreviewed_by: {as_yaml(word)}\n---\n"


def test_another_systems_names_are_written_where_the_project_uses_them(
    project: Callable[[Files], Path],
) -> None:
    configuration = (
        "site_name: Help\nplugins:\n  - kept:\n"
        "      fields: {checked: reviewed, checker: reviewed_by, proof: review_fingerprint}\n"
    )
    own = "---\ntitle: A\naudience: public\nreviewed: 2026-11-01\nreviewed_by: x\n---\n"
    theirs = "---\ntitle: B\naudience: public\nchecked: 2026-11-01\n---\n"
    neither = "---\ntitle: C\naudience: public\n---\n"
    root = project(
        {
            "mkdocs.yml": configuration,
            "templates/x": "",
            "docs/a.md": own,
            "docs/b.md": theirs,
            "docs/c.md": neither,
        }
    )
    reviewed(root)
    keys = [
        [line.split(":")[0] for line in (root / f"docs/{name}.md").read_text().splitlines()[3:-1]]
        for name in "abc"
    ]
    assert keys == [
        ["reviewed", "reviewed_by", "proof"],
        ["checked", "checker", "proof"],
        ["checked", "checker", "proof"],
    ]
    assert found(root) == []


FIELD = st.sampled_from(
    [
        "tags: [a, b]  # comment",
        "# a comment",
        "",
        'summary: "Its — ünïcode"',
        "watch: [src/*.txt]",
        "applies_to:\n  - one\n  - two",
        "reviewed: 2025-01-01",
        "reviewed:",
        "reviewed: '2025-01-01'  # when",
        "reviewed_by: somebody",
        "review_fingerprint: nonsense",
        "review_fingerprint: |\n  nonsense\n",
        "description: >-\n  folded\n  text",
    ]
)


def key(line: str) -> str:
    return line.split(":")[0] if ":" in line and not line.startswith("#") else line


@given(
    fields=st.lists(FIELD, unique_by=key, max_size=8),
    body=st.text(
        st.characters(codec="utf-8", exclude_characters="\0\r\x0b\x0c\x85\u2028\u2029"), max_size=60
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
)
def test_a_review_changes_nothing_else_and_holds(
    tmp_path_factory: pytest.TempPathFactory, fields: list[str], body: str, newline: str, mark: bytes
) -> None:
    head = "\n".join(["---", "title: A", "audience: public", *fields, "---", ""])
    data = mark + (head + "Text.\n\n" + body).replace("\n", newline).encode()
    root = write_files(tmp_path_factory.mktemp("reviewed"), files({"docs/a.md": data, "src/x.txt": "1"}))
    made = reviewed(root)
    if made.errors:
        assert (root / "docs/a.md").read_bytes() == data
        return
    assert made.refused == ()
    after = (root / "docs/a.md").read_bytes()
    separator = f"---{newline}Text.".encode()
    assert after.split(separator, 1)[1] == data.split(separator, 1)[1]
    assert after.startswith(mark + f"---{newline}title: A{newline}audience: public{newline}".encode())
    kept = [line for line in head.splitlines() if line.startswith(("tags", "#", "summary", "watch", "  - "))]
    assert [line for line in after.decode("utf-8-sig").splitlines() if line in kept][: len(kept)] == kept
    assert found(root) == []
    assert all(not file.is_new for file in reviewed(root).files)
    assert (root / "docs/a.md").read_bytes() == after


def test_the_layout_of_the_front_matter_and_line_ends_are_no_text(project: Callable[[Files], Path]) -> None:
    root = project(files({"docs/a.md": page(more="tags: [a, b]\n")}))
    reviewed(root)
    path = root / "docs/a.md"
    text = path.read_text()
    path.write_bytes(text.replace("[a, b]", "\n  - a\n  - 'b'").replace("\n", "\r\n").encode())
    assert found(root) == []
    path.write_text(text.replace("---\nText", "status: archived\nreview_every: 1y\n---\nText"))
    assert found(root) == []
    path.write_text(text.replace("title: Router", "title: Modem"))
    assert found(root) == [("a.md", "info", "K308")]


# What is refused


def test_articles_with_errors_are_refused_and_nothing_is_written(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    bad = "---\ntitle: B\naudience: public\nreviewed: 2026-11-01\n---\n[dead](none.md)\n"
    root = project(files({"docs/a.md": page(), "docs/b.md": bad, "docs/c.md": "---\ntitle: C\n"}))
    shown = cli("review", "docs", "--by", "support", cwd=root)
    assert shown.exit_code == 1
    assert "docs/b.md:6:8: error K401 broken-link" in shown.output
    assert "docs/c.md:1:1: error K002" in shown.output
    assert shown.output.endswith("kept: 2 articles cannot be reviewed like this; nothing was written\n")
    assert (root / "docs/a.md").read_text() == page()


def test_a_form_that_cannot_be_edited_is_refused(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    root = project(
        files({"docs/a.md": "---\ntitle: A\naudience: public\nd: &d 2025-01-01\nreviewed: *d\n---\n"})
    )
    shown = cli("review", "docs/a.md", "--by", "support", cwd=root)
    assert shown.exit_code == 1
    assert "docs/a.md: kept cannot edit this form of front matter; write `reviewed`, " in shown.output


def test_a_missing_date_is_no_error_because_the_review_writes_it(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    contract = (
        "---\ncontract:\n  summary: Steps.\n  folder: docs/steps\n  review_every: 30d\n"
        "  fields:\n    reviewed: {required: true}\n---\n"
    )
    text = "---\ntitle: A\naudience: public\n---\nText\n"
    root = project({"templates/steps.md": contract, "docs/steps/a.md": text, "docs/index.md": text})
    assert cli("review", "docs", "--by", "anybody", cwd=root).output.startswith("Wrote docs/steps/a.md")
    assert (root / "docs/index.md").read_text() == text, "nobody has to review it, and nobody named it"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["docs/a.md", "--by", "suport"],
            'there is no owner "suport": did you mean "support"? (owners are: ',
        ),
        (["docs/a.md", "--by", "Help Desk"], 'there is no owner "Help Desk": did you mean "support"?'),
        (["docs/none.md", "--by", "support"], "docs/none.md does not exist"),
        (["docs/b.md", "--by", "support"], 'docs/b.md does not exist: did you mean "docs/a.md"?'),
        (["docs/a.txt", "--by", "support"], 'docs/a.txt is not an article: did you mean "docs/a.md"?'),
        (["docs/empty", "--by", "support"], "docs/empty holds no article with a review date or an interval"),
        (["docs/*.rst", "--by", "support"], "docs/*.rst holds no article"),
        (["..", "--by", "support"], ".. is not below "),
        (["docs/a.md"], "name articles and `--by OWNER`, or ask what is due with `--due 30d`"),
        (["--by", "support"], "name articles and `--by OWNER`"),
        (["docs", "--by", "support", "--format", "ics"], "--format can only be used with --due"),
        (["--owner", "x", "--open-issue-body"], "--owner and --open-issue-body can only be used with --due"),
        (["--due", "soon"], '"soon" is not a length of time; write `30d`'),
        (["--due", "30d", "--by", "support"], "--due lists and writes nothing"),
        (["--due", "30d", "--owner", "suport"], 'there is no owner "suport": did you mean "support"?'),
        (
            ["--due", "30d", "--open-issue-body", "--format", "json"],
            "--open-issue-body is a format of its own",
        ),
        (["--due", "30d", "--views", "docs"], "docs is not a plain file"),
    ],
)
def test_what_is_asked_wrongly_is_one_clear_line(
    arguments: list[str],
    message: str,
    project: Callable[[Files], Path],
    cli: Callable[..., Result],
) -> None:
    vocabulary = "owners:\n  support: {name: Support, also: [Help Desk]}\n  engineering:\n"
    (
        folder := project(files({"docs/a.md": page(), "docs/a.txt": "", "kb/vocabulary.yml": vocabulary}))
    ).joinpath("docs/empty").mkdir()
    shown = cli("review", *arguments, cwd=folder)
    assert shown.exit_code == 2
    assert message in shown.stderr
    assert (folder / "docs/a.md").read_text() == page()


def test_views_that_are_not_there_are_one_clear_line(
    project: Callable[[Files], Path], process: Callable[..., CompletedProcess[str]]
) -> None:
    shown = process(
        "review", "--due", "30d", "--views", "none.csv", cwd=project(files({"docs/a.md": page()}))
    )
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr == "kept: none.csv: No such file or directory\n"


def test_folders_globs_and_a_dry_run(project: Callable[[Files], Path], cli: Callable[..., Result]) -> None:
    names = [f"docs/{folder}/{number}.md" for folder in "ab" for number in range(60)]
    root = project(files({name: page(title=name) for name in names}))
    shown = cli("review", "docs/a/1*.md", "--by", "support", "--dry-run", cwd=root)
    assert shown.output.count("Would write") == 11
    assert (root / "docs/a/1.md").read_text() == page(title="docs/a/1.md")
    assert (
        cli(
            "review", "a", "b/0.md", "--config", "../mkdocs.yml", "--by", "support", cwd=root / "docs"
        ).exit_code
        == 0
    )
    assert sum("review_fingerprint" in (root / name).read_text() for name in names) == 61
    assert cli("review", ".", "--by", "support", cwd=root).output.count("Wrote") == 59
    assert found(root) == []


def test_files_that_cannot_be_written_leave_all_as_they_were(
    project: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(files({f"docs/{name}.md": page(title=name) for name in "abc"}))
    knowledge = library.load(config.load(root / "mkdocs.yml"))
    made = review(knowledge, knowledge.articles, TODAY, "support")
    replace, calls = __import__("os").replace, []

    def failing(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("os.replace", failing)
    with pytest.raises(OSError, match="No space"):
        write(made.files)
    assert {path.name: path.read_text() for path in (root / "docs").iterdir()} == {
        f"{name}.md": page(title=name) for name in "abc"
    }


def test_a_file_that_changes_meanwhile_is_left_alone(project: Callable[[Files], Path]) -> None:
    root = project(files({"docs/a.md": page()}))
    knowledge = library.load(config.load(root / "mkdocs.yml"))
    (root / "docs/a.md").write_text("Other\n")
    assert review(knowledge, knowledge.articles, TODAY, "x").refused == (
        ("docs/a.md", "it was changed while it was being reviewed; run the command again"),
    )


def test_permissions_and_links_are_kept(project: Callable[[Files], Path]) -> None:
    root = project(files({"docs/real.txt": page()}))
    (root / "docs/real.txt").chmod(0o640)
    (root / "docs/a.md").symlink_to("real.txt")
    reviewed(root)
    assert (root / "docs/a.md").is_symlink()
    assert "review_fingerprint" in (root / "docs/real.txt").read_text()
    assert (root / "docs/real.txt").stat().st_mode & 0o777 == 0o640


# What reopens a review


@pytest.mark.parametrize(
    ("watch", "change", "expected"),
    [
        ("[src/a.c]", {"src/a.c": "2"}, True),
        ("[src/a.c]", {"src/b.c": "2"}, False),
        ("[src]", {"src/deep/x.c": "2"}, True),
        ("['src/**/*.c']", {"src/deep/x.c": "2"}, True),
        ("['src/*.c']", {"src/deep/x.c": "2"}, False),
        ("['src/*.c', '!src/b*']", {"src/b.c": "2"}, False),
        ("[a.c]", {"src/a.c": "2"}, False),
        ("['**/a.c']", {"src/a.c": "2"}, True),
        ("[./src/a.c]", {"src/a.c": "2"}, True),
        ("['src/*.c']", {"src/new.c": "2"}, True),
        ("['src/*.c']", {"src/a.c": b"1\r\n"}, False),
        ("['../*', '[z-a]', '!', '/', 'none/*', ' ']", {"src/a.c": "2"}, False),
        ("[.hidden/x]", {".hidden/x": "2"}, True),
        ("[docs/*]", {"docs/other.md": page("Other", more="tags: [x]\n")}, True),
    ],
)
def test_a_watched_file_that_changes_reopens_the_review(
    watch: str, change: Files, expected: bool, project: Callable[[Files], Path]
) -> None:
    root = project(
        files(
            {
                "docs/a.md": page(more=f"watch: {watch}\n"),
                "docs/other.md": page("Other"),
                "src/a.c": "1\n",
                "src/b.c": "1\n",
                "src/deep/x.c": "1\n",
                ".hidden/x": "1\n",
            }
        )
    )
    reviewed(root)
    assert found(root) == []
    write_files(root, {"mkdocs.yml": (root / "mkdocs.yml").read_text(), **change})
    assert (
        ("a.md", "warning", "K304") in found(root)
        if expected
        else ("a.md", "warning", "K304") not in found(root)
    )


def test_a_file_that_is_gone_and_one_of_many(project: Callable[[Files], Path]) -> None:
    many = {f"src/{number}.c": "1" for number in range(20)}
    root = project(
        files(
            {
                "docs/a.md": page(more="watch: [src/*]\n"),
                "docs/b.md": page("B", more="watch: [x]\n"),
                **many,
                "x": "1",
            }
        )
    )
    reviewed(root)
    (root / "x").unlink()
    (root / "src/7.c").write_text("2")
    findings = check(library.load(config.load(root / "mkdocs.yml")), TODAY)
    assert [one.message for one in findings] == [
        "one of the 20 files on which the article depends changed since the review of 2026-11-20",
        "a file on which the article depends disappeared since the review of 2026-11-20",
    ]


def test_a_snippet_within_a_snippet_reopens_the_review(project: Callable[[Files], Path]) -> None:
    text = page() + '\n--8<-- "outer.md"\n'
    root = project(
        files({"docs/a.md": text, "parts/outer.md": '--8<-- "inner.md"\n', "parts/inner.md": "Hold.\n"})
    )
    reviewed(root)
    assert found(root) == []
    (root / "parts/inner.md").write_text("Press.\n")
    assert found(root) == [("a.md", "warning", "K304")]


def test_articles_that_watch_each_other_can_be_reviewed_together(project: Callable[[Files], Path]) -> None:
    root = project(files({f"docs/{name}.md": page(name, more="watch: [docs]\n") for name in "abc"}))
    reviewed(root)
    assert found(root) == []
    assert all(not file.is_new for file in reviewed(root).files)


@pytest.mark.parametrize(
    "old", ["reviewed: 2026-11-20", "reviewed_by: support", "review_fingerprint: sha256:"]
)
def test_what_is_changed_by_hand_is_found(old: str, project: Callable[[Files], Path]) -> None:
    root = project(files({"docs/a.md": page()}))
    reviewed(root)
    path = root / "docs/a.md"
    text = path.read_text()
    new = {"reviewed: 2026-11-20": "reviewed: 2026-11-19", "reviewed_by: support": "reviewed_by: sales"}
    path.write_text(text.replace(old, new.get(old, "review_fingerprint: sha256:0")))
    assert found(root) == [("a.md", "warning", "K305")]
    path.write_text(text.replace(old + "\n", "") if old in new else text)
    assert [code for _, _, code in found(root)] == (["K305"] if old in new else [])


def test_a_fingerprint_is_read_as_it_was_written() -> None:
    for count in (0, 1, 12, 13):
        made = make_fingerprint("0" * 12, {f"f{number}": "x" for number in range(count)}, TODAY, "support")
        assert read_fingerprint(str(made)) == made
        assert made.is_sealed(TODAY, "support")
        assert not made.is_sealed(TODAY, "sales")
    assert read_fingerprint("sha256:0") is None


# What the history adds


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@needs_git
def test_without_a_fingerprint_the_history_decides(tmp_path: Path) -> None:
    repository = new_repository(tmp_path / "project")
    watching = page("Watching", more="watch: [src/*.c]\n")
    including = page("Including") + '--8<-- "x.md"\n'
    content = {"docs/w.md": watching, "docs/i.md": including, "docs/n.md": page("Neither")}
    repository.commit("2026-11-02", files({**content, "src/a.c": "1", "src/b.h": "1", "parts/x.md": "X\n"}))
    assert found(repository.folder) == []
    repository.commit("2026-11-03", {"src/b.h": "2"})
    assert found(repository.folder) == []
    (repository.folder / "src/a.c").write_text("uncommitted")
    assert found(repository.folder) == [("w.md", "warning", "K304")]
    repository.commit("2026-11-04", {"src/a.c": "2", "parts/x.md": "Y\n"})
    assert found(repository.folder) == [("i.md", "warning", "K304"), ("w.md", "warning", "K304")]
    settings = config.load(repository.folder / "mkdocs.yml")
    findings = check(library.load(settings, None, git_history(settings, TODAY)), TODAY)
    message = "src/a.c (on 2026-11-04), on which the article depends, changed since the review of 2026-11-01"
    assert [one.message for one in findings if one.location.path == "docs/w.md"] == [message]
    reviewed(repository.folder)
    assert found(repository.folder) == []


@needs_git
def test_what_was_there_when_the_date_was_set_does_not_count(tmp_path: Path) -> None:
    repository = new_repository(tmp_path / "project")
    repository.commit("2026-11-02", files({"src/a.c": "1"}))
    repository.commit("2026-11-03", {"docs/w.md": page(more="watch: [src/*.c]\n")})
    assert found(repository.folder) == []
    repository.commit(
        "2026-11-04", {"src/a.c": "2", "docs/w.md": page("Router 2", more="watch: [src/*.c]\n")}
    )
    assert found(repository.folder) == []
    repository.commit("2026-11-01", {"src/a.c": "3"})
    assert found(repository.folder) == [], "on the day of the review"
    repository.commit("2026-11-05", {"src/a.c": "4"})
    assert found(repository.folder) == [("w.md", "warning", "K304")]


@needs_git
@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("{}", [("a.md", "info", "K305")]),
        ("{K305: warning}", [("a.md", "warning", "K305")]),
        ("{review-without-evidence: error}", [("a.md", "error", "K305")]),
        ("{K305: off}", []),
    ],
)
def test_a_date_that_was_changed_alone_is_advice(
    severity: str, expected: list[object], tmp_path: Path
) -> None:
    repository = new_repository(tmp_path / "project")
    repository.commit("2026-10-01", files({"docs/a.md": page(day="2026-10-01")}, severity))
    assert found(repository.folder) == []
    repository.commit("2026-11-01", {"docs/a.md": page()})
    assert found(repository.folder) == expected
    reviewed(repository.folder)
    assert found(repository.folder) == []


@needs_git
def test_a_shallow_clone_says_so_once_and_reports_only_fingerprints(
    tmp_path: Path, cli: Callable[..., Result]
) -> None:
    repository = new_repository(tmp_path / "project")
    pages = {f"docs/{name}.md": page(name, more="watch: [src/*.c]\n") for name in "ab"}
    repository.commit("2026-10-01", files({**pages, "src/a.c": "1"}))
    repository.commit("2026-11-05", {"src/a.c": "2"})
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(tmp_path / "shallow"))
    shown = cli("check", cwd=tmp_path / "shallow")
    assert shown.exit_code == 0
    assert shown.stdout == "No findings in 2 documents.\n"
    assert shown.stderr.startswith("kept: the git history is cut off (a shallow clone)")
    assert shown.stderr.count("\n") == 1
    assert len(found(repository.folder)) == 2
    as_json = cli("check", "--format", "json", cwd=tmp_path / "shallow")
    assert as_json.stdout.startswith("{")


@needs_git
def test_ignored_files_do_not_reopen_a_review(tmp_path: Path) -> None:
    repository = new_repository(tmp_path / "project")
    text = page(more="watch: [src/**]\n")
    repository.commit("2026-11-01", files({"docs/a.md": text, "src/a.c": "1", ".gitignore": "*.o\n"}))
    reviewed(repository.folder)
    (repository.folder / "src/a.o").write_text("built")
    assert found(repository.folder) == []
    (repository.folder / "src/new.c").write_text("new")
    assert found(repository.folder) == [("a.md", "warning", "K304")]
