"""`kept init`: a new help centre with a good example of each content type."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import click

from kept import library
from kept.commands.options import CannotRun, chosen_day, loaded_settings, today_option
from kept.commands.schema import RECORDS, all_schemas, write_schemas
from kept.config import Settings
from kept.content.scaffold import escaped, one_line_yaml
from kept.data import packaged

SCHEMAS = Path(".vscode/kept")
_TEXT = (".md", ".yml", ".yaml", ".py", ".txt", ".toml", ".json", "")


@click.command(short_help="Make a new help centre.")
@click.argument("folder", type=click.Path(readable=False, path_type=Path), default=Path())
@today_option
@click.option("--force", is_flag=True, help="Go on in a folder that is not empty; no file is overwritten.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
def init(folder: Path, today: date | None, force: bool, dry_run: bool) -> None:
    """Make a new help centre in FOLDER (this one by default)."""
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise CannotRun(f"{folder} is not empty; name a new folder, or add to this one with --force")
    name = folder.resolve().name or "help"
    plan = _plan(folder)
    if dry_run:
        for target in plan:
            click.echo(f"would write {target}")
        return
    for target, source in plan.items():
        _copy(source, target, {"{{ today }}": chosen_day(today).isoformat(), "{{ name }}": name})
    _wire_editor(folder)
    click.echo(f"Made {folder} with {len(plan)} files. Next:")
    if folder != Path():
        click.echo(f"  cd {folder}")
    click.echo("  kept check    is everything complete and true?")
    click.echo("  kept serve    read it in a browser")
    click.echo('  kept new how-to "Reset a password"    write an article')


def _plan(folder: Path) -> dict[Path, Path]:
    """Each file to write, and the one it is copied from; files that exist are left alone."""
    found: dict[Path, Path] = {}
    for prefix, origin in ((Path(), packaged("starter")), (Path("templates"), packaged("templates"))):
        for source in sorted(origin.rglob("*")):
            inside = source.relative_to(origin)
            if source.is_file() and "__pycache__" not in inside.parts:
                target = folder / prefix / _real_name(inside)
                if not target.exists():
                    found[target] = source
    return found


def _real_name(path: Path) -> Path:
    """`gitignore` is kept under that name, so that it does not apply to the package itself."""
    return path.with_name(".gitignore") if path.name == "gitignore" else path


def _copy(source: Path, target: Path, words: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in _TEXT or target.parent.name == "templates":
        shutil.copyfile(source, target)
    else:
        text = source.read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f'"{word}"', one_line_yaml(value)).replace(word, escaped(value))
        target.write_text(text, encoding="utf-8", newline="\n")
    if source.parent.name == "scripts":
        target.chmod(0o755)


def _wire_editor(folder: Path) -> None:
    """Schemas of the front matter, and the settings with which editors find them."""
    settings = loaded_settings(folder / "mkdocs.yml", None)
    schemas = all_schemas(settings)
    write_schemas(schemas, folder / SCHEMAS)
    target = folder / ".vscode" / "settings.json"
    if not target.exists():
        target.write_text(json.dumps(_editor_settings(settings), indent=2) + "\n", encoding="utf-8")


def _editor_settings(settings: Settings) -> dict[str, object]:
    """Which schema belongs to which files, in the form of the YAML language server."""
    types = library.load_types(settings)
    wiring = {
        f"./{SCHEMAS.as_posix()}/{name}.schema.json": [f"{one.folder}/*.md"]
        for name, one in types.items()
        if one.folder
    }
    wiring[f"./{SCHEMAS.as_posix()}/{RECORDS}.schema.json"] = [f"{settings.records}/**/*.yml"]
    return {"yaml.schemas": wiring}
