"""The clinic in plain Python: standard library and forms only."""
