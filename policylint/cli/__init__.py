"""The command line, one module a command: words in, exit code out. Alone knows the terminal and the clock."""
