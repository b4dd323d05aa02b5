"""Words of a page in the order they are read, where some run from right to left.

Our own pages say of each such word that it is written backwards, and of others as a whole what they
are; the order of the words themselves is that of the paper, from left to right, line by line. What
the library does not tell is lost: an alef of no width behind a vowel sign at the end of a line.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
_BACKWARD, _WHOLE = "ReversedChars", "Span"
_LONGEST = 4096
_TOUCH = 1.0
"""Points that are no space yet."""
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
"""The library turns brackets of a backward word; here they are as they were written."""
_ISOLATES = frozenset("\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(slots=True)
class _Piece:
    """What is drawn in one go: characters with their boxes, as they are read."""

    backward: bool
    left: float
    base: float
    letters: list[tuple[str, Box]] = field(default_factory=list)

    @property
    def lettered(self) -> bool:
        """Whether it tells a direction: a number alone does not."""
        return self.backward or any(letter.isalpha() for letter, _box in self.letters)

    @property
    def blank(self) -> bool:
        """Whether nothing of it is seen: a mark that sets apart what stands on its two sides."""
        return not any(letter.strip() for letter, _box in self.letters)


@dataclass(frozen=True, slots=True)
class Read:
    """A word as it is read, where it stands, and whether its line ends with it."""

    text: str
    box: Box
    ends: bool


def words(page: Any, text: Any) -> list[Read] | None:
    """The words of a page of ours; None for one on which nothing runs backwards.

    `page` and `text` are those of pypdfium2, open.
    """
    import pypdfium2.raw as pdfium

    letters = _letters(text, pdfium)
    pieces, backward = _pieces(page, letters, pdfium)
    if not backward:
        return None
    marked = sum(len(p.letters) for p in pieces if p.backward)
    rightwards = 2 * marked < sum(len(p.letters) for p in pieces)
    found: list[Read] = []
    for line in _lines(pieces):
        found.extend(_words(_in_order(line, not rightwards)))
    return found


def _letters(text: Any, pdfium: Any) -> dict[int, list[tuple[str, Box]]]:
    """The characters that are drawn, by the address of what draws them."""
    found: dict[int, list[tuple[str, Box]]] = {}
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        if drawn:
            letter = chr(pdfium.FPDFText_GetUnicode(text, index))
            known = found.setdefault(ctypes.addressof(drawn.contents), [])
            known.append((letter, text.get_charbox(index)))
    return found


def _pieces(
    page: Any, letters: dict[int, list[tuple[str, Box]]], pdfium: Any
) -> tuple[list[_Piece], bool]:
    pieces: list[_Piece] = []
    last: int | None = None
    backward = False
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        own = letters.get(ctypes.addressof(drawn.contents), [])
        mark, name, actual = _mark(drawn, pdfium)
        backward = backward or name == _BACKWARD
        if mark is not None and mark == last:  # the same word, in another font or at its side
            _go_on(pieces[-1], own, actual)
            continue
        last = mark
        piece = _Piece(name == _BACKWARD, *_place(drawn, pdfium))
        pieces.append(piece)
        if actual:
            around = _around(own)
            piece.letters = [(letter, around) for letter in actual]
        elif piece.backward:
            piece.letters = own
        else:
            piece.letters = sorted(own, key=lambda one: one[1][0])
    for piece in pieces:
        if piece.backward:
            piece.letters = _space_last(piece.letters)
    return pieces, backward


def _place(drawn: Any, pdfium: Any) -> tuple[float, float]:
    """Where a piece begins: from the left, and its base line."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
    return matrix.e, matrix.f


def _go_on(piece: _Piece, own: list[tuple[str, Box]], actual: str) -> None:
    if actual and own:
        around = _around([*piece.letters, *own])
        piece.letters = [(letter, around) for letter, _box in piece.letters]
    elif piece.backward:
        piece.letters = [*own, *piece.letters]  # what is drawn later stands on the right
    else:
        piece.letters.extend(sorted(own, key=lambda one: one[1][0]))


def _space_last(letters: list[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """A backward word carries the space behind it; wherever it is told, it is behind."""
    word = [(c.translate(_MIRRORED), box) for c, box in letters if not c.isspace()]
    return [*word, *(one for one in letters if one[0].isspace())]


def _mark(drawn: Any, pdfium: Any) -> tuple[int | None, str, str]:
    """Which mark makes a word of what is drawn, its name, and what it says the word is."""
    for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        name = _name(mark, pdfium)
        if name == _BACKWARD:
            return ctypes.addressof(mark.contents), name, ""
        if name == _WHOLE:
            actual = _actual(mark, pdfium)
            if actual:
                return ctypes.addressof(mark.contents), name, actual
    return None, "", ""


def _name(mark: Any, pdfium: Any) -> str:
    buffer, size = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    told = pdfium.FPDFPageObjMark_GetName(mark, wide, _LONGEST, ctypes.byref(size))
    ends = size.value - 2 if told and 2 <= size.value <= _LONGEST else 0
    return buffer.raw[:ends].decode("utf-16-le", "replace")


def _actual(mark: Any, pdfium: Any) -> str:
    """What the mark says its word is; asked for as bytes, since as text the library spoils it."""
    buffer, size = (ctypes.c_ubyte * _LONGEST)(), ctypes.c_ulong()
    told = pdfium.FPDFPageObjMark_GetParamBlobValue(
        mark, b"ActualText", buffer, _LONGEST, ctypes.byref(size)
    )
    if not told or size.value > _LONGEST:
        return ""
    return bytes(buffer[: size.value]).decode("utf-16", "replace")


def _lines(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces line by line: each line is drawn from left to right."""
    line: list[_Piece] = []
    for piece in pieces:
        again = line and piece.left < line[-1].left - 1
        if line and (again or abs(piece.base - line[-1].base) > 1):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _in_order(line: list[_Piece], backward: bool) -> Iterator[tuple[str, Box]]:
    """The characters of a line as they are read; a run of the other direction keeps its own."""
    for piece in line:
        if piece.blank:
            _keep_apart(line, piece)
    runs: list[list[_Piece]] = []
    for turned, some in groupby(_directions(line, backward), lambda one: one[0]):
        run = [piece for _turned, piece in some]
        if backward:
            runs += [[piece] for piece in run] if turned else _parts(run)
        else:
            runs.append(run[::-1] if turned else run)
    before: _Piece | None = None
    for run in reversed(runs) if backward else runs:
        if run and before is not None and _apart(before, run[0]):
            yield " ", _around([])
        for place, piece in enumerate(run):
            if place and _apart(run[place - 1], piece):
                yield " ", _around([])
            yield from piece.letters
            before = piece


def _directions(line: list[_Piece], backward: bool) -> Iterator[tuple[bool, _Piece]]:
    """Each piece with whether it stands in a backward run: a number between such words does."""
    for at, piece in enumerate(line):
        seen = [one for one in line[:at] if one.lettered][-1:]
        coming = [one for one in line[at + 1 :] if one.lettered][:1]
        around = [*seen, *coming]
        between = len(around) == 2 and all(one.backward for one in around)
        yield piece.backward or (between and not (backward or piece.lettered)), piece


def _parts(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """A forward run within a backward line, parted at what sets apart; a space on its right is
    read before it."""
    for blank, some in groupby(run, lambda piece: piece.blank):
        part = list(some)
        if blank:
            yield part
            continue
        letters = part[-1].letters
        behind = len(letters)
        while behind and letters[behind - 1][0].isspace():
            behind -= 1
        yield [*part[:-1], replace(part[-1], letters=letters[:behind])]
        yield [replace(part[-1], letters=letters[behind:])]


def _apart(one: _Piece, following: _Piece) -> bool:
    """Whether two backward words do not touch; the library drops a space that marks lie on."""
    if not (one.backward and following.backward and one.letters and following.letters):
        return False
    return _around(one.letters)[0] - _around(following.letters)[2] > _TOUCH


def _keep_apart(line: list[_Piece], blank: _Piece) -> None:
    """What is not seen may be a space: there is one where its neighbours do not touch."""
    at = next(place for place, one in enumerate(line) if one is blank)
    before = [box[2] for one in line[:at] for _letter, box in one.letters]
    behind = [box[0] for one in line[at + 1 :] for _letter, box in one.letters]
    if before and behind and min(behind) - max(before) > _TOUCH:
        blank.letters = [(" ", (max(before), 0.0, min(behind), 0.0))]


def _words(letters: Iterable[tuple[str, Box]]) -> list[Read]:
    found: list[Read] = []
    seen = [one for one in letters if one[0] not in _ISOLATES]
    for space, some in groupby(seen, lambda one: one[0].isspace()):
        if not space:
            word = list(some)
            text = unicodedata.normalize("NFC", "".join(letter for letter, _box in word))
            found.append(Read(text, _around(word), ends=False))
    if found:
        found[-1] = Read(found[-1].text, found[-1].box, ends=True)
    return found


def _around(letters: list[tuple[str, Box]]) -> Box:
    if not letters:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*(box for _letter, box in letters), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
