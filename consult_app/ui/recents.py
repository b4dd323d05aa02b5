"""Takes back what Qt remembers of the folders files were chosen from: one may name a patient."""

from __future__ import annotations

from PySide6.QtCore import QSettings

GROUP = "FileDialog"
KEPT_BY_QT = ("history", "lastVisited", "shortcuts")


def forget() -> None:
    """Remove the list; the dialogs of other systems keep none that a program could reach."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name in KEPT_BY_QT:
        kept.remove(f"{GROUP}/{name}")
