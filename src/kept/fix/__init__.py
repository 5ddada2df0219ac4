"""Fixes → changed texts, in rounds; and changed texts → files, each whole or not at all."""
