"""Boxes of situations as integers, and exact questions about them. Knows no YAML and no policy."""
