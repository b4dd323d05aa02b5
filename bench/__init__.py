"""Measurements, each beside its peer or its physical limit in the same run: trust the ratios."""
