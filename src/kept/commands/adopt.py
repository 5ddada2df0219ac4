"""`kept adopt`: an existing knowledge base gets a configuration and a baseline, and stays as it is."""

from __future__ import annotations

import difflib
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from kept import config, library
from kept.adopt.place import NothingHere, Place, find_place
from kept.adopt.plan import Inferred, Request, infer, left_out, settings_lines
from kept.adopt.table import as_text, rows
from kept.adopt.words import vocabulary_text
from kept.adopt.writing import CannotInsert, HasBlock, new_configuration, with_block
from kept.baseline import baseline_of, render
from kept.check.run import check
from kept.commands.known_findings import replace_file
from kept.commands.options import (
    CannotRun,
    Progress,
    chosen_day,
    configuration_findings,
    today_option,
)
from kept.commands.texts import FilesOnDisk
from kept.config import ConfigurationError, Settings
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library
from kept.parse.files import at, find, printable, read_source
from kept.report import plural
from kept.report.text import one_line
from kept.text import Source
from kept.values import dataclass

OTHER_TEMPLATES = "kept-templates"
"""The folder of contracts when `templates` holds something else: it need not be there."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: what it holds now (`None`: it is new) and then."""

    path: Path
    name: str
    before: str | None
    after: str
    mark: str = ""
    """A byte order mark, which stays."""


@click.command(short_help="Take over an existing knowledge base as it is.")
@click.argument("folder", type=click.Path(readable=False, path_type=Path), default=Path(), metavar="[DIR]")
@click.option(
    "--root",
    type=click.Path(readable=False, path_type=Path),
    help="The folder of the project, in which mkdocs.yml is or will be.  [default: DIR]",
)
@click.option(
    "--audience",
    type=click.Choice(["public", "internal"]),
    help="Who may read the documents that don't say so.  [default: internal]",
)
@click.option("--trust", multiple=True, metavar="MODULE", help="A module whose `slugify` kept may run.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@today_option
def adopt(
    folder: Path,
    root: Path | None,
    audience: str | None,
    trust: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    today: date | None,
) -> None:
    """Find out how the Markdown files in DIR are written, and write a configuration and a baseline.

    \b
    No document is changed, and no file is overwritten: an existing mkdocs.yml gets
    a block `kept` among its plugins. What is wrong today goes into the baseline, so
    that `kept check` reports only what is new or touched from now on.
    """
    project = root or folder
    found, existing = _place(project, folder if root else None, trust)
    asks = not (yes or dry_run)
    if asks and not sys.stdin.isatty():
        raise CannotRun("nobody is there to ask; look with --dry-run, then write with --yes")
    if audience is None and asks:
        question = "Who may read documents that don't say so?"
        audience = click.prompt(question, default="internal", type=click.Choice(["public", "internal"]))
    day = chosen_day(today)
    request = _request(found, existing, audience or "internal", trust)
    inferred = _inferred(found, existing, request, day)
    click.echo(f"What kept found in {project}:\n")
    click.echo(as_text(list(rows(inferred, request))))
    files, findings = _files(inferred, existing, request, day)
    click.echo(_debt(findings))
    if dry_run:
        click.echo("".join(_diff(files)), nl=False)
        return
    if asks and not click.confirm(f"Write {', '.join(one.name for one in files)}?", default=True):
        raise click.Abort
    _write(files)
    click.echo("\n".join(_next_steps(files, project, request)))
    if found.docs_dir == ".":
        click.echo(
            "  The documents lie beside mkdocs.yml, of which MkDocs builds no site: move them into a folder"
        )
        click.echo("  such as docs/ and name it in `docs_dir` before you build.")


def _place(project: Path, folder: Path | None, trust: tuple[str, ...]) -> tuple[Place, Settings | None]:
    """Where the documents are, and the settings of an existing configuration."""
    if not project.is_dir():
        raise CannotRun(f"{project} is not a folder; name the folder of the project")
    inside = _below(folder, project) if folder else ""
    existing = _existing(project, trust)
    docs_dir = existing.docs_dir if existing else ""
    try:
        return find_place(project, "" if inside == "." else inside, docs_dir), existing
    except NothingHere as error:
        raise CannotRun(str(error)) from None


def _below(folder: Path, project: Path) -> str:
    if not folder.is_dir():
        raise CannotRun(f"{folder} is not a folder; name the folder of the documents")
    if not folder.resolve().is_relative_to(project.resolve()):
        raise CannotRun(f"{folder} is not below {project}, the folder of the project (`--root`)")
    return folder.resolve().relative_to(project.resolve()).as_posix()


def _existing(project: Path, trust: tuple[str, ...]) -> Settings | None:
    path = next((project / name for name in ("mkdocs.yml", "mkdocs.yaml") if (project / name).exists()), None)
    if path is None:
        return None
    try:
        found = config.load(path)
    except ConfigurationError as error:
        raise CannotRun("\n".join(one_line(item) for item in configuration_findings(error))) from None
    if found.has_plugin:
        message = f"{path} has a block `kept` already, which is not touched; "
        raise CannotRun(message + "`kept check --update-baseline --add` writes a baseline alone")
    return replace(found, trusted_modules=trust)


def _request(place: Place, existing: Settings | None, audience: str, trust: tuple[str, ...]) -> Request:
    root = place.root
    usual = "kb/vocabulary.yml" if "kb" in place.folders or (root / "kb/vocabulary.yml").exists() else ""
    templates = OTHER_TEMPLATES if _has_other_templates(root) else ""
    name = usual or ("kept-vocabulary.yml" if (root / "vocabulary.yml").exists() else "vocabulary.yml")
    return Request(audience, trusted_modules=trust, vocabulary=name, templates=templates)


def _has_other_templates(root: Path) -> bool:
    """Whether `templates` is there and holds no contract: a folder of Jinja, Hugo or the like."""
    if not (root / "templates").exists():
        return False
    files = [file for file in find(root, "templates") if file.is_markdown]
    return not any("contract:" in read_source(file)[0].text for file in files)


def _inferred(place: Place, existing: Settings | None, request: Request, day: date) -> Inferred:
    settings = replace(
        existing or Settings(place.root.resolve()),
        docs_dir=place.docs_dir,
        content=place.content,
        templates=request.templates or "templates",
        exclude=tuple(left_out(place, ())),
        vocabulary=request.vocabulary,
    )
    return infer(_loaded(settings, Vocabularies(Source(request.vocabulary, ""))), place, day)


def _loaded(settings: Settings, terms: Vocabularies | None) -> Library:
    try:
        return library.load(settings, Progress(), terms=terms)
    except ConfigurationError as error:
        lines = [f"{item.message}; {item.help}" for item in configuration_findings(error)]
        untrusted = "if you trust it, add `--trust` with its module" if "slug" in lines[0] else ""
        raise CannotRun("; ".join([*(line.split("; ")[0] for line in lines), untrusted])) from None


def _files(
    inferred: Inferred, existing: Settings | None, request: Request, day: date
) -> tuple[list[_File], list[Diagnostic]]:
    """The files to write, and what is wrong today."""
    root = inferred.place.root
    files = []
    terms = None
    text = vocabulary_text(inferred.words)
    if at(root, request.vocabulary) is None and text:
        files.append(_File(root / request.vocabulary, request.vocabulary, None, text))
        terms = read_vocabularies(Source(request.vocabulary, text))
    elif at(root, request.vocabulary) is None:
        request = replace(request, vocabulary="")
    configuration = _configuration(inferred, existing, request)
    source = Source(configuration.name, configuration.after)
    try:
        settings = config.parse(source, configuration.path, root)
    except ConfigurationError as error:
        raise CannotRun("\n".join(one_line(item) for item in configuration_findings(error))) from None
    knowledge = _loaded(settings, terms)
    findings = check(knowledge, day)
    target = root / settings.baseline
    if target.exists() or target.is_symlink():
        raise CannotRun(f"{target} is there already, and is not overwritten; move it away first")
    if findings:
        new = {file.name: Source(file.name, file.after) for file in (*files, configuration)}
        baseline = baseline_of(findings, FilesOnDisk(settings.root, new))
        files.append(_File(target, settings.baseline, None, render(baseline)))
    return [*files, configuration], findings


def _configuration(inferred: Inferred, existing: Settings | None, request: Request) -> _File:
    block = settings_lines(inferred, request)
    place = inferred.place
    if existing is None or existing.config_path is None:
        name = place.root.resolve().name.replace("-", " ").replace("_", " ").strip()
        text = new_configuration(
            printable(name[:1].upper() + name[1:]) or "Help",
            place.docs_dir,
            block,
            html_addresses=inferred.has_html_links,
            extensions=inferred.extensions,
        )
        return _File(place.root / "mkdocs.yml", "mkdocs.yml", None, text)
    path = existing.config_path
    before = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    before = before.removeprefix("\ufeff")
    try:
        after = with_block(Source(path.name, before), block)
    except HasBlock as error:
        raise CannotRun(f"{path.name}: {error}") from None
    except CannotInsert as error:
        shown = "\n".join(
            f"    {line}" for line in ["plugins:", "  - kept:", *(f"      {one}" for one in block)]
        )
        raise CannotRun(f"{path.name}: {error}; put this into it by hand:\n{shown}") from None
    return _File(path, path.name, before, after, mark)


def _debt(findings: list[Diagnostic]) -> str:
    """What is wrong today, in a few words."""
    if not findings:
        return "Nothing is wrong with any document.\n"
    errors = sum(item.severity is Severity.ERROR for item in findings)
    counts = Counter(f"{item.code} {item.rule}" for item in findings).most_common()
    lines = [f"  {count:>6,}  {name}" for name, count in counts[:8]]
    if len(counts) > 8:
        lines.append(f"  {sum(count for _, count in counts[8:]):>6,}  of {len(counts) - 8} other rules")
    head = f"{plural(len(findings), 'finding')} go into the baseline, {plural(errors, 'error')} among them:"
    return "\n".join([head.replace("1 finding go", "1 finding goes"), *lines]) + "\n"


def _diff(files: list[_File]) -> Iterator[str]:
    for file in files:
        if file.name.endswith(".json"):
            count = max(file.after.count("\n") - 2, 0)
            yield f"--- /dev/null\n+++ {file.name}\n@@ {plural(count, 'line')} of known findings @@\n"
            continue
        lines = (file.before or "").splitlines(keepends=True), file.after.splitlines(keepends=True)
        old = file.name if file.before is not None else "/dev/null"
        for line in difflib.unified_diff(*lines, old, file.name):
            yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _write(files: list[_File]) -> None:
    """All files or none; the configuration, which makes them count, comes last."""
    made: list[Path] = []
    try:
        for file in files:
            if file.before is None:
                file.path.parent.mkdir(parents=True, exist_ok=True)
                with file.path.open("x", encoding="utf-8", newline="") as target:
                    made.append(file.path)
                    target.write(file.after)
            else:
                replace_file(file.path, file.mark + file.after)
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise CannotRun(f"{file.name} cannot be written: {reason}; nothing was written") from None


def _next_steps(files: list[_File], project: Path, request: Request) -> Iterator[str]:
    names = " ".join(shlex.quote(one.name) for one in files)
    yield f"Wrote {', '.join(one.name for one in files)}. Next:"
    if project != Path():
        yield f"  cd {project}"
    if files[-1].name != "mkdocs.yml":
        yield f"  (add `--config {files[-1].name}` to each command, or rename the file to mkdocs.yml)"
    yield "  kept check                     only what is new or touched from now on"
    yield "  kept check --stats             what is wrong, by rule, owner and folder"
    yield f"  git add {names}"
    if any(one.name.endswith(".json") for one in files):
        yield "  kept check --update-baseline   after mending: mended findings leave the baseline"
    if request.audience == "internal":
        yield "  kept build --audience internal a site for yourselves; for customers, give folders that hold"
        yield "                                 nothing internal `audience: public` under `defaults`"
