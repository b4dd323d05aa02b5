"""The one translation system: gettext for window, commands and messages; English at source."""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

from consult_app import paths

DOMAIN = "consult"
SOURCE = "en"
"""The language of the sentences in the code: nothing is looked up for it."""

_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str, folder: Path | None = None) -> None:
    """Switch every later `_()` to `language` (an ISO 639-1 code); falls back to English.

    `folder` holds the catalogues; the program's own unless it is given.
    """
    global _translations
    if language == SOURCE:
        _translations = _gettext.NullTranslations()
        return
    _translations = _gettext.translation(
        DOMAIN, folder or paths.resources() / "i18n", languages=[language], fallback=True
    )


def _(message: str) -> str:
    """The message in the language in use."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits `n`, in the language in use."""
    return _translations.ngettext(singular, plural, n)


def mark(message: str) -> str:
    """Mark a module-level string for translation; the place that shows it calls `_()`."""
    return message
