import mermaid from "mermaid/dist/mermaid.core.mjs";

globalThis.mermaid = mermaid;
