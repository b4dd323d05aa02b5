"""What Qt knows of languages: the computer's own, and its own words in menus and dialogs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from consult_app import i18n

_NAME = "of the window's language"
"""The translators' name among what the program owns, so that the next language replaces them."""
_ENGLISH_KEYS = ("tr",)
"""Languages whose keyboards say Ctrl and Shift, where Qt translates the words on the keys."""


class _Keys(QTranslator):
    """Leaves the names of keys as they are, and everything else to who was there before."""

    def translate(
        self,
        context: str,
        source: str,
        _disambiguation: str | None = None,
        _count: int = -1,
    ) -> str | None:
        """The source for a key; nothing, which is not an empty text, for any other words."""
        return source if context == "QShortcut" else None

    def isEmpty(self) -> bool:
        return False


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
    if not new.load(f"qtbase_{language}", folder) or not app.installTranslator(new):
        new.setParent(None)
        return False
    if language in _ENGLISH_KEYS:
        keys = _Keys(app)
        keys.setObjectName(_NAME)
        app.installTranslator(keys)
    return True


def of_system() -> str:
    """What the computer speaks, where the program has words in it; else that of the code."""
    spoken = QLocale.system().name().partition("_")[0]
    return spoken if spoken in i18n.languages() else i18n.SOURCE
