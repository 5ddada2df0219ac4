"""Library → diagnostics. Each rule is a file in `rules/`; rules yield, and never print, raise or read."""
