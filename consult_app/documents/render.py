"""A sheet becomes a file: checked, laid out on pages, drawn, and proven complete."""

from __future__ import annotations

import unicodedata
from collections import Counter
from threading import Lock

from consult_app.documents import fonts, letterhead, paper, story, style, text, words
from consult_app.documents.archive import About
from consult_app.documents.boxes import FORCED, FUZZ, Box, Stack
from consult_app.documents.content import furniture_text, printed_text
from consult_app.documents.furniture import Furniture
from consult_app.documents.pen import Pen
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import Sheet
from consult_app.errors import Refused

MOST_PAGES = 2000
"""Of a sheet: what parts for ever comes to an end and is noticed."""

LITTLE = 0.4
"""Of a page: where no more is on the last one, columns are set closer if that saves it."""

_LOCK = Lock()
"""A font serves one document at a time, and the writer's repairs are for one at a time too."""


def render(sheet: Sheet) -> bytes:
    """The sheet as PDF; the same sheet always gives the same bytes.

    One with a number is a document: it has a place for the clinic's seal, which `seal` fills.

    Raises Refused: document.missing-glyph, document.font-missing, document.logo-broken,
    document.logo-too-large, document.unknown-paper, document.unknown-edition, document.no-room.
    """
    check(sheet)
    with _LOCK:
        return _drawn(sheet)


def check(sheet: Sheet) -> None:
    """Raise what `render` would refuse the sheet for, before anything is drawn."""
    if sheet.paper not in paper.SIZES:
        raise Refused("document.unknown-paper", paper=sheet.paper)
    style.of(sheet.language, sheet.edition)
    missing = missing_glyphs(sheet)
    if missing:
        raise Refused("document.missing-glyph", character=missing[0], name=_name(missing[0]))
    letterhead.check(sheet.letterhead)


def missing_glyphs(sheet: Sheet) -> str:
    """The characters of the sheet that its fonts cannot draw, each once, in order."""
    known = fonts.coverage()
    found: dict[str, None] = {}
    for value in (*printed_text(sheet), *furniture_text(sheet)):
        if not known.issuperset(value):
            found.update(dict.fromkeys(c for c in text.clean(value) if not fonts.draws(c)))
    return "".join(found)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")


def _drawn(sheet: Sheet) -> bytes:
    width, height = paper.SIZES[sheet.paper]
    pen = Pen(width, height, sheet.language)
    inner = width - 2 * paper.MARGIN_SIDE
    furnishing = words.of(sheet)
    dress = style.of(sheet.language, sheet.edition)
    around = Furniture(sheet, furnishing, dress, inner)
    first = height - paper.MARGIN_TOP - paper.MARGIN_BOTTOM - around.footer_height - 10
    further = first - around.running_height
    pages = _paginate(_body(sheet, furnishing, dress, inner), first, further)
    if sheet.columns > 1 and len(pages) > 1 and pages[-1].height < further * LITTLE:
        closer = _paginate(_body(sheet, furnishing, dress, inner, closer=True), first, further)
        pages = min(pages, closer, key=len)
    for number, page in enumerate(pages, 1):
        top = height - paper.MARGIN_TOP - (around.running_height if number > 1 else 0.0)
        page.draw(pen, paper.MARGIN_SIDE, top, pen.root)
        around.draw(pen, number, len(pages))
        pen.close_page()
    _prove_complete(sheet, pen.drawn)
    title = f"{sheet.title} ({sheet.mark})" if sheet.mark else sheet.title
    about = About(
        text.clean(title),
        text.clean(sheet.letterhead.name),
        text.clean(sheet.kind),
        sheet.language,
        sheet.composed_at,
    )
    return pen.finish(about, seal=furnishing["seal"] if sheet.number else "")


def _body(
    sheet: Sheet, furnishing: Words, dress: Style, width: float, *, closer: bool = False
) -> Stack:
    """Letterhead, title and blocks as one stack of the right width."""
    top: list[Box] = [letterhead.build(sheet.letterhead, furnishing, dress, width)]
    title = story.title(sheet.title, dress.title, sheet.language)
    title.before, title.keep = 15.0, True
    top.append(title)
    if sheet.subtitle:
        subtitle = story.paragraph(sheet.subtitle, dress.subtitle, sheet.language)
        subtitle.before, subtitle.after = 3.0, 13.0
        top.append(subtitle)
    builder = story.Builder(dress, furnishing, width)
    blocks = builder.sheet(sheet.blocks, sheet.columns, closer=closer)
    stack = Stack([*top, *blocks.children])
    stack.layout(width)
    return stack


def _paginate(body: Stack, first: float, further: float) -> list[Box]:
    """`body` cut into pages of the given heights. Raises Refused (document.no-room)."""
    pages: list[Box] = []
    rest: Box = body
    room = first
    while rest.height > room + FUZZ:
        parts = rest.split(room, further) or rest.split(room, FORCED)
        if parts is None or len(pages) == MOST_PAGES:
            raise Refused("document.no-room")
        pages.append(parts[0])
        rest, room = parts[1], further
    return [*pages, rest] if rest.height or not pages else pages


def _prove_complete(sheet: Sheet, drawn: Counter[str]) -> None:
    """Raise where a character of the sheet was not drawn: paper must not lose a word."""
    meant = Counter("".join(text.clean(value) for value in printed_text(sheet)))
    lost = meant - drawn
    lost.pop(" ", None)
    lost.pop("\n", None)
    if lost:
        raise RuntimeError(f"{lost.total()} characters of the sheet were not drawn")
