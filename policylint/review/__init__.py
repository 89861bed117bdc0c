"""What helps a reviewer judge a policy."""
