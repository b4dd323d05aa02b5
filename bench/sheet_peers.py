"""The sheet of the benchmark by other writers that may be installed: same words, fonts, sizes."""

from __future__ import annotations

import html
from collections.abc import Iterator
from importlib import import_module

from consult_app import paths
from consult_app.documents import paper
from consult_app.documents.content import inline_text
from consult_app.domain import blocks
from consult_app.domain.blocks import Block, Sheet

FONTS = paths.resources() / "fonts"
SIZES = {"title": 21.0, "heading": 12.75, "body": 11.0}


def parts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Kind and words of all that is on the sheet, one below the other."""
    head = sheet.letterhead
    yield from (("body", text) for text in (head.name, head.address, head.phone_day))
    yield "title", sheet.title
    yield "body", sheet.subtitle
    for block in sheet.blocks:
        yield from _parts(block)


def _parts(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case blocks.Heading(text=text):
            yield "heading", inline_text(text)
        case blocks.Paragraph(text=text):
            yield "body", inline_text(text)
        case blocks.ListBlock(items=items):
            yield from (("item", inline_text(item)) for item in items)
        case blocks.Facts(rows=rows):
            yield from (("body", f"{label}: {inline_text(value)}") for label, value in rows)
        case blocks.CallOut(title=title, blocks=inside):
            yield "heading", inline_text(title)
            for part in inside:
                yield from _parts(part)
        case _:
            raise TypeError(f"no peer for {type(block).__name__}")


def fpdf2(sheet: Sheet) -> bytes:
    """Untagged."""
    pdf = import_module("fpdf").FPDF(unit="pt", format=paper.SIZES[sheet.paper])
    pdf.set_margins(45, 40)
    for style, weight in (("", "Regular"), ("B", "SemiBold")):
        pdf.add_font("Noto", style, str(FONTS / f"NotoSans-{weight}.ttf"))
    pdf.add_page()
    for kind, words in parts(sheet):
        size = SIZES.get(kind, SIZES["body"])
        pdf.set_font("Noto", "" if size == SIZES["body"] else "B", size)
        text = f"• {words}" if kind == "item" else words
        pdf.multi_cell(0, size * 1.45, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def weasyprint(sheet: Sheet) -> bytes:
    """Tagged (PDF/UA-1)."""
    tags = {"title": "h1", "heading": "h2", "item": "li", "body": "p"}
    body = "".join(f"<{tags[k]}>{html.escape(w)}</{tags[k]}>" for k, w in parts(sheet))
    source = f"<html lang='en'><title>{html.escape(sheet.title)}</title><body>{body}</body></html>"
    document = import_module("weasyprint").HTML(string=source)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def typst(sheet: Sheet) -> bytes:
    """Tagged and archival."""
    marks = {"title": "= ", "heading": "== ", "item": "- ", "body": ""}
    text = "\n\n".join(f"{marks[kind]}#{_quoted(words)}" for kind, words in parts(sheet))
    source = f'#set document(title: {_quoted(sheet.title)})\n#set text(font: "Noto Sans", 11pt)\n'
    compiled = import_module("typst").compile(
        (source + text).encode(), font_paths=[str(FONTS)], pdf_standards=["a-2a"]
    )
    return bytes(compiled)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
