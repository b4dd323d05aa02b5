"""The one translation system: gettext for window, commands and messages; English at source."""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from consult_app import paths

DOMAIN = "consult"
SOURCE = "en"
"""The language of the sentences in the code: nothing is looked up for it."""

Catalogue = _gettext.NullTranslations

_PLAIN = Catalogue()
_everywhere: Catalogue = _PLAIN
_here: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


def use(language: str, folder: Path | None = None) -> None:
    """Switch every later `_()` to `language` (an ISO 639-1 code); falls back to English.

    `folder` holds the catalogues; the program's own unless it is given.
    """
    global _everywhere
    _everywhere = _catalogue(language, folder or _own())


@contextmanager
def speaking(language: str, folder: Path | None = None) -> Iterator[None]:
    """Within it, on this thread alone, `_()` speaks `language`: of a sheet, or of the patient.

    The window keeps its own language meanwhile; a language without a catalogue is English.
    """
    before = _here.set(_catalogue(language, folder or _own()))
    try:
        yield
    finally:
        _here.reset(before)


def _(message: str) -> str:
    """The message in the language in use."""
    return (_here.get() or _everywhere).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits `n`, in the language in use."""
    return (_here.get() or _everywhere).ngettext(singular, plural, n)


def mark(message: str) -> str:
    """Mark a module-level string for translation; the place that shows it calls `_()`."""
    return message


def _own() -> Path:
    return paths.resources() / "i18n"


@cache
def _catalogue(language: str, folder: Path) -> Catalogue:
    if language == SOURCE:
        return _PLAIN
    source = folder / language / f"{DOMAIN}.po"
    if source.is_file():
        return _compiled(source)
    return _gettext.translation(DOMAIN, folder, languages=[language], fallback=True)


def _compiled(source: Path) -> Catalogue:
    """What a translator wrote, compiled when it is first spoken: nothing made is kept in the tree.

    Babel is imported only here: a window in English starts without it.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    with source.open("rb") as file:
        write_mo(made, read_po(file))
    made.seek(0)
    return _gettext.GNUTranslations(made)
