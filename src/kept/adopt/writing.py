"""The configuration as text: a new file, or our block put into an existing one, of which all else stays.

The block is put in as text at a place that the parser found, so comments, order, quoting, line ends and tags
such as `!!python/name:` stay as they are, byte by byte. The result is read again and compared with what was
there.
"""

from __future__ import annotations

from collections.abc import Iterator

from kept.content.scaffold import one_line_yaml
from kept.text import Source
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, plain, read


class CannotInsert(Exception):
    """There is no safe place for our block; the message says why."""


class HasBlock(CannotInsert):
    """The configuration has settings of ours already."""


def new_configuration(
    site_name: str, docs_dir: str, block: list[str], *, html_addresses: bool, extensions: tuple[str, ...]
) -> str:
    """A whole `mkdocs.yml`."""
    lines = [f"site_name: {one_line_yaml(site_name)}", f"docs_dir: {one_line_yaml(docs_dir)}"]
    if html_addresses:
        lines.append("use_directory_urls: false # documents link to each other's `.html`")
    lines += ["theme:", "  name: material", "  font: false # no fonts from third parties"]
    lines += ["plugins:", "  - search", *_item(block, "  ")]
    lines += ["markdown_extensions:", *(f"  - {one}" for one in extensions)]
    return "\n".join(lines) + "\n"


def with_block(source: Source, block: list[str]) -> str:
    """An existing configuration with our block among its plugins. Raises `CannotInsert` and `HasBlock`."""
    text = source.text
    node = _read(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    result = _inserted(text, node, block, newline)
    _must_only_add(node, result)
    return result


def _read(text: str) -> Mapping:
    try:
        node, _ = read(text, tags_allowed=True)
    except YamlError as error:
        raise CannotInsert(f"it cannot be read: {error.message}") from None
    if not isinstance(node, Mapping):
        raise CannotInsert("it is not `key: value` lines")
    return node


def _inserted(text: str, node: Mapping, block: list[str], newline: str) -> str:
    key, plugins = node.key("plugins"), node.get("plugins")
    if key is None:
        if node.get("INHERIT") is not None:
            raise CannotInsert("it inherits from another file, whose plugins a list here would replace")
        if text[node.span.start : node.span.start + 1] == "{":
            raise CannotInsert("it is written in braces")
        lines = ["plugins:", "  - search", *_item(block, "  ")]
        return _with_end(text, newline) + newline.join(lines) + newline
    assert plugins is not None
    if "kept" in _names(plugins):
        raise HasBlock("it has a block `kept` already")
    if isinstance(plugins, Scalar) and plugins.value is None:
        end = _line_end(text, key.span.end)
        return _between(text, end, _item(block, "  "), newline)
    if isinstance(plugins, Scalar):
        raise CannotInsert("`plugins` is no list")
    if text[plugins.span.start] in "[{":
        return _into_flow(text, plugins, block, newline)
    indent = _indent(text, plugins)
    end = _line_end(text, _last(plugins, text))
    lines = _item(block, indent) if isinstance(plugins, Sequence) else _entry(block, indent)
    return _between(text, end, lines, newline)


def _names(plugins: Node) -> set[str]:
    if isinstance(plugins, Mapping):
        return set(plugins.keys())
    if isinstance(plugins, Sequence):
        return {name for item in plugins.items for name in _item_names(item)}
    return {plugins.raw}


def _item_names(item: Node) -> tuple[str, ...]:
    return item.keys() if isinstance(item, Mapping) else (item.raw,) if isinstance(item, Scalar) else ()


def _item(block: list[str], indent: str) -> list[str]:
    return [f"{indent}- kept:", *(f"{indent}    {line}" for line in block)]


def _entry(block: list[str], indent: str) -> list[str]:
    return [f"{indent}kept:", *(f"{indent}  {line}" for line in block)]


def _into_flow(text: str, plugins: Sequence | Mapping, block: list[str], newline: str) -> str:
    """`plugins: [search, tags]` becomes a list of lines; what stands in each item stays as it is."""
    inner = text[plugins.span.start : plugins.span.end]
    if "#" in inner or "\n" in inner or isinstance(plugins, Mapping):
        raise CannotInsert("`plugins` is written in braces, or in brackets over several lines")
    items = [text[item.span.start : item.span.end] for item in plugins.items]
    before = text[: plugins.span.start].rstrip(" ")
    lines = [*(f"  - {item}" for item in items), *_item(block, "  ")]
    end = _line_end(text, plugins.span.end)
    comment = text[plugins.span.end : end].strip()
    head = before + (f" {comment}" if comment else "")
    rest = text[end:] or newline
    return head + newline + newline.join(lines) + rest


def _indent(text: str, plugins: Sequence | Mapping) -> str:
    """What stands before the first item of a block, up to its dash or its key."""
    start = text.rfind("\n", 0, plugins.span.start) + 1
    line = text[start : plugins.span.start]
    return line if not line.strip() else line[: len(line) - len(line.lstrip())]


def _last(node: Node, text: str) -> int:
    """Where the last value within a node ends; the parser's own end lies behind the comments that follow."""
    if isinstance(node, Scalar) or text[node.span.start : node.span.start + 1] in ("[", "{"):
        end = node.span.end
        while end > node.span.start and text[end - 1] in "\r\n":
            end -= 1  # text below `|` ends with its line
        return end
    ends = [node.span.start]
    if isinstance(node, Sequence):
        ends += [_last(item, text) for item in node.items]
    else:
        ends += [max(_last(key, text), _last(value, text)) for key, value in node.entries]
    return max(ends)


def _line_end(text: str, offset: int) -> int:
    end = offset
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    return end


def _between(text: str, end: int, lines: list[str], newline: str) -> str:
    rest = text[end:] or newline
    return text[:end] + newline + newline.join(lines) + rest


def _with_end(text: str, newline: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + newline


def _must_only_add(before: Mapping, text: str) -> None:
    """Raise unless the new text says all that the old one said, and our block."""
    after = _read(text)
    kept_only = [item for item in _items(after.get("plugins")) if item[0] == "kept"]
    others = [item for item in _items(after.get("plugins")) if item[0] != "kept"]
    same = _items(before.get("plugins")) == (others if before.get("plugins") is not None else [])
    rest = {k: _tagged(v) for k, v in _pairs(before)} == {k: _tagged(v) for k, v in _pairs(after)}
    if not (same and rest and len(kept_only) == 1):
        raise CannotInsert("the place for the block could not be found with certainty")


def _pairs(node: Mapping) -> Iterator[tuple[str, Node]]:
    return ((key.raw, value) for key, value in node.entries if key.raw != "plugins")


def _items(plugins: Node | None) -> list[tuple[str, object]]:
    if isinstance(plugins, Mapping):
        return [(key.raw, _tagged(value)) for key, value in plugins.entries]
    if not isinstance(plugins, Sequence):
        return []
    return [((_item_names(item) or ("",))[0], _tagged(item)) for item in plugins.items]


def _tagged(node: Node) -> object:
    """A value with the tags in it, for comparison."""
    if isinstance(node, Mapping):
        return (node.tag, tuple((key.raw, _tagged(value)) for key, value in node.entries))
    if isinstance(node, Sequence):
        return (node.tag, tuple(_tagged(item) for item in node.items))
    return (node.tag, node.raw, str(plain(node)))
