"""What `kept build --untrusted` runs unasked: code that does nothing but what it is told by plain values."""

from __future__ import annotations

from collections.abc import Iterator


def _words(text: str, *beginnings: str) -> Iterator[str]:
    """Each word of a text, with each of some beginnings."""
    for beginning in beginnings or ("",):
        yield from (beginning + word for word in text.split())


KEYS = frozenset(
    _words("""
        INHERIT copyright dev_addr docs_dir draft_docs edit_uri edit_uri_template exclude_docs extra extra_css
        extra_javascript hooks markdown_extensions nav not_in_nav plugins remote_branch remote_name repo_name
        repo_url site_author site_description site_dir site_name site_url strict theme use_directory_urls
        validation watch
    """)
)
"""Keys of `mkdocs.yml` that are data, or are looked into."""

THEMES = frozenset({"material", "mkdocs", "readthedocs"})

PLUGINS: dict[str, frozenset[str] | None] = {
    "kept": None,
    "search": frozenset(
        {"enabled", "fields", "indexing", "lang", "min_search_length", "pipeline", "separator"}
    ),
    "material/search": frozenset({"enabled", "fields", "lang", "pipeline", "separator"}),
}
"""Plugins, and the options that they may be given; `None` for any."""

EXTENSIONS = frozenset(
    {
        *_words(
            """
            abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em
            md_in_html meta nl2br sane_lists smarty tables toc wikilinks
            """,
            "",
            "markdown.extensions.",
        ),
        *_words(
            """
            arithmatex betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html
            blocks.tab caret critic details emoji escapeall extra fancylists highlight inlinehilite keys
            magiclink mark progressbar quotes saneheaders smartsymbols snippets striphtml superfences tabbed
            tasklist tilde
            """,
            "pymdownx.",
        ),
    }
)
"""Markdown extensions. `pymdownx.b64` and `pymdownx.pathconverter` are not among them: they read any path."""

FUNCTIONS = frozenset(
    {
        *_words("slugify slugify_unicode", "markdown.extensions.toc."),
        *_words("to_svg twemoji", "material.extensions.emoji."),
        *_words(
            "emojione gemoji to_alt to_png to_png_sprite to_svg to_svg_sprite twemoji", "pymdownx.emoji."
        ),
        *_words("fence_code_format fence_div_format", "pymdownx.superfences."),
    }
)
"""What `!!python/name:` may name."""

FACTORIES = frozenset(
    {
        *_words("arithmatex_fenced_format arithmatex_inline_format", "pymdownx.arithmatex."),
        "pymdownx.slugs.slugify",
    }
)
"""What `!!python/object/apply:` may call, with plain values."""
