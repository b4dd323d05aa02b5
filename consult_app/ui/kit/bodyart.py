"""The drawn body as data: resources/bodymap.json read into polygons, the views side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from consult_app import paths

GAP = 0.18
"""Between the views, in widths of one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One region on one side in one view; `side` is the patient's own."""

    region: str
    side: str
    view: str
    points: QPolygonF


@dataclass(frozen=True, slots=True)
class Artwork:
    """The drawing of resources/bodymap.json, in its own units, the views beside each other."""

    width: float
    height: float
    outlines: tuple[QPolygonF, ...]
    lines: tuple[QPolygonF, ...]
    shapes: tuple[Shape, ...]
    titles: tuple[tuple[str, float], ...]
    midline: frozenset[str]


def _polygon(points: Sequence[Sequence[float]], shift: float) -> QPolygonF:
    return QPolygonF([QPointF(x + shift, y) for x, y in points])


@cache
def artwork() -> Artwork:
    """Read the drawing once."""
    data = json.loads((paths.resources() / "bodymap.json").read_text(encoding="utf-8"))
    one, height = data["size"]
    outlines, lines, shapes, titles = [], [], [], []
    for place, (view, drawn) in enumerate(data["views"].items()):
        shift = place * one * (1 + GAP)
        titles.append((view, shift + one / 2))
        outlines.append(_polygon(drawn["outline"], shift))
        lines += [_polygon(line, shift) for line in drawn["lines"]]
        shapes += [
            Shape(s["region"], s["side"], view, _polygon(s["points"], shift))
            for s in drawn["shapes"]
        ]
    width = one * (len(titles) + GAP * (len(titles) - 1))
    return Artwork(
        width,
        height,
        tuple(outlines),
        tuple(lines),
        tuple(shapes),
        tuple(titles),
        frozenset(data["midline"]),
    )
