"""Library → diagnostics. Each rule is a file in `rules/`; they yield, and never print, raise or read files."""
