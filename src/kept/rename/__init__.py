"""A page gets another path: every link to it follows, and its old address leads to it."""
