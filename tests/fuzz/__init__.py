"""Damaged input for every reader of what people write: no exception but those declared, and true places.

`targets.py` is the table of what is fuzzed; a new reader is one more function and one more line in it.
Hypothesis draws a short string of bytes, which `mutations.py` carries out on a seed as a list of changes: one
draw an example is quick. `scripts/fuzz TARGET --minutes 60` goes on for long.
"""
