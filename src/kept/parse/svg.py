"""SVG pictures that can do more than be looked at: opened by themselves they run in the name of the site.

They are read once, when files are found. The reader is expat, which sees exactly what a browser's XML parser
sees; entities are refused, so that nothing can be hidden or expanded without limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from xml.parsers import expat

from kept.diagnostic import Problem
from kept.parse.document import Document
from kept.parse.files import SIZE_LIMIT, Found
from kept.text import Source, Span

CODE = "K505"

_SUSPICIOUS = re.compile(
    rb"script|[\s\"']on[a-z]+\s*=|foreignobject|href\s*=|src\s*=|<!(?!--)|stylesheet|@import|url\(|@namespace"
    rb"|encoding|<handler|\A(?:\xff\xfe|\xfe\xff|\0)|\A(?![\s\S]*<(?:\w+:)?svg)",
    re.IGNORECASE,
)
_HARMLESS_ENTITY = re.compile(r"https?://(?:www\.w3\.org|ns\.adobe\.com)/[\w/.#:-]{0,100}")
"""Names of namespaces, which drawing programs write as entities."""

_SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(
    r"@import\s*[\"']\s*(?P<import>[^\"']+)|url\(\s*[\"']?\s*(?P<url>[^\"')]+)", re.IGNORECASE
)
_BLANK = re.compile(r"[\x00-\x20]+")
_FOREIGN = frozenset(
    {"iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form", "video", "audio"}
)

HELP = "export it again as a plain SVG, or publish it as PNG"


def unsafe_svgs(files: Iterable[Found]) -> Iterator[Document]:
    """Those of the files that are SVG pictures and not safe, each with its problems (K505)."""
    for file in files:
        if is_svg(file.path) and not file.problem:
            document = _looked_at(file)
            if document.problems:
                yield document


def is_svg(path: str) -> bool:
    """Whether a file is an SVG picture."""
    return path.lower().endswith(".svg")


def _looked_at(file: Found) -> Document:
    try:
        if file.location.stat().st_size > SIZE_LIMIT:
            message = f"the picture is larger than {SIZE_LIMIT // 1024 // 1024} MiB and cannot be looked into"
            return _document(Source(file.path, ""), [Problem(CODE, Span(0, 0), message, HELP)])
        data = file.location.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}".lower()
        return _document(
            Source(file.path, ""), [Problem(CODE, Span(0, 0), message, "make the file readable")]
        )
    return read_svg(file.path, data)


def read_svg(path: str, data: bytes) -> Document:
    """The picture as a document without text: only its problems count."""
    if not _SUSPICIOUS.search(data):
        return _document(Source(path, ""), [])
    source = Source(path, data.decode("utf-8-sig", "replace"))
    return _document(source, _Reader(data, source).problems())


def _document(source: Source, problems: list[Problem]) -> Document:
    return Document(source, None, Span(0, 0), Span(0, 0), problems=tuple(problems))


class _Refused(Exception):
    """Reading on would be pointless or dangerous."""


class _Reader:
    """One walk through the elements; what is found is gathered with its place."""

    def __init__(self, data: bytes, source: Source) -> None:
        self.data = data
        self.source = source
        self.found: list[Problem] = []
        self.style: list[str] = []
        self.in_style = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction

    def problems(self) -> list[Problem]:
        try:
            self.parser.Parse(self.data, True)
        except _Refused:
            pass
        except (expat.ExpatError, ValueError, LookupError) as error:
            words = (
                expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else "unknown encoding"
            )
            message = f"the picture is not XML that a browser can show: {words}"
            self.found.append(Problem(CODE, self._place(self.parser.ErrorByteIndex), message, HELP))
        return [replace(one, code=CODE) for one in dict.fromkeys(self.found)]

    def _problem(self, message: str, help: str = HELP) -> None:
        self.found.append(Problem(CODE, self._place(self.parser.CurrentByteIndex), message, help))

    def _place(self, byte: int) -> Span:
        start = len(self.data[: max(0, byte)].decode("utf-8-sig", "ignore"))
        end = re.compile(r"<?[\w:]*").match(self.source.text, start)
        return Span(start, end.end() if end else start)

    def _entity(self, name: str, is_parameter: bool, value: str | None, *_: Any) -> None:
        if is_parameter or value is None or not _HARMLESS_ENTITY.fullmatch(value):
            self._problem(f"the picture declares an entity (`{name}`), in which anything can be hidden")
            raise _Refused

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet" and not re.search(r"href=[\"']#", data):
            self._problem("the picture loads a style sheet of its own")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2].lower()
        if tag in ("script", "handler", "listener"):
            self._problem(
                f"the picture holds a <{tag}>: whoever opens it runs that code in the name of the site"
            )
        elif tag == "foreignobject":
            self._problem("the picture holds HTML (<foreignObject>), in which anything can be shown or run")
        elif tag in _FOREIGN:
            self._problem(f"the picture holds the HTML element <{tag}>")
        self.in_style += tag == "style"
        for key, value in attributes.items():
            self._attribute(tag, key.rpartition(" ")[2].lower(), value)

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2].lower() == "style":
            self.in_style -= 1
            self._addresses_of_style("".join(self.style))
            self.style.clear()

    def _text(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def _attribute(self, tag: str, key: str, value: str) -> None:
        if re.fullmatch(r"on[a-z]+", key):
            self._problem(f"the picture runs code (`{key}=…`) when it is opened or touched")
        elif key in ("href", "src") or (tag in ("set", "animate") and key in ("to", "from", "values", "by")):
            self._address(tag, value, is_sure=key in ("href", "src"))
        elif "url(" in value.lower() or key == "style":
            self._addresses_of_style(value)

    def _address(self, tag: str, value: str, *, is_sure: bool) -> None:
        address = _BLANK.sub("", value)
        if _PICTURE.match(address):
            return
        if any(_SCRIPT_ADDRESS.match(part) for part in address.split(";")):
            self._problem(f"the picture holds an address that runs code (`{address.split(':')[0].lower()}:`)")
        elif is_sure and tag != "a" and address and not address.startswith("#"):
            self._problem(
                f"the picture loads another file: {address[:80]}", "put what it shows into the picture"
            )

    def _addresses_of_style(self, style: str) -> None:
        for found in _STYLE_ADDRESS.finditer(style):
            address = _BLANK.sub("", found["import"] or found["url"] or "")
            if not address.startswith("#") and not address.lower().startswith(
                ("data:image/", "data:font/", "data:application/font", "data:application/x-font")
            ):
                message = f"the style of the picture loads another file: {address[:80]}"
                self._problem(message, "put what it shows into the picture")
