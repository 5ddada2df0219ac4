"""Diagrams that try to run a script, at every place of Mermaid's languages that holds a text or an address.

A diagram that Mermaid cannot read is not drawn, and proves nothing. So the few characters of a vector that
end a text in the language in question are replaced, such that it still is one that would run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

PACK = 20
"""Vectors in one diagram of most kinds, where each has parts of its own: small ones take minutes to draw."""


def _line(vector: str) -> str:
    return " ".join(vector.replace("\0", "").split())


def quotable(vector: str) -> str:
    """As it may stand between double quotes."""
    return _line(vector).replace('"', "'").replace("`", "'").replace("\\", "/")


def unquoted(vector: str) -> str:
    """As it may stand without quotes: a function is called by a template string."""
    called = quotable(vector).replace("(1)", "`1`")
    return re.sub(r"[(){}\[\]|;@]|--|%%", " ", called).strip(" -.=<>/!") or "x"


def plain(vector: str) -> str:
    """The same in languages in which colons and the like end a text."""
    return re.sub(r"[:;#,%*~'=-]", lambda found: "=" if found[0] == "=" else " ", unquoted(vector)).strip()


def styled(vector: str) -> str:
    """As the value of a style."""
    return re.sub(r"[^\w!$%*+.`?/:-]", "", unquoted(vector)) or "x"


def coded(vector: str) -> str:
    """With Mermaid's own codes for the characters of HTML."""
    codes = {"<": "#lt;", ">": "#gt;", '"': "#quot;", "&": "#amp;", "`": "#96;", "'": "#39;"}
    return "".join(codes.get(one, one) for one in _line(vector))


def flowchart(vector: str) -> str:
    """Places of a flowchart that take a text or an address; the others are in `flowchart_of_shapes`."""
    line, text, code = _line(vector), quotable(vector), coded(vector)
    return f"""---
title: {json.dumps(line)}
---
flowchart TD
  accTitle: {line}
  accDescr: {line}
  A["{text}"] -->|"{text}"| B("{code}")
  subgraph S["{text}"]
    C
  end
  click A href "{text}" "{text}" _self
  click B "{text}"
  click C href "{code}" "{code}"
"""


def small(vectors: tuple[str, ...]) -> str:
    """What kept draws itself: texts that stay some."""
    line = " ".join(map(_line, vectors))
    items = "".join(
        f'  A{number}["{coded(vector)}"] -->|"{coded(vector)}"| B\n'
        f'  click A{number} href "/x?{styled(vector)}" "{coded(vector)}"\n'
        for number, vector in enumerate(vectors)
    )
    return f"flowchart TD\n  accTitle: {line}\n  accDescr: {line}\n{items}"


def flowchart_of_shapes(vector: str) -> str:
    """With texts that have no quotes, or are Markdown, and with styles and calls."""
    text, bare, style = quotable(vector), unquoted(vector), styled(vector)
    return f"""flowchart TD
  A["`**{text}**`"] -- "{text}" --> B@{{ shape: rect, label: "{text}" }}
  C[x {bare} x] -->|x {bare} x| D@{{ icon: "{text}", label: "x" }}
  click A call alert("{bare}") "{text}"
  classDef painted fill:{style},stroke:{style}
  class A painted
  style B fill:{style}
  linkStyle 0 stroke:{style}
"""


def _configuration(text: str) -> str:
    guards_off = {"ADD_ATTR": ["onerror", "onload"], "ADD_TAGS": ["script", "iframe"]}
    config = {
        "securityLevel": "loose",
        "secure": [],
        "htmlLabels": True,
        "fontFamily": text,
        "altFontFamily": text,
        "themeCSS": text,
        "themeVariables": {"fontFamily": text},
        "dompurifyConfig": guards_off,
        "flowchart": {"htmlLabels": True, "curve": text},
        "__proto__": {"securityLevel": "loose", "innerHTML": text},
    }
    return json.dumps(config)


LIVE = 'A["<img src=x onerror=alert(1)>"] --> B\n  click A call alert(1)\n  click B "javascript:alert(1)"\n'


def configured(vector: str) -> str:
    """A diagram whose front matter asks for what is not safe, with the vector in its values."""
    return f"---\nconfig: {_configuration(_line(vector))}\n---\nflowchart TD\n  {LIVE}"


def directed(vector: str) -> str:
    """The same in a directive, where all quotes are double ones."""
    text = quotable(vector).replace("'", " ").replace("}%%", "")
    return f"%%{{init: {_configuration(text)}}}%%\nflowchart TD\n  {LIVE}"


Part = tuple[str, str, Callable[[str], str]]
"""How a diagram begins, what it holds for each vector, and how this is written; {u} is for addresses."""


def _sequence(vector: str) -> str:
    return re.sub(r"[;#]|->|-x|--|\+", " ", unquoted(vector)).replace(":", "#58;")


def _lexed(vector: str) -> str:
    return _address(vector).replace("&", " ")


def _address(vector: str) -> str:
    """With all tags closed, as Mermaid changes the quotes up to the end of a tag."""
    text = re.sub("[;#]|//", " ", quotable(vector))
    return text + ">" * (text.rfind("<") > text.rfind(">"))


PARTS: dict[str, Part] = {
    "sequence": (
        "sequenceDiagram\n  title {v}\n  accTitle: {v}\n  participant Z",
        (
            "  participant P{n} as {v}\n  Z->>P{n}: {v}\n  Note over P{n}: {v}\n  link P{n}: x{v} @ {u}\n"
            '  links P{n}: {{"x": "{u}"}}'
        ),
        _sequence,
    ),
    "class": (
        "classDiagram",
        (
            '  class C{n}["{v}"]\n  C{n} : {v}\n  C0 --> C{n} : {v}\n  note for C{n} "{v}"\n'
            '  click C{n} href "{u}" "{v}"'
        ),
        plain,
    ),
    "state": (
        "stateDiagram-v2",
        (
            '  state "{v}" as s{n}\n  s{n} : {v}\n  s0 --> s{n} : {v}\n  note right of s{n} : {v}\n'
            '  click s{n} href "{u}"'
        ),
        plain,
    ),
    "entities": (
        "erDiagram",
        '  E{n}["{v}"] {{\n    string a "{v}"\n  }}\n  E0 ||--o{{ E{n} : "{v}"',
        quotable,
    ),
    "gantt": (
        "gantt\n  title {v}\n  dateFormat YYYY-MM-DD",
        '  section {v}\n  {v} :t{n}, 2026-01-01, 1d\n  click t{n} href "{u}"\n  click t{n} call alert({v})',
        plain,
    ),
    "pie": ("pie title {v}", '  "{v}" : 1', quotable),
    "journey": ("journey\n  title {v}", "  section {v}\n    {v}: 3: {v}", plain),
    "git": ("gitGraph", '  commit id: "{n}{v}" tag: "{v}"\n  branch "b{n}{v}"', quotable),
    "mindmap": ("mindmap\n  root", '    n{n}["{v}"]\n      ::icon({v})', unquoted),
    "timeline": ("timeline\n  title {v}", "  section {v}\n    {v} : {v}", plain),
    "quadrants": (
        'quadrantChart\n  title {v}\n  x-axis "{v}" --> "{v}"\n  quadrant-1 "{v}"',
        '  "{v}": [0.5, 0.5]',
        quotable,
    ),
    "xy": ('xychart-beta\n  title "{v}"\n  y-axis "{v}" 0 --> 9\n  line [1, 2]', "", quotable),
    "sankey": ("sankey-beta\n", '"{n}{v}","b",1', lambda vector: quotable(vector).replace("#", "")),
    "block": ("block-beta\n  columns 3", '  a{n}["{v}"]', quotable),
    "packet": ("packet-beta\n  title {v}", '  {n}: "{v}"', quotable),
    "kanban": (
        "---\nconfig: {{kanban: {{ticketBaseUrl: 'javascript:alert(1)//#TICKET#'}}}}\n---\nkanban",
        "  c{n}[{v}]\n    t{n}[{v}]@{{ ticket: '{n}', assigned: '{v}', priority: 'High' }}",
        plain,
    ),
    "architecture": (
        "architecture-beta",
        '  service s{n}(server)["{v}"]',
        quotable,
    ),
    "requirements": (
        "requirementDiagram",
        (
            '  requirement r{n} {{\n    id: "{v}"\n    text: "{v}"\n  }}\n'
            '  element e{n} {{\n    docref: "{v}"\n  }}'
        ),
        quotable,
    ),
    "c4": (
        "C4Context\n  title {v}",
        (
            '  Person(p{n}, "{v}", "{v}", $link="{u}", $sprite="{v}")\n'
            '  Rel(p0, p{n}, "{v}", "{v}", $link="{u}")\n'
            '  UpdateElementStyle(p{n}, $bgColor="{v}", $fontColor="{v}")'
        ),
        _lexed,
    ),
    "radar": ("radar-beta\n  title {v}", '  axis a{n}["{v}"]\n  curve c{n}["{v}"]{{1}}', quotable),
    "treemap": ("treemap-beta", '"{v}"\n    "{v}": 1', quotable),
    "ishikawa": ("ishikawa-beta\n  {v}", "    {v}", plain),
    "venn": ('venn-beta\n  title "{v}"', '  set S{n}["{v}"]', _lexed),
    "tree": ("treeView-beta", '  "{v}"', quotable),
}


def packed(part: Part, vectors: tuple[str, ...]) -> Iterator[str]:
    """Diagrams of one kind in which each of these vectors stands."""
    head, item, written = part
    for start in range(0, len(vectors), PACK):
        lines = [(head, vectors[start], 0)]
        lines += [(item, vector, number) for number, vector in enumerate(vectors[start : start + PACK])]
        yield "\n".join(
            text.format(v=written(vector), u=_address(vector), n=number) for text, vector, number in lines
        )


OWN = (
    configured("x"),
    directed("x"),
    "sequenceDiagram\n  participant A as $$<img src=x onerror=alert(1)>$$",
    "sequenceDiagram\n  A->>A: $$\\text{<b onclick=alert(1)>}$$",
    "sequenceDiagram\n  A->>A: $$\\href{javascript:alert(1)}{x}$$\n  A->>A: $$\\url{javascript:alert(1)}$$",
    'graph TD\n  A["$$\\href{javascript:alert(1)}{x}$$"] --> B["$$\\includegraphics{javascript:alert(1)}$$"]',
    (
        "graph TD\n  A@{ img: \"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' "
        "width='9' height='9' onload='alert(1)'><script>alert(1)</script></svg>\", label: \"x\" } --> B"
    ),
    'graph TD\n  A[x]\n  click A "java\tscript:alert(1)" _self',
    "graph TD\n  A[x]\n  click A alert",
    "graph TD\n  A[x]\n  click A call window.alert()",
    'graph TD\n  A["<a href=\'javascript:alert(1)\'>x</a>"]\n  click A "javascript:alert(1)" _self',
    "graph TD\n  A[\"<form action='javascript:alert(1)'><button>y</button></form>\"]",
    "graph TD\n  A[\"<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>\"]",
    'graph TD\n  A["#60;img src=x onerror=alert(1)#62;"] --> B["&#38;lt;img src=x onerror=alert(1)&#38;gt;"]',
    'classDiagram\n  class A\n  link A "javascript:alert(1)" "x"\n  callback A "alert" "x"',
)
"""Tricks that belong to diagrams alone: formulas, pictures, callbacks, codes within codes."""


def drawings(vectors: tuple[str, ...]) -> dict[str, list[str]]:
    """The diagrams of four pages.

    Every vector is in a flowchart; of the rest, whose texts Mermaid treats with the same few functions, each
    holds a share of them: drawing all would take minutes.
    """
    kinds = [list(packed(part, vectors[number % 6 :: 6])) for number, part in enumerate(PARTS.values())]
    flowcharts = [
        (flowchart_of_shapes if number % 2 else flowchart)(vector) for number, vector in enumerate(vectors)
    ]
    asking = [
        configured(vector) if number % 2 else directed(vector) for number, vector in enumerate(vectors[::3])
    ]
    return {
        "flowcharts": flowcharts,
        "configured": asking,
        "others": [text for texts in kinds for text in texts],
        "own": list(OWN),
    }


def pages_of_diagrams(drawn: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """A page for each group of diagrams."""
    for name, texts in drawn.items():
        fences = "\n\n".join(f"```mermaid\n{text.strip()}\n```" for text in texts)
        yield f"docs/{name}.md", f"---\ntitle: {name}\naudience: public\n---\n\n{fences}\n"
