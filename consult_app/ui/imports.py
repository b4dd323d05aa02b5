"""Gives Python its own import back after PySide has put itself in front of it.

PySide reads the source of every module that imports anything, to see whether it wants one of
PySide's spelling dialects, and the standard library keeps what was read. No module here wants one:
measured with the database's imports, that is 26 MB and a quarter of their time for nothing.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  - it is the import that puts itself in front


def give_back() -> None:
    """Import as without PySide from here on; nothing happens with a PySide that does not ask."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
