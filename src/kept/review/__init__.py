"""Reviews as work: which are due, and writing down one that was done."""
