"""Findings and the history of the baseline → how much there is to mend, where, and whether it gets less."""
