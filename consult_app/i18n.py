"""The one translation system: gettext for window, commands and messages; English at source."""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from consult_app import paths

DOMAIN = "consult"
SOURCE = "en"
"""The language of the sentences in the code: nothing is looked up for it."""

_APART = ("\u2068", "\u2069")
"""Around words of another direction: their full stop stays where it belongs (UAX 9, isolates)."""

_PARAMETER = re.compile(r"\{[a-z_]+\}")
_LATIN = re.compile(r"[\W\d_]*[A-Za-z\u00c0-\u058f]")
"""What begins in a script that runs to the right."""

_ARABIC = str.maketrans(",;", "،؛")
"""Arabic turns the comma and the semicolon the way it is read."""

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


class Voice:
    """Speaks one language on this thread from `begin` to `end`: for what stays on the screen.

    What is made, said and read aloud there between the two is in that language, whoever makes it;
    the lanes of work and the language of the window are as they were.
    """

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self._catalogue = _catalogue(language, folder or _own())
        self._before: Catalogue | None = None
        self._speaks = False

    def begin(self) -> None:
        """Speak; a second time changes nothing."""
        if not self._speaks:
            self._speaks, self._before = True, _here.get()
            _here.set(self._catalogue)

    def end(self) -> None:
        """The language from before; a second time changes nothing."""
        if self._speaks:
            self._speaks = False
            _here.set(self._before)


def of_window(message: str) -> str:
    """In the window's language, whatever is spoken here: for the physician beside the patient."""
    return _everywhere.gettext(message)


def both(message: str) -> str:
    """In the language spoken here and, where the window has another, in that too.

    For what two people read who may not share a language: the patient and the physician.
    """
    here, there = _(message), of_window(message)
    if here == there:
        return here
    return f"{_apart(here)} · {_apart(there)}"


def _(message: str) -> str:
    """The message in the language in use."""
    return (_here.get() or _everywhere).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits `n`, in the language in use."""
    return (_here.get() or _everywhere).ngettext(singular, plural, n)


def series(parts: Iterable[str], between: str = ", ", language: str = "") -> str:
    """`Knee, left`: the parts one after another, `between` as `language` writes it.

    Without a language it is the one in use. In Arabic a name in Latin script draws nothing to it.
    """
    spoken = language or (_here.get() or _everywhere).info().get("language", SOURCE)
    if spoken != "ar":
        return between.join(parts)
    return between.translate(_ARABIC).join(_apart(p) if _LATIN.match(p) else p for p in parts)


def languages() -> tuple[str, ...]:
    """Every language that the program speaks (ISO 639-1), that of the code first."""
    kept = sorted(p.parent.name for p in _own().glob(f"*/{DOMAIN}.po"))
    return (SOURCE, *kept)


def mark(message: str) -> str:
    """Mark a module-level string for translation; the place that shows it calls `_()`."""
    return message


def _apart(words: str) -> str:
    return words.join(_APART)


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


def _isolated(words: str | Sequence[str]) -> str | tuple[str, ...]:
    """What is filled in (a name, a number, a path) draws nothing beside it to its own direction."""
    if isinstance(words, str):
        return _PARAMETER.sub(lambda found: _apart(found[0]), words)
    return tuple(_PARAMETER.sub(lambda found: _apart(found[0]), form) for form in words)


def _compiled(source: Path) -> Catalogue:
    """What a translator wrote, compiled when it is first spoken: nothing made is kept in the tree.

    Babel is imported only here: a window in English starts without it.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    with source.open("rb") as file:
        written = read_po(file)
    if written.locale is not None and written.locale.text_direction == "rtl":
        for message in written:
            message.string = _isolated(message.string or "")
    write_mo(made, written)
    made.seek(0)
    return _gettext.GNUTranslations(made)
