"""Where things go that stand side by side and wrap: arithmetic on rectangles, no widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect


def flow(widths: Sequence[int], height: int, room: int, gap: int) -> list[QRect]:
    """Rectangles of one height in lines no wider than `room`; one that is wider is cut to it."""
    rects: list[QRect] = []
    x = y = 0
    for wanted in widths:
        width = min(wanted, room) if room > 0 else wanted
        if x and x + width > room:
            x, y = 0, y + height + gap
        rects.append(QRect(x, y, width, height))
        x += width + gap
    return rects
