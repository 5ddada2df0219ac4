"""The configuration file and those that it inherits from, as one text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kept.config.parts import Ignored
from kept.diagnostic import Problem
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, YamlError, read


class ConfigurationError(Exception):
    """The configuration cannot be used; `problems` say why, in `source` where there is one."""

    def __init__(self, source: Source, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.source = source
        self.problems = problems


class Files:
    """A configuration file and those that it inherits from (MkDocs' `INHERIT: base.yml`), read as one.

    So that each key still knows where it stands, the files count as one text: the first file, then the one
    it names, and so on. `problems` are those of the files as YAML.
    """

    def __init__(self, source: Source, path: Path, inside: Path | None = None) -> None:
        self.sources = [source]
        self.paths = [path]
        self.inside = inside
        self.problems: list[Problem] = []

    @classmethod
    def of(cls, path: Path, inside: Path | None = None) -> Files:
        """A file and those that it inherits from, which must lie in the folder `inside`, if that is given."""
        return cls(source_of(path), path, inside)

    def read(self) -> Mapping:
        """All keys; a file's own win over those it inherits, and mappings are merged, as MkDocs does."""
        node = self._read_last()
        base = node.get("INHERIT")
        if base is None:
            return node
        if not isinstance(base, Scalar) or not isinstance(base.value, str) or base.tag:
            problem = Problem("K007", base.span, "`INHERIT` must be text", "write the path of one file")
            raise self.error([problem])
        path = self.paths[-1].parent / base.value
        if self.inside is not None and not path.resolve().is_relative_to(self.inside):
            message = f"{base.value} lies outside of the project"
            raise self.error([Problem("K007", base.span, message, "name a file of the project")])
        try:
            text = _text(path)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{base.value} cannot be read: {_reason(error)[0]}"
            problem = Problem("K007", base.span, message, "mend the path, or the file")
            raise self.error([problem]) from None
        if any(path.samefile(one) for one in self.paths if one.exists()):
            problem = Problem("K007", base.span, f"{base.value} inherits from itself", "remove `INHERIT`")
            raise self.error([problem])
        self.sources.append(Source(base.value, text))
        self.paths.append(path)
        return _merged(node, self.read())

    def _read_last(self) -> Mapping:
        source = self.sources[-1]
        offset = self._offset(len(self.sources) - 1)
        try:
            node, problems = read(source.text, offset, tags_allowed=True)
        except YamlError as error:
            message = f"the configuration cannot be read: {error.message}"
            raise self.error([Problem("K007", error.span, message, error.help)]) from None
        if not isinstance(node, Mapping):
            empty = "the configuration is empty"
            message = empty if node is None else "the configuration is not `key: value` lines"
            problem = Problem("K007", Span(offset, offset), message, "write at least `site_name: …`")
            raise self.error([problem])
        self.problems += [replace(problem, code="K007") for problem in problems]
        return node

    def _offset(self, index: int) -> int:
        """Where a file begins in the one text; a place between two belongs to the end of the first."""
        return sum(len(source.text) + 1 for source in self.sources[:index])

    def placed(self, entry: Ignored) -> Ignored:
        """An entry with the file that it stands in, and its places there."""
        offsets = [self._offset(index) for index in range(len(self.sources))]
        index = max(at for at, offset in enumerate(offsets) if offset <= entry.span.start)

        def moved(span: Span) -> Span:
            return Span(span.start - offsets[index], span.end - offsets[index])

        rules = tuple((word, moved(span)) for word, span in entry.rules)
        return replace(entry, rules=rules, span=moved(entry.span), source=self.sources[index])

    def error(self, problems: list[Problem]) -> ConfigurationError:
        """The problems of the first file that has any, at their places in it."""
        for index, source in enumerate(self.sources):
            offset = self._offset(index)
            end = offset + len(source.text)
            own = [problem for problem in problems if offset <= problem.span.start <= end]
            if own:
                shifted = (Span(one.span.start - offset, one.span.end - offset) for one in own)
                found = zip(own, shifted, strict=True)
                return ConfigurationError(source, tuple(replace(one, span=span) for one, span in found))
        raise AssertionError("a problem stands in no file")


def _merged(own: Mapping, base: Mapping) -> Mapping:
    """The keys of `own`, and those of `base` that it does not have; mappings that both have are merged."""
    names = own.keys()
    inherited = tuple((key, value) for key, value in base.entries if key.raw not in names)
    kept = tuple((key, _merged_value(value, base.get(key.raw))) for key, value in own.entries)
    return replace(own, entries=kept + inherited)


def _merged_value(own: Node, base: Node | None) -> Node:
    return _merged(own, base) if isinstance(own, Mapping) and isinstance(base, Mapping) else own


def source_of(config_path: Path) -> Source:
    name = config_path.name
    try:
        return Source(name, _text(config_path))
    except FileNotFoundError:
        message = f"{config_path} does not exist"
        raise _unusable(name, message, "run `kept init`, or name the file with `--config`") from None
    except (OSError, UnicodeDecodeError) as error:
        reason, help = _reason(error)
        raise _unusable(name, f"{config_path} cannot be read: {reason}", help) from None


def _text(path: Path) -> str:
    """The text of a file. Raises `OSError`, and `UnicodeDecodeError` for what is not UTF-8."""
    if path.exists() and not path.is_file():
        raise OSError(None, "it is not a plain file")  # reading from a pipe could wait forever
    return path.read_bytes().decode("utf-8-sig")


def _reason(error: OSError | UnicodeDecodeError) -> tuple[str, str]:
    """Why a file cannot be read, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text", "save it as UTF-8"
    return (error.strerror or str(error)).lower(), "put a plain file in its place that you may read"


def _unusable(name: str, message: str, help: str) -> ConfigurationError:
    return ConfigurationError(Source(name, ""), (Problem("K007", Span(0, 0), message, help),))
