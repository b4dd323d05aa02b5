"""Tables of others as rows of text: whichever encoding and separator they were written with."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from consult_app.errors import Refused

LARGEST = 500_000_000
"""Bytes; a million rows take some hundred."""
LONGEST_CELL = 5_000
MOST_COLUMNS = 200
_SAMPLE = 64_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_TELLING = {
    "cp1252": "äöüßÄÖÜéèêàçñ",
    "cp1254": "çğıöşüÇĞİÖŞÜ",
    "cp1256": "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوىيةءئؤ",
    "cp1250": "ąćęłńóśźżčďěňřšťůž",
}
_UNLIKELY = "ÐÝÞðýþ¤¦¬±\ufffd"
ENCODINGS = tuple(_TELLING)
"""What programs of the countries we know write where they do not write UTF-8, Western first."""
Known: TypeAlias = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be read: how it is written, and the names of its columns."""

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]
    size: int


def sheet(path: Path, known: Known, encoding: str = "") -> Sheet:
    """Look at a file.

    `known`: how many of these names of columns are known; `encoding`: one of `ENCODINGS` where a
    person has said it. Raises `Refused`: file.unreadable, bulk.too-large, bulk.no-table.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            sample = opened.read(_SAMPLE)
    except (OSError, ValueError):
        raise Refused("file.unreadable") from None
    if size > LARGEST:
        raise Refused("bulk.too-large", limit=LARGEST // 1_000_000)
    if b"\0" in sample and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused("bulk.no-table")
    if encoding and encoding not in ENCODINGS:
        raise Refused("bulk.no-table")
    encoding = encoding or _encoding(path, sample, known)
    separator = _separator(sample, encoding)
    found = Sheet(path, encoding, separator, (), size)
    header = next((cells for _n, _at, cells in rows(found)), ())
    if len(header) < 2 or len(header) > MOST_COLUMNS:
        raise Refused("bulk.no-table")
    return Sheet(path, encoding, separator, tuple(header), size)


def _separator(sample: bytes, encoding: str) -> str:
    first = _first_line(sample, encoding)
    return max(_SEPARATORS, key=first.count)


def _first_line(sample: bytes, encoding: str) -> str:
    return next(iter(sample.decode(encoding, "replace").splitlines()), "")


def rows(table: Sheet) -> Iterator[tuple[int, int, list[str]]]:
    """(number of the row, bytes read so far, cells), the header first, as row 1; empty rows are
    passed over. Raises `Refused`: bulk.no-table, file.unreadable.
    """
    try:
        with table.path.open("rb") as raw:
            text = io.TextIOWrapper(raw, encoding=table.encoding, errors="strict", newline="")
            reader = csv.reader(text, delimiter=table.separator)
            for number, cells in enumerate(reader, start=1):
                if any(len(cell) > LONGEST_CELL for cell in cells):
                    raise Refused("bulk.cell-too-long", row=number)
                if any(cell.strip() for cell in cells):
                    yield number, raw.tell(), cells
    except (csv.Error, UnicodeError):
        raise Refused("bulk.no-table") from None
    except OSError:
        raise Refused("file.unreadable") from None


def _encoding(path: Path, sample: bytes, known: Known) -> str:
    """A mark at its beginning says it, or that all of it is UTF-8; else what its words look like.

    Among the encodings of one byte a letter, the one in which most columns have a name we know;
    then the one whose letters are those of names: no list has that many Icelanders in it.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if _is_utf8(path):
        return "utf-8"
    foreign = _foreign(path)

    def likely(encoding: str) -> tuple[int, int]:
        line = _first_line(sample, encoding)
        named = known(tuple(line.split(_separator(sample, encoding))))
        text = foreign.decode(encoding, "replace")
        return named, sum(map(text.count, _TELLING[encoding])) - sum(map(text.count, _UNLIKELY))

    return max(ENCODINGS, key=likely)


def _foreign(path: Path) -> bytes:
    """The first lines that hold more than plain letters, wherever in the file they stand."""
    found = bytearray()
    with path.open("rb") as opened:
        while len(found) < _SAMPLE and (line := opened.readline(_SAMPLE)):
            if not line.isascii():
                found += line
    return bytes(found)


def _is_utf8(path: Path) -> bool:
    """The whole of it: a file may begin in plain letters."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as opened:
            while chunk := opened.read(1_000_000):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
