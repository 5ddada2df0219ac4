"""One command a file: arguments → calls → exit code."""
