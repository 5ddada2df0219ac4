"""With a library whose code is not the known one, the library does its work itself."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from jinja2 import FileSystemLoader
from jinja2.environment import Environment, Template
from markdown import Markdown, treeprocessors
from markdown.blockparser import BlockParser
from material.plugins.search import plugin as material  # type: ignore[import-untyped]
from mkdocs import utils
from mkdocs.plugins import PluginCollection
from mkdocs.utils.templates import url_filter

from kept.site import (
    addresses,
    block_processors,
    fences,
    inline_patterns,
    search_sections,
    source_passes,
    table_of_contents,
    templates,
    theme_files,
    tree_passes,
    writing,
)
from kept.site.known_code import fingerprint


@pytest.fixture
def _other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = (block_processors, fences, inline_patterns, source_passes, table_of_contents, tree_passes)
    for one in (*pieces, search_sections, templates, theme_files, writing, addresses):
        monkeypatch.setattr(one, "fingerprint", lambda module: "another")


@pytest.mark.usefixtures("_other_code")
def test_converters_stay_as_they_are() -> None:
    converter, untouched = (Markdown(extensions=["toc", "pymdownx.superfences"]) for _ in range(2))
    block_processors.ask_only_able(converter)
    fences.look_between(converter)
    inline_patterns.look_before(converter)
    source_passes.look_first(converter)
    table_of_contents.only_where_marked(converter)
    tree_passes.pass_quickly(converter)
    assert type(converter.parser) is BlockParser
    assert converter.serializer is untouched.serializer
    for ours, theirs in (
        (converter.preprocessors, untouched.preprocessors),
        (converter.treeprocessors, untouched.treeprocessors),
        (converter.postprocessors, untouched.postprocessors),
    ):
        assert list(map(type, ours)) == list(map(type, theirs))


@pytest.mark.usefixtures("_other_code")
def test_the_search_index_stays_as_it_is() -> None:
    plugin: Any = material.SearchPlugin()
    plugin.search_index = material.SearchIndex()
    plugins = PluginCollection()
    plugins["search"] = plugin
    search_sections.take_apart_fast(plugin, plugins)
    assert plugins.events["page_context"] == [plugin.on_page_context]


@pytest.mark.usefixtures("_other_code")
def test_templates_stay_as_they_are() -> None:
    env = Environment(loader=FileSystemLoader("."))
    templates.prepare(env)
    assert env.template_class is Template


def test_an_environment_of_another_class_stays_as_it_is() -> None:
    class Another(Environment):
        pass

    env = Another()
    templates.prepare(env)
    assert env.template_class is Template


def test_a_converter_without_the_parts_stays_as_it_is() -> None:
    converter = Markdown()
    converter.treeprocessors.deregister("inline")
    inline_patterns.look_before(converter)
    table_of_contents.only_where_marked(converter)
    fences.look_between(converter)
    assert "inline" not in converter.treeprocessors
    assert "toc" not in converter.treeprocessors


def test_a_module_without_a_file_is_not_known() -> None:
    assert fingerprint(ModuleType("made")) == ""
    assert len(fingerprint(treeprocessors)) == 16


@pytest.mark.usefixtures("_other_code")
def test_files_are_written_by_mkdocs_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(utils, "write_file", lambda content, path: said.append(path))
    with writing.noted() as found:
        utils.write_file(b"text", "a")
    assert (said, found) == (["a"], {"a": b"text"})


@pytest.mark.usefixtures("_other_code")
def test_the_filter_for_addresses_stays_as_it_is() -> None:
    env = Environment()
    env.filters["url"] = url_filter
    addresses.remember_addresses(env)
    assert env.filters["url"] is url_filter
