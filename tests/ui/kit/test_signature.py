"""The signature pad: stylus with pressure, finger, mouse; undo, clear; the strokes themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from consult_app.domain.consent import is_signature
from consult_app.ui.kit import SignaturePad
from consult_app.ui.kit.signature import Pad
from tests.ui.kit.hands import click, press, settle, show

NAME = [QPointF(60 + 12 * i, 60 + (25 if i % 2 else -25)) for i in range(16)]


@pytest.fixture
def signature(qtbot: QtBot) -> SignaturePad:
    """Shown at a known size: the pad is 640 x 200."""
    made = SignaturePad("Patient's signature")
    qtbot.addWidget(made)
    show(made)
    made.pad.setFixedSize(640, 200)
    settle()
    return made


def pen(pad: Pad, points: list[QPointF], pressure: float) -> None:
    """One stroke of a stylus, each point as its own tablet event."""
    device = QPointingDevice(
        "stylus",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
        1,
        1,
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(points) - 1)]
    kinds.append(QEvent.Type.TabletRelease)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, at in zip(kinds, [*points, points[-1]], strict=True):
        told = QTabletEvent(kind, device, at, at, pressure, 0, 0, 0, 0, 0, none, button, button)
        QCoreApplication.sendEvent(pad, told)


def test_pen_gives_a_stroke_in_heights_of_the_pad(signature: SignaturePad) -> None:
    pen(signature.pad, [QPointF(100, 50), QPointF(300, 150)], 0.7)
    ((first, second),) = (stroke.points for stroke in signature.strokes)
    assert first[:3] == (0.5, 0.25, 0.7)
    assert second[:3] == (1.5, 0.75, 0.7)
    assert 0 <= first[3] <= second[3]


def test_pen_name_is_a_signature_and_a_dot_is_none(signature: SignaturePad) -> None:
    pen(signature.pad, [QPointF(100, 50)], 0.5)
    assert not is_signature(signature.strokes)
    pen(signature.pad, NAME, 0.5)
    assert is_signature(signature.strokes)


def test_changed_fires_once_a_stroke(signature: SignaturePad) -> None:
    changed = QSignalSpy(signature.changed)
    pen(signature.pad, NAME, 0.5)
    pen(signature.pad, NAME, 0.5)
    assert changed.count() == 2


def test_pen_pressed_harder_draws_a_thicker_line(signature: SignaturePad) -> None:
    line = [QPointF(100, 100), QPointF(500, 100)]
    dark = []
    for pressure in (0.1, 1.0):
        signature.pad.clear()
        pen(signature.pad, line, pressure)
        image = signature.pad.grab().toImage()
        dark.append(sum(image.pixelColor(300, y).lightness() < 128 for y in range(60, 140)))
    assert 0 < dark[0] < dark[1]


def test_pen_beyond_the_edge_is_held_at_it(signature: SignaturePad) -> None:
    pen(signature.pad, [QPointF(600, 100), QPointF(9000, -50)], 0.5)
    assert signature.strokes[0].points[-1][:2] == (3.2, 0.0)


def test_mouse_draws_too(signature: SignaturePad) -> None:
    pad = signature.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    QTest.mouseMove(pad, QPoint(300, 150))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert [point[:2] for point in signature.strokes[0].points] == [(0.5, 0.25), (1.5, 0.75)]


def test_mouse_line_gets_thinner_the_quicker_it_is(signature: SignaturePad) -> None:
    pad, pressures = signature.pad, []
    for step in (10, 300):
        pad.clear()
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 50))
        for i in range(1, 3):
            QTest.qWait(20)
            QTest.mouseMove(pad, QPoint(10 + step * i, 50))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(10 + step * 2, 50))
        pressures.append(signature.strokes[0].points[-1][2])
    slow, quick = pressures
    assert 0.2 <= quick < slow <= 0.75


def test_mouse_moved_without_a_press_draws_nothing(signature: SignaturePad) -> None:
    QTest.mouseMove(signature.pad, QPoint(300, 150))
    assert signature.strokes == ()


def test_finger_draws_too(signature: SignaturePad) -> None:
    device = QTest.createTouchDevice()
    pad = signature.pad
    QTest.touchEvent(pad, device).press(0, QPoint(100, 50), pad).commit()
    QTest.touchEvent(pad, device).move(0, QPoint(300, 150), pad).commit()
    QTest.touchEvent(pad, device).release(0, QPoint(300, 150), pad).commit()
    (stroke,) = signature.strokes
    assert [point[:2] for point in stroke.points] == [(0.5, 0.25), (1.5, 0.75)]


def test_undo_takes_the_last_stroke_and_clear_all(signature: SignaturePad) -> None:
    buttons = {b.accessibleName(): b for b in signature.findChildren(QAbstractButton)}
    undo, clear = buttons["Undo"], buttons["Clear"]
    seen = [(undo.isEnabled(), len(signature.strokes))]
    for _ in range(3):
        pen(signature.pad, NAME, 0.5)
    click(undo)
    seen.append((undo.isEnabled(), len(signature.strokes)))
    press(signature, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seen.append((undo.isEnabled(), len(signature.strokes)))
    click(clear)
    seen.append((undo.isEnabled(), len(signature.strokes)))
    assert seen == [(False, 0), (True, 2), (True, 1), (False, 0)]


def test_set_strokes_is_silent_and_gives_the_same_back(
    qtbot: QtBot, signature: SignaturePad
) -> None:
    pen(signature.pad, NAME, 0.5)
    kept = signature.strokes
    other = SignaturePad("Physician's signature")
    qtbot.addWidget(other)
    with qtbot.assertNotEmitted(other.changed):
        other.set_strokes(kept)
    assert other.strokes == kept


def test_screen_reader_hears_whose_and_whether(signature: SignaturePad) -> None:
    face = QAccessible.queryAccessibleInterface(signature.pad)
    assert face.text(QAccessible.Text.Name) == "Patient's signature"
    assert face.text(QAccessible.Text.Value) == "Empty"
    pen(signature.pad, NAME, 0.5)
    assert face.text(QAccessible.Text.Value) == "1 stroke drawn"
