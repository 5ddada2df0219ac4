"""The reference pages that are made from the code: commands, rules, settings, fields, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import click

from kept.check.rule import Example, Rule, rules
from kept.commands.options import loaded_settings
from kept.config import Settings, kept_settings
from kept.content.contract import ContentType
from kept.content.fields import COMMON_FIELDS, FieldSpec
from kept.diagnostic import Severity
from kept.library import load_types
from kept.records.kinds import KINDS, Field, Holds, Kind
from kept.secrets import masked

_LANGUAGES = {".yml": "yaml", ".json": "json"}
NOTE = "*This page is made from the code of kept; change it there.*"


def pages(settings: Settings, group: click.Group) -> dict[PurePosixPath, str]:
    """Every generated page by its path below the reference folder."""
    types = load_types(settings)
    found = {
        PurePosixPath("commands.md"): _page("Commands and exit codes", _commands(group)),
        PurePosixPath("settings.md"): _page("Settings in mkdocs.yml", _settings()),
        PurePosixPath("fields.md"): _page("Fields of every content type", _fields(types)),
        PurePosixPath("records.md"): _page("Records", _records()),
        PurePosixPath("rules/index.md"): _page("Rules", _rules()),
    }
    return found | {
        PurePosixPath(f"rules/{rule.name}.md"): _page(f"{rule.code} {rule.name}", _rule(rule))
        for rule in rules()
    }


def outdated(folder: Path, settings: Settings, group: click.Group) -> list[str]:
    """Pages of `folder` that are not what the code says, or that no code stands behind."""
    wanted = pages(settings, group)
    stale = [
        str(path)
        for path, text in wanted.items()
        if not (folder / path).is_file() or (folder / path).read_text(encoding="utf-8") != text
    ]
    extra = {PurePosixPath(f"rules/{path.name}") for path in (folder / "rules").glob("*.md")} - set(wanted)
    return stale + sorted(str(path) for path in extra)


def generate(root: Path, group: click.Group, *, only_check: bool) -> str | None:
    """Bring the pages of a project up to date; with `only_check` say which are not, else `None`."""
    settings = loaded_settings(root / "mkdocs.yml", None)
    folder = root / "docs/reference"
    if not only_check:
        write(folder, settings, group)
    stale = outdated(folder, settings, group)
    return f"out of date: {', '.join(stale)}; run scripts/generate" if stale else None


def write(folder: Path, settings: Settings, group: click.Group) -> None:
    """Write all pages, and remove pages of rules that no longer exist."""
    wanted = pages(settings, group)
    for path, text in wanted.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for file in (folder / "rules").glob("*.md"):
        if PurePosixPath(f"rules/{file.name}") not in wanted:
            file.unlink()


def _page(title: str, lines: Iterator[str]) -> str:
    head = f"---\ntitle: {title}\ntype: page\naudience: public\n---\n# {title}\n\n"
    return head + "\n".join(lines).rstrip() + f"\n\n{NOTE}\n"


def _commands(group: click.Group) -> Iterator[str]:
    yield "Every command ends with one of three exit codes: `0` all is well, `1` there are findings, "
    yield "`2` it could not run. `--help` shows the same text in the terminal."
    context = click.Context(group, info_name="kept", terminal_width=78, **group.context_settings)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"\n## kept {name}\n"
        yield "```text"
        within = click.Context(command, info_name=name, parent=context)
        yield command.get_help(within).rstrip()
        yield "```"
        for below, one in command.commands.items() if isinstance(command, click.Group) else ():
            yield f"\n### kept {name} {below}\n"
            yield "```text"
            yield one.get_help(click.Context(one, info_name=below, parent=within)).rstrip()
            yield "```"


def _settings() -> Iterator[str]:
    yield "They stand in `mkdocs.yml` under `plugins: - kept:`. An unknown one is refused, with the name"
    yield "that was probably meant."
    yield ""
    yield "| setting | meaning | default |"
    yield "| --- | --- | --- |"
    for name, help, default in kept_settings():
        yield f"| `{name}` | {_cell(help)} | {_default(name, default)} |"
    yield ""
    yield "Of MkDocs' own settings kept reads `site_name`, `site_url`, `docs_dir`, `site_dir`,"
    yield "`use_directory_urls` and `markdown_extensions`."


def _default(name: str, value: object) -> str:
    if name == "due_soon":
        return f"`{value}d`"
    if isinstance(value, Severity):
        return f"`{value.word}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(str(item) for item in value)}]`" if value else "none"
    return f"`{value}`"


def _fields(types: Mapping[str, ContentType]) -> Iterator[str]:
    yield "A field that a document must have is marked **required**. Kinds are explained in"
    yield "[the reference of contracts](contracts.md)."
    yield "\n## Every document\n"
    yield from _field_table(COMMON_FIELDS)
    for content_type in types.values():
        yield f"\n## {content_type.name}\n"
        yield f"{content_type.summary} Folder: `{content_type.folder}`.\n"
        yield from _field_table(_changed(content_type))


def _changed(content_type: ContentType) -> tuple[FieldSpec, ...]:
    """The fields that a type adds, or has otherwise than every document."""
    return tuple(spec for spec in content_type.fields if spec not in COMMON_FIELDS)


def _field_table(specs: tuple[FieldSpec, ...]) -> Iterator[str]:
    yield "| field | kind | meaning |"
    yield "| --- | --- | --- |"
    for spec in specs:
        kind = f"{spec.kind} of `{spec.of}`" if spec.of else spec.kind
        if spec.values:
            kind += ": " + ", ".join(f"`{value}`" for value in spec.values)
        required = "**required** " if spec.required else ""
        yield f"| `{spec.name}` | {kind} | {required}{_cell(spec.help)} |"


def _records() -> Iterator[str]:
    yield "Records say which customers use which products, what their tickets are about, and what"
    yield "resolved them. They stand in `kb/records/*.yml` (the setting `records` names another folder). Each"
    yield "kind is a key of the file, below it the id of each record, and below that its fields. An id is"
    yield "made of letters, digits, `-`, `_` and `.`. Elsewhere `ticket/white-page` means the ticket"
    yield "`white-page`; where a field can name one kind only, the id alone will do. Where it holds a list,"
    yield "one value will do."
    yield ""
    yield "The files are never published, and a record is internal unless its `audience` says otherwise."
    yield "Fields that another program needs are named in the setting `extra_fields`. What is wrong with"
    yield "records is reported by the rules `K901` to `K918`; `kept schema records` prints their schema."
    for kind in KINDS:
        yield f"\n## {kind.plural}\n"
        yield f"{kind.summary}\n"
        yield from _record_fields(kind)
        yield "\n| state | may become |"
        yield "| --- | --- |"
        for state, legal in kind.states.items():
            needs = f" (needs `{kind.needs[state]}`)" if state in kind.needs else ""
            yield f"| `{state}`{needs} | {', '.join(f'`{word}`' for word in legal) or 'nothing else'} |"
    yield "\n## What `kept graph --format json` prints\n"
    yield "One object. Keys of records are their kind and id, those of articles their paths."
    yield ""
    yield "| command | keys of the object |"
    yield "| --- | --- |"
    yield from (f"| {commands} | {holds} |" for commands, holds in _ANSWERS.items())


_ANSWERS = {
    "`show`, `path`, `export`": (
        "`records`: each with `key`, `kind` and `name`; `relations`: each with the keys `from` and `to`"
    ),
    "`impact`": (
        "`record`: the key that was asked about; `touched`, what is touched most first: each with `key`, "
        "`kind`, `name`, `weight`, `steps` and `via`, the key of the record before it on the way"
    ),
    "`articles`": (
        "`articles`: each with `path`, `title`, `cluster`, `links_in`, `links_out` and `is_orphan`; "
        "`relations`: each with `from` and `to`, paths or `applies-to/…`"
    ),
}


def _record_fields(kind: Kind) -> Iterator[str]:
    yield "| field | holds | meaning |"
    yield "| --- | --- | --- |"
    for field in kind.fields.values():
        yield f"| `{field.name}` | {_held(field)} | {field.help} |"


def _held(field: Field) -> str:
    match field.holds:
        case Holds.CHOICE:
            return f"one of {', '.join(f'`{value}`' for value in field.values)}"
        case Holds.RECORD:
            return f"a {field.of}"
        case Holds.RECORDS:
            return f"{field.of}s"
    return field.holds.value


def _rules() -> Iterator[str]:
    yield "What `kept check` looks for. A rule's page says why it exists, and shows what it refuses and"
    yield "accepts; `kept explain CODE` shows the same in the terminal."
    yield ""
    yield "| code | rule | severity | why |"
    yield "| --- | --- | --- | --- |"
    for rule in rules():
        link = f"[{rule.name}]({rule.name}.md)"
        yield f"| {rule.code} | {link} | {rule.severity.word} | {_cell(rule.summary)} |"


def _rule(rule: Rule) -> Iterator[str]:
    yield rule.reason
    yield ""
    yield f"Severity: **{rule.severity.word}**."
    if rule.can_be_lowered:
        yield f"Another one is set with `severity: {{{rule.code}: info}}` in [the settings](../settings.md)."
    else:
        yield "It cannot be lowered: what cannot be read cannot be published."
    yield "\n## Refused\n"
    yield from _examples(rule.bad)
    yield "\n## Accepted\n"
    yield from _examples(rule.good)


def _examples(examples: tuple[Example, ...]) -> Iterator[str]:
    for example in examples:
        for path, text in ({"": example} if isinstance(example, str) else example).items():
            language = _LANGUAGES.get(PurePosixPath(path).suffix, "markdown")
            yield f'````{language} title="{path}"' if path else f"````{language}"
            yield _shown(text).rstrip("\n")
            yield "````\n"


def _shown(text: str) -> str:
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in masked(text)
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
