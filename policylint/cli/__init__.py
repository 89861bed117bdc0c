"""The command line, one module a command: words in, exit code out. The only place that knows the terminal and the clock."""
