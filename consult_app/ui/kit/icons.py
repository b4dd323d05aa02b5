"""Icons from resources/icons (Lucide), coloured by the theme and sharp at every pixel ratio."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from consult_app import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    """The drawing as text; raises FileNotFoundError for a name that is not bundled."""
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, device_pixels: int, ratio: float) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QPixmap(device_pixels, device_pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, device_pixels, device_pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


_TURNED = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
}


def turned(name: str, mirrored: bool) -> str:
    """The icon that shows the same way where one reads from the right: on stays on."""
    return _TURNED.get(name, name) if mirrored else name


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square of `size` logical pixels for a screen of that device pixel ratio."""
    return _rendered(name, colour.name(), max(1, round(size * ratio)), ratio)


def draw(painter: QPainter, name: str, colour: QColor, x: float, y: float, size: int) -> None:
    """Paint the icon with its top left corner at x, y; `size` in logical pixels."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(QRectF(x, y, size, size).topLeft(), pixmap(name, colour, size, ratio))


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """The icon for stock widgets, with a pixmap for each pixel ratio in common use."""
    from PySide6.QtGui import QIcon  # no part of the frame needs it

    made = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0, 3.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    made.actualSize(QSize(size, size))
    return made
