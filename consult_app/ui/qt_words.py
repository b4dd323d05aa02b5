"""The words that Qt itself shows in the window's language: menus of a field, its own dialogs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME = "of the window's language"
"""The translator's name among what the program owns, so that the next language replaces it."""


def speak(app: QCoreApplication, language: str) -> bool:
    """Whether Qt has words in `language` (ISO 639-1) and says them from now on; English if not.

    The catalogues come with Qt. A field's own menu (Undo, Copy, Paste), a dialog of files drawn
    by Qt and its buttons speak it when they are opened next.
    """
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.setParent(None)
    new = QTranslator(app)
    new.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if new.load(f"qtbase_{language}", folder) and app.installTranslator(new):
        return True
    new.setParent(None)
    return False
