"""Registering the patients of a file at once."""
