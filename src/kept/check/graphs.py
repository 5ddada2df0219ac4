"""What rules about `kept-graph` fences share: what a fence asks for, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context
from kept.diagnostic import Fix, Safety
from kept.diagram.fences import Diagram
from kept.parse.document import Fence
from kept.records.answer import Answer
from kept.records.fence import Reading, Wanted, is_graph, read_fence
from kept.text import Span
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    """A fence that asks for a graph."""

    diagram: Diagram
    """Its code, in the file."""
    reading: Reading

    def span(self, span: Span) -> Span:
        """A span of the code in the file; the line that opens the fence when there is no code."""
        return self.diagram.span(span) if self.diagram.text.strip() else self.diagram.opening

    def start(self, key: str) -> Span:
        """Where the fence names a record that the graph begins at."""
        return self.span(next(one.span for one in self.reading.starts if one.raw == key))

    def respelled(self, span: Span, word: str, safety: Safety) -> Fix | None:
        """Write a word in the place of another one of the code."""
        edit = self.diagram.edit(span, word)
        return Fix(f'write "{word}"', safety, (edit,)) if edit else None


def graph_of(fence: Fence, context: Context) -> Graph | None:
    """The graph that a fence asks for, if it asks for one."""
    if not is_graph(fence):
        return None
    return Graph(Diagram(fence.code, fence, context.source), read_fence(fence.code))


def answered(fence: Fence, context: Context) -> Iterator[tuple[Graph, Wanted, Answer]]:
    """The graph of a fence with what there is to say about it, for the readers of its page.

    Nothing on a page that has no readers, since it names no audience that there is.
    """
    found = graph_of(fence, context)
    audience = context.article.audience if context.article else None
    if found and found.reading.wanted and audience in context.library.settings.audiences:
        wanted = found.reading.wanted
        yield found, wanted, context.library.graph(wanted, str(audience))
