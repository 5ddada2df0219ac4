"""An existing knowledge base → the configuration that reads it as it is; nothing in it is changed."""
