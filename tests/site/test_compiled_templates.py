"""Compiled templates are kept, and whatever becomes of them, pages come out right."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from kept.site.compiled_templates import keep_compiled


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of Jinja's temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def environment(text: str = "Hello {{ name|upper }}", **options: bool) -> Environment:
    env = Environment(loader=DictLoader({"page.html": text}), **options)  # noqa: S701 (as themes do)
    keep_compiled(env)
    return env


def shown(env: Environment) -> str:
    return env.get_template("page.html").render(name="<reader>")


def kept(place: Path) -> list[Path]:
    return sorted(place.rglob("kept_*.cache"))


def test_a_template_is_compiled_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(environment()) == "Hello <READER>"
    monkeypatch.setattr(Environment, "compile", None)
    assert shown(environment()) == "Hello <READER>"


def test_another_text_is_another_template(place: Path) -> None:
    shown(environment())
    assert shown(environment("Bye {{ name }}")) == "Bye <reader>"


def test_another_environment_compiles_to_something_else(place: Path) -> None:
    shown(environment())
    assert shown(environment(autoescape=True)) == "Hello &lt;READER&gt;"
    other = environment("{{ 'a'|shout }}")
    other.filters["shout"] = lambda word: word + "!"
    assert shown(other) == "a!"


@pytest.mark.parametrize("data", [b"", b"years of work", bytes(100)])
def test_a_damaged_one_is_made_again(place: Path, data: bytes) -> None:
    shown(environment())
    (one,) = kept(place)
    whole = one.read_bytes()
    for damaged in (data, whole[: len(whole) // 2]):
        one.write_bytes(damaged)
        assert shown(environment()) == "Hello <READER>"


def test_without_a_safe_folder_nothing_is_kept(place: Path) -> None:
    (place / f"_jinja2-cache-{os.getuid()}").write_text("in the way")

    assert shown(environment()) == "Hello <READER>"
    assert kept(place) == []


def test_a_folder_that_is_gone_is_no_failure(place: Path) -> None:
    env = environment()
    next(place.iterdir()).rmdir()

    assert shown(env) == "Hello <READER>"
