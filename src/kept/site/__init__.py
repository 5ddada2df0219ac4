"""Library → MkDocs build → `site_dir`. The only room that knows MkDocs and Material."""
