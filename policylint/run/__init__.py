"""One lint run: where files, policies, checks and findings meet."""
