"""Pages that a person reads without this program: one HTML file, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

_STYLE = """
body{font:16px/1.45 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#18212b;
background:#fff}h1{font-size:28px}h2{font-size:20px;margin-top:2.5rem}h3{font-size:16px}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;
padding:.35rem .75rem .35rem 0;border-bottom:1px solid #dfe3e8;overflow-wrap:anywhere}
th{font-weight:600;color:#55606e}p{max-width:45rem}
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, and the file of the same folder that it leads to, if any."""

    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; without a head the first cell of a row says what the second one is."""

    rows: Sequence[Sequence[Cell | str]]
    head: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, of the second or the third rank, with what stands under it."""

    title: str
    blocks: Sequence[Table | str] = ()
    rank: int = 2


def page(title: str, parts: Sequence[Part], language: str) -> bytes:
    """The whole page as UTF-8; every text is escaped here and nowhere else."""
    body = "".join(_part(part) for part in parts)
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}" dir="auto"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    ).encode()


def _part(part: Part) -> str:
    head = f"<h{part.rank}>{escape(part.title)}</h{part.rank}>"
    return head + "".join(
        f"<p>{escape(block)}</p>" if isinstance(block, str) else _table(block)
        for block in part.blocks
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in table.head)
    rows = "".join(_row(row, named=not table.head) for row in table.rows)
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{rows}</table>"


def _row(row: Sequence[Cell | str], *, named: bool) -> str:
    cells = [_cell(cell) for cell in row]
    first = f'<th scope="row">{cells[0]}</th>' if named else f"<td>{cells[0]}</td>"
    return "<tr>" + first + "".join(f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>"


def _cell(cell: Cell | str) -> str:
    if isinstance(cell, str):
        return escape(cell).replace("\n", "<br>")
    words = escape(cell.text)
    return f'<a href="{quote(cell.file)}">{words}</a>' if cell.file else words
