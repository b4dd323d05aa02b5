"""Brings the translations in `resources/i18n` in step with the sentences in the code.

What is still said keeps its translation, and what is said no longer goes. The files hold only what
is translated (`make pot` collects all there is to say), and neither dates nor line numbers, so that
they change only where words do.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "both": None, "of_window": None}
PASSING = (
    *(
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Language-Team',
        '"Generated',
    ),
    *('"Project-Id', '"Report-Msgid', "#, python-brace-format", "#, python-format"),
)
"""Beginnings of lines of a catalogue that say nothing, or something else every day."""


def sentences() -> dict[str | tuple[str, ...], str]:
    """Every sentence that the code says (a tuple: its singular and plural), and the first file."""
    found: dict[str | tuple[str, ...], str] = {}
    package = ROOT / "consult_app"
    for file, _line, message, _comments, _context in extract_from_dir(
        str(package), keywords=KEYWORDS
    ):
        found.setdefault(message, Path(file).as_posix())
    return dict(sorted(found.items(), key=lambda one: str(one[0])))


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    file = FOLDER / language / "consult.po"
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as stored:
        return read_po(stored, locale=language)


def renewed(language: str) -> Catalog:
    """The catalogue in step with the code."""
    before, after = read(language), Catalog(locale=language, fuzzy=False, header_comment="#")
    for message in sentences():
        known = before.get(message if isinstance(message, str) else message[0])
        fits = known is not None and isinstance(known.id, str) == isinstance(message, str)
        after.add(message, known.string if known is not None and fits else "")
    return after


def write(catalogue: Catalog, language: str) -> Path:
    """Store what is translated; the file. It changes only where words do: it holds no dates."""
    for message in list(catalogue):
        if message.id and not said(message):
            catalogue.delete(message.id)
    made = BytesIO()
    write_po(made, catalogue, no_location=True, width=0, ignore_obsolete=True)
    lines = made.getvalue().decode().splitlines()
    kept = [line for line in lines if not line.startswith(PASSING)]
    file = FOLDER / language / "consult.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return file


def said(message: Message) -> bool:
    """Whether a sentence has its words in the other language, each plural form of it too."""
    words = message.string
    return bool(words) if isinstance(words, str) else all(words or ("",))


def main(languages: list[str]) -> int:
    """Renew the catalogues of `languages`, else of all there are; says what waits for words."""
    for language in languages or sorted(p.name for p in FOLDER.iterdir() if p.is_dir()):
        catalogue = renewed(language)
        waiting = sum(1 for message in catalogue if message.id and not said(message))
        print(f"{write(catalogue, language).relative_to(ROOT)}: {waiting} sentences wait for words")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
