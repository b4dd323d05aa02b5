"""The small drawn signs: ticks, crosses, bullets, icons of call-outs, scissors. No font needed."""

from __future__ import annotations

from typing import Any

from consult_app.documents.paper import Colour


def tick(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """A tick in the square of `size` whose lower left corner is (x, y)."""
    _stroke(canvas, size, colour)
    path = canvas.beginPath()
    path.moveTo(x + 0.10 * size, y + 0.52 * size)
    path.lineTo(x + 0.38 * size, y + 0.20 * size)
    path.lineTo(x + 0.92 * size, y + 0.86 * size)
    canvas.drawPath(path)


def cross(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """A cross in the square."""
    _stroke(canvas, size, colour)
    low, high = 0.16 * size, 0.84 * size
    canvas.line(x + low, y + low, x + high, y + high)
    canvas.line(x + low, y + high, x + high, y + low)


def bullet(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """A dot in the middle of the square."""
    canvas.setFillColorRGB(*colour)
    canvas.circle(x + size / 2, y + size / 2, size * 0.21, stroke=0, fill=1)


def box(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """An empty square to tick by hand."""
    _stroke(canvas, size, colour)
    canvas.setLineWidth(0.9)
    canvas.roundRect(x, y, size, size, 1.4)


def phone(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """A telephone receiver."""
    canvas.setFillColorRGB(*colour)
    path = canvas.beginPath()
    points = (
        ((0.24, 0.96),),
        ((0.36, 0.98), (0.40, 0.90), (0.45, 0.72)),
        ((0.47, 0.62), (0.34, 0.62), (0.32, 0.56)),
        ((0.36, 0.44), (0.46, 0.34), (0.57, 0.30)),
        ((0.63, 0.32), (0.64, 0.45), (0.74, 0.43)),
        ((0.92, 0.38), (1.00, 0.34), (0.97, 0.22)),
        ((0.94, 0.10), (0.84, 0.03), (0.73, 0.04)),
        ((0.36, 0.07), (0.06, 0.38), (0.05, 0.74)),
        ((0.05, 0.86), (0.12, 0.95), (0.24, 0.96)),
    )
    path.moveTo(*_at(x, y, size, points[0][0]))
    for first, second, end in points[1:]:
        path.curveTo(*_at(x, y, size, first), *_at(x, y, size, second), *_at(x, y, size, end))
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def warning(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """A triangle with an exclamation mark."""
    _stroke(canvas, size, colour)
    path = canvas.beginPath()
    path.moveTo(*_at(x, y, size, (0.50, 0.94)))
    path.lineTo(*_at(x, y, size, (0.98, 0.10)))
    path.lineTo(*_at(x, y, size, (0.02, 0.10)))
    path.close()
    canvas.drawPath(path)
    canvas.line(x + size * 0.5, y + size * 0.62, x + size * 0.5, y + size * 0.40)
    canvas.setFillColorRGB(*colour)
    canvas.circle(x + size * 0.5, y + size * 0.25, size * 0.06, stroke=0, fill=1)


def person(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """Head and shoulders."""
    canvas.setFillColorRGB(*colour)
    canvas.circle(x + size * 0.5, y + size * 0.73, size * 0.22, stroke=0, fill=1)
    path = canvas.beginPath()
    path.moveTo(*_at(x, y, size, (0.06, 0.04)))
    path.curveTo(
        *_at(x, y, size, (0.06, 0.58)),
        *_at(x, y, size, (0.94, 0.58)),
        *_at(x, y, size, (0.94, 0.04)),
    )
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def information(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """An i in a ring."""
    _stroke(canvas, size, colour)
    canvas.circle(x + size / 2, y + size / 2, size * 0.46)
    canvas.line(x + size / 2, y + size * 0.26, x + size / 2, y + size * 0.52)
    canvas.setFillColorRGB(*colour)
    canvas.circle(x + size / 2, y + size * 0.71, size * 0.065, stroke=0, fill=1)


def scissors(canvas: Any, x: float, y: float, size: float, colour: Colour) -> None:
    """Scissors that cut to the right."""
    _stroke(canvas, size, colour)
    canvas.setLineWidth(size * 0.09)
    canvas.circle(x + size * 0.18, y + size * 0.24, size * 0.15)
    canvas.circle(x + size * 0.18, y + size * 0.76, size * 0.15)
    canvas.line(x + size * 0.30, y + size * 0.33, x + size, y + size * 0.80)
    canvas.line(x + size * 0.30, y + size * 0.67, x + size, y + size * 0.20)


def _stroke(canvas: Any, size: float, colour: Colour) -> None:
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(max(0.9, size * 0.14))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)


def _at(x: float, y: float, size: float, point: tuple[float, float]) -> tuple[float, float]:
    return x + point[0] * size, y + point[1] * size
