"""The entries of a sidebar that are not open are the HTML that a template made of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jinja2.environment import Environment

from kept.site.neighbours import Entry, Shown

TEMPLATE = Environment(autoescape=False).from_string(
    """\
{%- set skipped = near | length -%}
{%- for entry in shown.entries %}
{% if loop.index0 == shown.open -%}
|
{%- elif entry.is_section -%}
<li class="md-nav__item md-nav__item--pruned md-nav__item--nested"><a href="{{ root }}{{ entry.url }}" \
class="md-nav__link"><span class="md-ellipsis">{{ entry.title }}</span>\
<span class="md-nav__icon md-icon"></span></a></li>
{%- else -%}
<li class="md-nav__item"><a href="{% if near and entry.url.startswith(near) %}../{{ entry.url[skipped:] }}\
{% else %}{% if not entry.is_elsewhere %}{{ root }}{% endif %}{{ entry.url }}{% endif %}" \
class="md-nav__link"><span class="md-ellipsis">{{ entry.title }}</span></a></li>
{%- endif -%}
{%- endfor %}"""
)

ENTRIES = st.builds(
    Entry,
    title=st.text(),
    url=st.sampled_from(("a/b/", "a/", "a", "", "c/d/", "https://a.example/", "a/{b}/")) | st.text(),
    is_section=st.booleans(),
    is_elsewhere=st.booleans(),
)


@given(st.lists(ENTRIES, max_size=5), st.integers(-1, 4), st.sampled_from(("./", "../../")), st.data())
def test_entries_are_as_a_template_makes_them(
    entries: list[Entry], at: int, root: str, data: st.DataObject
) -> None:
    shown = Shown("", tuple(entries), open=min(at, len(entries) - 1))
    near = data.draw(st.sampled_from(("", "a/", "a/b/", *(one.url for one in entries))))
    mark = "\n|" if shown.open >= 0 else ""
    made = shown.before(root, near) + mark + shown.after(root, near)
    assert made == TEMPLATE.render(shown=shown, root=root, near=near)
