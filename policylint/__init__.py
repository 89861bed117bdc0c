"""policylint: a linter for government social media policies.

Only the version lives here: re-exporting more would make every submodule import the whole program.
"""

__version__ = "0.1.0"
