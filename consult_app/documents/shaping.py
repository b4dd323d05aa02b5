"""Letters that join, stack or change places: words become glyphs with their places, by HarfBuzz."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz

from consult_app.documents import fonts

FIRST_CODE = fonts.LAST_PUBLIC + 1
SILENT = "\u200b"
"""What a glyph is read as where a cluster has more glyphs than characters."""

_text: dict[int, str] = {}
_codes: dict[tuple[str, int, str], int] = {}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: `code` names it to the writer; lengths are in thousandths of the size.

    `width` is what the file says of the glyph, `advance` what it takes up here; `text` is what it
    is read as.
    """

    code: str
    text: str
    width: float
    advance: float
    right: float
    up: float


@lru_cache(maxsize=20_000)
def shaped(text: str, font: str, *, backward: bool) -> tuple[Glyph, ...]:
    """The glyphs of `text` from left to right. `backward`: the text runs from right to left."""
    if not text:
        return ()
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if backward else "ltr"
    buffer.script = fonts.script(font)
    buffer.language = "und"
    shaper = _shaper(font)
    uharfbuzz.shape(shaper, buffer)
    scale = 1000 / shaper.face.upem
    clusters = [info.cluster for info in buffer.glyph_infos]
    found: list[Glyph] = []
    for info, place, means in zip(
        buffer.glyph_infos,
        buffer.glyph_positions,
        _clusters(text, clusters, backward=backward),
        strict=True,
    ):
        if backward:
            found += [_blank(font, character) for character in means[:0:-1]]
            means = means[0]
        numbers = (place.x_advance, place.x_offset, place.y_offset)
        found.append(_glyph(font, info.codepoint, means, *(n * scale for n in numbers)))
    return tuple(found)


def _glyph(font: str, glyph: int, text: str, advance: float, right: float, up: float) -> Glyph:
    return Glyph(_code(font, glyph, text), text, _width(font, glyph), advance, right, up)


def _blank(font: str, character: str) -> Glyph:
    """Nothing to see, read as a character that a ligature shows.

    Readers turn each glyph of a run from right to left around, but not what one glyph stands for.
    """
    return _glyph(font, fonts.font(font).face.charToGlyph[0x20], character, 0.0, 0.0, 0.0)


def width(text: str, font: str, *, backward: bool) -> float:
    """What `text` takes up, in parts of its size."""
    return sum(glyph.advance for glyph in shaped(text, font, backward=backward)) / 1000


def meaning(code: int) -> str:
    """The characters that a code of the writer stands for."""
    return _text.get(code) or chr(code)


def _clusters(text: str, clusters: list[int], *, backward: bool) -> list[str]:
    """What each glyph is read as: a cluster's characters in turn, the last glyph the rest."""
    read: list[str] = []
    ordered = clusters[::-1] if backward else clusters
    for start, same in groupby(ordered):
        count = len(list(same))
        end = min((other for other in clusters if other > start), default=len(text))
        own = text[start:end]
        read += [*own[: count - 1], own[count - 1 :] or SILENT]
        read += [SILENT] * (count - 1 - len(own))
    return read[::-1] if backward else read


@cache
def _shaper(font: str) -> Any:
    return uharfbuzz.Font(fonts.font(font).hbFace)


@cache
def _width(font: str, glyph: int) -> float:
    shaper = _shaper(font)
    advance: float = shaper.get_glyph_h_advance(glyph) * 1000 / shaper.face.upem
    return advance


def _code(font: str, glyph: int, text: str) -> str:
    """A code of its own for a glyph that stands for `text`, known to the writer's font."""
    face = fonts.font(font).face
    if len(text) == 1 and face.charToGlyph.get(ord(text)) == glyph:
        return text
    key = (font, glyph, text)
    if key not in _codes:
        code = FIRST_CODE + len(_codes)
        face.charToGlyph[code] = glyph
        face.charWidths[code] = _width(font, glyph)
        _text[code] = text
        _codes[key] = code
    return chr(_codes[key])
