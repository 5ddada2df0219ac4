"""pymdownx.snippets as the site uses it: within the project, with a clear word when a page asks for more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from kept.parse.inclusion import InnerSnippets, SnippetExtension

NAME = "pymdownx.snippets"
_OWN = __name__
_ADVICE = "include a plain file that lies in the project"


class InnerSnippetExtension(SnippetExtension):  # type: ignore[misc]
    """The extension with a preprocessor that stays within `root`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.root = Path(options.pop("root"))
        super().__init__(*args, **options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put the preprocessor where pymdownx puts its own."""
        self.md = md
        md.registerExtension(self)
        config = self.getConfigs()
        config |= {"restrict_base_path": True, "url_download": False}
        md.preprocessors.register(InnerSnippets(config, md, self.root, _refused), "snippet", 32)


def makeExtension(*args: Any, **options: Any) -> InnerSnippetExtension:  # noqa: N802
    """By which Python-Markdown finds the extension."""
    return InnerSnippetExtension(*args, **options)


def _refused(reason: str) -> Exception:
    return PluginError(f"{reason} ({_ADVICE})")


def keep_snippets_inside(config: MkDocsConfig, root: Path) -> None:
    """Use our extension; paths of included files are relative to the configuration, wherever kept is run."""
    for at, name in enumerate(config.markdown_extensions):
        if name.partition(":")[0] == NAME:
            options = config.mdx_configs.pop(name, {})
            bases = options.get("base_path", ["."])
            bases = bases if isinstance(bases, list) else [bases]
            options["base_path"] = [str(root / str(base)) for base in bases]
            config.markdown_extensions[at] = _OWN
            config.mdx_configs[_OWN] = {**options, "root": str(root)}
