"""The theme: fonts that are ours, sizes that follow, parts that repaint by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QImage, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Button, WrapLabel, icons, tokens
from consult_app.ui.kit.theme import Theme, install, theme
from consult_app.ui.kit.tokens import Token, Type


def test_install_called_again_gives_the_same_theme(qapp: QApplication, look: Theme) -> None:
    assert install(qapp) is look
    assert theme() is look


@pytest.mark.parametrize("semibold", [False, True])
def test_font_bundled_family_is_found_in_its_weight(look: Theme, semibold: bool) -> None:
    font = look.font(Type.BODY, semibold)
    info = QFontInfo(font)
    assert info.family() == tokens.FAMILY
    assert info.exactMatch()
    assert info.weight() == (tokens.SEMIBOLD if semibold else tokens.REGULAR)


def test_font_semibold_is_a_face_of_its_own(look: Theme) -> None:
    plain, strong = look.font(Type.BODY), look.font(Type.BODY, semibold=True)
    words = "Contraindications"
    assert QFontMetrics(strong).horizontalAdvance(words) > QFontMetrics(plain).horizontalAdvance(
        words
    )


def test_font_tabular_figures_are_of_one_width(look: Theme) -> None:
    metrics = QFontMetrics(look.font(Type.BODY, tabular=True))
    assert len({metrics.horizontalAdvance(figure * 8) for figure in "0123456789"}) == 1


def test_font_covers_names_from_many_countries(look: Theme) -> None:
    raw = QRawFont.fromFont(look.font(Type.BODY))
    for letter in "ğİıŞçÖ Łódź Nguyễn Þórður Đorđe Ωμέγα Женя ₺€·–’…":
        assert raw.supportsCharacter(ord(letter)), letter


def test_set_scale_outside_the_range_is_held(look: Theme) -> None:
    look.set_scale(500)
    assert look.scale == 200
    look.set_scale(10)
    assert look.scale == 90


def test_step_scale_walks_and_stops_at_the_ends(look: Theme) -> None:
    look.step_scale(up=False)
    look.step_scale(up=False)
    assert look.scale == 90
    for _ in range(20):
        look.step_scale(up=True)
    assert look.scale == 200


def test_set_scale_parts_grow_at_once(qtbot: QtBot, look: Theme) -> None:
    button, label = Button("Next"), WrapLabel("A bleeding disorder?")
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    before = (button.sizeHint(), label.heightForWidth(400))
    look.set_scale(200)
    assert button.sizeHint().height() == 2 * before[0].height()
    assert label.heightForWidth(4000) > before[1]


def test_changed_fires_only_for_a_change(qtbot: QtBot, look: Theme) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_dark(True)
    with qtbot.assertNotEmitted(look.changed):
        look.set_dark(True)
        look.set_scale(100)


def test_set_dark_painted_part_takes_the_dark_colours(qtbot: QtBot, look: Theme) -> None:
    button = Button("Back")
    qtbot.addWidget(button)
    button.show()
    assert _middle(button) == look.color(Token.SURFACE)
    look.set_dark(True)
    assert look.color(Token.SURFACE) == QColor(tokens.DARK[Token.SURFACE])
    assert _middle(button) == look.color(Token.SURFACE)


def _middle(button: Button) -> QColor:
    return button.grab().toImage().pixelColor(6, button.height() // 2)


def test_motion_reduced_takes_no_time(look: Theme) -> None:
    assert 0 < look.motion_ms < 150
    look.reduced_motion = True
    assert look.motion_ms == 0


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_pixmap_icon_has_the_pixels_of_its_screen(qapp: QApplication, ratio: float) -> None:
    made = icons.pixmap("check", QColor(tokens.LIGHT[Token.ACCENT]), 20, ratio)
    assert made.width() == round(20 * ratio)
    assert made.devicePixelRatio() == ratio


def test_pixmap_icon_has_the_asked_colour_and_no_other(qapp: QApplication) -> None:
    ink = QColor(tokens.LIGHT[Token.STOP_MARK])
    image = icons.pixmap("octagon-x", ink, 48).toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
    assert solid == {ink.name()}


def test_pixmap_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", QColor(tokens.LIGHT[Token.TEXT]), 16)


def test_icon_for_stock_widgets_is_not_empty(qapp: QApplication) -> None:
    made = icons.icon("search", QColor(tokens.LIGHT[Token.TEXT]), 16)
    assert not made.isNull()
    assert len(made.availableSizes()) == 5
