"""What helps an author write a policy."""
