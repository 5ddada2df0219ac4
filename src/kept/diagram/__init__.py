"""Mermaid diagrams: read by Mermaid's own grammar, without a browser and without Node.js."""
