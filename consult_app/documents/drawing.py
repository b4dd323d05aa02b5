"""The way to the drawing of sheets: the library that draws is read when the first one is drawn.

It takes some tenths of a second and 20 MB, which nobody needs who only looks things up.
"""

from __future__ import annotations

from consult_app.domain.blocks import Sheet


def render(sheet: Sheet) -> bytes:
    """The sheet as PDF; raises what `documents.render` raises."""
    from consult_app.documents.render import render as drawn

    return drawn(sheet)


def check(sheet: Sheet) -> None:
    """Raises what `documents.render.check` raises."""
    from consult_app.documents.render import check as checked

    checked(sheet)
