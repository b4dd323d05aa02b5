"""A pen for the hands: strokes on a pad as tablet events, with pressure that rises and falls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

POINTS = 14
"""Points of one stroke."""


class Pen:
    """One stylus; writes a made-up signature of two strokes."""

    def __init__(self) -> None:
        self._device = QPointingDevice(
            "pen",
            1,
            QInputDevice.DeviceType.Stylus,
            QPointingDevice.PointerType.Pen,
            QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
            1,
            1,
        )

    def sign(self, pad: QWidget) -> None:
        """Two waves from the left to the right of the pad."""
        width, height = pad.width(), pad.height()
        for start in (0.15, 0.5):
            self._stroke(
                pad,
                [
                    QPointF(width * (start + 0.025 * i), height * (0.35 + 0.3 * (i % 3) / 2))
                    for i in range(POINTS)
                ],
            )

    def _stroke(self, pad: QWidget, points: Sequence[QPointF]) -> None:
        kinds = [QEvent.Type.TabletMove] * len(points)
        kinds[0], kinds[-1] = QEvent.Type.TabletPress, QEvent.Type.TabletRelease
        for step, (kind, point) in enumerate(zip(kinds, points, strict=True)):
            pressure = 0.0 if kind is QEvent.Type.TabletRelease else 0.3 + 0.04 * step
            QCoreApplication.sendEvent(pad, self._event(pad, kind, point, pressure))

    def _event(
        self, pad: QWidget, kind: QEvent.Type, point: QPointF, pressure: float
    ) -> QTabletEvent:
        button = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else button
        place = QPointF(pad.mapToGlobal(point.toPoint()))
        none = Qt.KeyboardModifier.NoModifier
        return QTabletEvent(
            kind, self._device, point, place, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, none, button, held
        )
