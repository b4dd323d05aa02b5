"""Tables of others as rows of text: whichever encoding and separator they were written with."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be read: how it is written, and the names of its columns."""

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]
    size: int


def sheet(path: Path) -> Sheet:
    """Look at a file.

    Raises `Refused`: file.unreadable, bulk.too-large, bulk.no-table.
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
    encoding = _encoding(path, sample)
    first = sample.decode(encoding, "replace").splitlines()[:1]
    separator = max(_SEPARATORS, key=(first[0] if first else "").count)
    found = Sheet(path, encoding, separator, (), size)
    header = next((cells for _n, _at, cells in rows(found)), ())
    if len(header) < 2 or len(header) > MOST_COLUMNS:
        raise Refused("bulk.no-table")
    return Sheet(path, encoding, separator, tuple(header), size)


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


def _encoding(path: Path, sample: bytes) -> str:
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if _is_utf8(path):
        return "utf-8"
    from charset_normalizer import from_bytes

    # what programs of the countries we know write when they do not write UTF-8
    best = from_bytes(sample, cp_isolation=["cp1254", "cp1252", "cp1256", "iso8859_9"]).best()
    if best is None:
        raise Refused("bulk.no-table")
    return best.encoding


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
