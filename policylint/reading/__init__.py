"""Text in, located structure out: YAML with spans, the shape of a file, prose. Knows nothing of what a policy means."""
