"""One output format each. They know the report and nothing else."""
