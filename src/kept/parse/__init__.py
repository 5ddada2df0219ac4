"""Source → Document: front matter and Markdown, with a span on everything."""

from __future__ import annotations

from kept.config import MarkdownSettings
from kept.diagnostic import Problem
from kept.parse.anchors import Slugger
from kept.parse.document import Document
from kept.parse.front_matter import read_front_matter
from kept.parse.markdown import parse_body
from kept.text import Source, Span


def parse(source: Source, settings: MarkdownSettings, make_slug: Slugger) -> Document:
    """Parse one Markdown file. Whatever is wrong with it is in the document's `problems`."""
    front = read_front_matter(source)
    return parse_body(source, front, settings, make_slug)


def parse_front(source: Source) -> Document:
    """The front matter of a Markdown file alone; its body is not parsed."""
    front = read_front_matter(source)
    body = Span(front.body_start, len(source.text))
    return Document(source, front.fields, front.span, body, problems=front.problems)


def unreadable(source: Source, problem: Problem) -> Document:
    """The document of a file whose text cannot be had."""
    return Document(source, None, Span(0, 0), Span(0, 0), problems=(problem,))
