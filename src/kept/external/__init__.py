"""Links to other servers: which there are, what those servers said, and since when. Never part of a build."""
