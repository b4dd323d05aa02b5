"""Consult: a desktop application that stands beside a physician during a consultation."""

__version__ = "0.1.0"
