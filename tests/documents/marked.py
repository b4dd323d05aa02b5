"""The text of a file as its structure tells it: element by element, through the fonts' own maps.

Made for the tests, apart from the writer: marked content, ToUnicode, ReversedChars, ActualText.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from tests.documents import reading

TEXT = {"Tj", "TJ"}
_LAST = tuple("0123456789")
"""How the words of a page's code end: page x of y."""
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def told(pdf: bytes) -> list[tuple[str, str]]:
    """Role and text of each element that holds text of its own, in the order of reading."""
    with reading.opened(pdf) as document:
        pages = {page.objgen: _page_texts(page) for page in document.pages}
        found = list(_walk(document.Root.StructTreeRoot.K, pages, None))
    assert not [page for page in pages.values() if page], "content that no element owns"
    return found


def ends_with_heading(pdf: bytes) -> list[str]:
    """Headings below which nothing of their part stands on the same page."""
    with reading.opened(pdf) as document:
        order = {page.objgen: number for number, page in enumerate(document.pages)}
        places = list(_places(document.Root.StructTreeRoot.K, order, 0))
    return [
        f"{role} on page {page + 1}"
        for (role, page), (_, following) in pairwise(places)
        if role in {"H2", "H3"} and following != page
    ]


def split_parts(pdf: bytes) -> int:
    """How many call-outs, signatures and cards lie on more than one page."""
    with reading.opened(pdf) as document:
        parts = [e for e in document.objects if isinstance(e, pikepdf.Dictionary)]
        sections = [part for part in parts if part.get("/S") == "/Sect"]
        return sum(len(set(_pages(section))) > 1 for section in sections)


def _pages(element: Any) -> Iterator[Any]:
    """The page of each piece of content below an element."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg.objgen
        elif "/MCID" in kid:
            yield kid.Pg.objgen
        else:
            yield from _pages(kid)


def _places(element: Any, order: dict[Any, int], page: int) -> Iterator[tuple[str, int]]:
    """Role and page of each element that has content, but for the codes of pages."""
    page = order[element.Pg.objgen] if "/Pg" in element else page
    kids = element.get("/K", pikepdf.Array())
    parts = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [kid for kid in parts if not isinstance(kid, int) and "/S" in kid]
    if len(inner) < len(parts) and not str(element.get("/Alt", "")).endswith(_LAST):
        yield str(element.S)[1:], page
    for kid in inner:
        yield from _places(kid, order, page)


def whole(pdf: bytes) -> str:
    """All of it, without spaces."""
    return reading.squeezed("".join(text for _, text in told(pdf)))


def first_page(pdf: bytes) -> str:
    """What stands on the first page, without spaces."""
    with reading.opened(pdf) as document:
        pages = {page.objgen: _page_texts(page) for page in document.pages}
        for page in list(pages)[1:]:
            pages[page] = dict.fromkeys(pages[page], "")
        found = list(_walk(document.Root.StructTreeRoot.K, pages, None))
    return reading.squeezed("".join(text for _, text in found))


def _walk(element: Any, pages: dict[Any, dict[int, str]], page: Any) -> Iterator[tuple[str, str]]:
    page = element.Pg.objgen if "/Pg" in element else page
    own: list[str] = []
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            own.append(pages[page].pop(kid))
        elif "/MCID" in kid:
            own.append(pages[kid.Pg.objgen].pop(int(kid.MCID)))
        else:
            if own:
                yield str(element.S)[1:], "".join(own)
                own = []
            yield from _walk(kid, pages, page)
    if own:
        yield str(element.S)[1:], "".join(own)


def _page_texts(page: pikepdf.Page) -> dict[int, str]:
    """What each marked content of the page says, in the order of reading."""
    maps = {name: _characters(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    open_ones: list[tuple[str, Any, list[str]]] = []
    font: dict[int, str] = {}
    for name, operands in reading.instructions(page):
        if name in {"BDC", "BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            open_ones.append((str(operands[0]), properties, []))
        elif name == "EMC":
            kind, properties, text = open_ones.pop()
            if kind == "/ReversedChars":
                text.reverse()
            if "/ActualText" in properties:
                text = [str(properties.ActualText)]
            if "/MCID" in properties:
                found[int(properties.MCID)] = "".join(text)
            elif open_ones:
                open_ones[-1][2].extend(text)
        elif name == "Tf":
            font = maps[str(operands[0])]
        elif name in TEXT:
            parts = operands[0] if name == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    open_ones[-1][2].extend(font[code] for code in bytes(part))
    return found


def _characters(font: Any) -> dict[int, str]:
    """What each code of a font is read as, by its ToUnicode map alone."""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _PAIR.findall(font.ToUnicode.read_bytes().split(b"endcodespacerange")[1])
    }
