"""The first start: a few calm pages from an empty folder to the first day."""
