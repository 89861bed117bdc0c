"""Checks as data: packs, assertion kinds, authorities. Knows nothing of lines, configuration or output."""
