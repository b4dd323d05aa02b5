"""Paper that comes back: what is out, what the scanner gave, and the signatures found on it."""
