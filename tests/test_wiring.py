"""Hooks and scripts are wiring: anything with a branch worth a test is in the package."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kept.cli import kept
from kept.commands.reference import generate

ROOT = Path(__file__).parent.parent
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
SCRIPTS = [ROOT / "scripts/bench.py", ROOT / "scripts/generate"]
BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match, ast.comprehension)


def calls_into_kept(tree: ast.Module, within: ast.AST) -> int:
    """How often names imported from the package are called."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kept")
        for alias in node.names
    }
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported
        for node in ast.walk(within)
    )


@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.name)
def test_a_hook_holds_events_that_make_one_call(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions
    for function in functions:
        assert function.name.startswith("on_")
        assert calls_into_kept(tree, function) == 1
        assert not [node for node in ast.walk(function) if isinstance(node, BRANCHES)]
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.FunctionDef)
    assert [node for node in tree.body if not isinstance(node, allowed)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_reads_its_arguments_and_makes_one_call(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert calls_into_kept(tree, tree) == 1
    forbidden = (*BRANCHES, ast.FunctionDef, ast.ClassDef)
    assert [node for node in ast.walk(tree) if isinstance(node, forbidden)] == []


def test_every_script_of_python_is_held_to_this() -> None:
    found = [
        path
        for path in (ROOT / "scripts").iterdir()
        if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env python3")
    ]
    assert sorted(found) == SCRIPTS


def test_the_script_says_whether_the_reference_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/generate", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_old_reference_is_found_and_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Help\n")
    rules = tmp_path / "docs/reference/rules"
    rules.mkdir(parents=True)
    (rules / "no-such-rule.md").write_text("Old.\n")
    stale = generate(tmp_path, kept, only_check=True)
    assert stale is not None
    assert "commands.md" in stale
    assert "rules/no-such-rule.md" in stale
    assert generate(tmp_path, kept, only_check=False) is None
    assert not (rules / "no-such-rule.md").exists()


def test_the_command_line_lists_every_command_in_its_help() -> None:
    shown = CliRunner().invoke(kept, ["--help"])
    assert shown.exit_code == 0
    for name in ("init", "new", "check", "review", "explain", "rules", "types", "schema", "build", "serve"):
        assert f"\n  {name}" in shown.output
