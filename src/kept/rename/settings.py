"""The places of the configuration that name a path: the navigation, and kept's own settings by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kept.diagnostic import Edit
from kept.text import Source
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, read, written

NewPath = Callable[[str], str]
"""What a path becomes; itself when it stays."""

_BY_PATH = ("defaults", "ignore", "exclude", "trusted_html", "assets")


def configuration_edits(source: Source, in_site: NewPath, in_project: NewPath) -> tuple[Edit, ...]:
    """The edits of a configuration file after which it names the new paths."""
    node, _ = read(source.text, tags_allowed=True)
    if not isinstance(node, Mapping):
        return ()
    found = [*_changed(node.get("nav"), in_site)]
    plugins = node.get("plugins")
    for own in _named(plugins, "kept"):
        if isinstance(own, Mapping):
            for name in _BY_PATH:
                found += _changed(own.get(name), in_project)
    return tuple(found)


def _named(node: Node | None, name: str) -> Iterator[Node]:
    if isinstance(node, Mapping):
        yield from (value for key, value in node.entries if key.raw == name)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _named(item, name) if isinstance(item, Mapping) else ()


def _changed(node: Node | None, new_path: NewPath) -> Iterator[Edit]:
    """The values, not the keys, that are paths which change."""
    if isinstance(node, Scalar):
        if isinstance(node.value, str) and not node.tag and (new := new_path(node.raw)) != node.raw:
            yield Edit(node.span, written(new, node))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _changed(item, new_path)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _changed(value, new_path)
