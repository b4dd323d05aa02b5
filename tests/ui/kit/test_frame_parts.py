"""Verdict, findings, rail, rooms, band, saved mark: what they say and what they hand on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import (
    Alert,
    Button,
    Chip,
    Finding,
    FindingCard,
    Kind,
    NavRail,
    OpenList,
    Panes,
    PatientBand,
    SavedMark,
    SearchField,
    Step,
    StepRail,
    StepState,
    TopBar,
    Verdict,
    VerdictBanner,
    WrapLabel,
)
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.hands import click, press, settle, show

FINDING = Finding(
    "History of cancer",
    "Breast, left, May 2019",
    "Source document, F28",
    "",
    ("Cleared by an evaluation that finds the patient suitable.",),
    Verdict.SPECIALIST,
    (("evaluate", "Record evaluation"), ("refer", "Referral letter")),
)


def _buttons(widget: QWidget) -> dict[str, QAbstractButton]:
    return {b.accessibleName(): b for b in widget.findChildren(QAbstractButton) if b.isVisible()}


def test_banner_says_title_and_sentence(qtbot: QtBot) -> None:
    banner = VerdictBanner()
    qtbot.addWidget(banner)
    banner.show_verdict(Verdict.STOP, "Do not treat", "1 finding · 3 questions open")
    assert banner.accessibleName() == "Do not treat. 1 finding · 3 questions open"
    assert (banner.verdict, banner.title) == (Verdict.STOP, "Do not treat")


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_banner_each_verdict_looks_different(qtbot: QtBot, verdict: Verdict | None) -> None:
    banners = [VerdictBanner(v, "Words", "Sentence") for v in (None, *Verdict) if v != verdict]
    this = VerdictBanner(verdict, "Words", "Sentence")
    for banner in (this, *banners):
        qtbot.addWidget(banner)
        banner.resize(300, 80)
    drawn = this.grab().toImage()
    assert all(banner.grab().toImage() != drawn for banner in banners)


def test_verdict_every_one_has_an_icon_of_its_own() -> None:
    assert len({verdict.icon for verdict in Verdict}) == len(Verdict)


def test_finding_title_opens_and_actions_act(qtbot: QtBot) -> None:
    card = FindingCard(FINDING)
    qtbot.addWidget(card)
    card.resize(320, card.heightForWidth(320))
    card.show()
    buttons = _buttons(card)
    with qtbot.waitSignal(card.opened):
        click(buttons["History of cancer"])
    with qtbot.waitSignal(card.acted) as told:
        press(buttons["Referral letter"], Qt.Key.Key_Return)
    assert told.args == ["refer"]


def test_finding_narrow_and_large_actions_wrap(qtbot: QtBot, look: Theme) -> None:
    look.set_scale(200)
    card = FindingCard(FINDING)
    qtbot.addWidget(card)
    card.resize(400, card.heightForWidth(400))
    card.show()
    for button in _buttons(card).values():
        assert button.width() >= button.minimumSizeHint().width()
        place = QRect(button.mapTo(card, QPoint(0, 0)), button.size())
        assert card.rect().contains(place)


def test_open_list_jumps_to_what_is_pressed(qtbot: QtBot) -> None:
    rest = OpenList("Not yet answered")
    qtbot.addWidget(rest)
    rest.set_rows([("a", "Skin"), ("b", "Bleeding")])
    rest.show()
    with qtbot.waitSignal(rest.jumped) as told:
        click(_buttons(rest)["Bleeding"])
    assert told.args == ["b"]


def test_open_list_changed_rows_keep_focus_and_ids(qtbot: QtBot) -> None:
    rest = OpenList("Not yet answered")
    qtbot.addWidget(rest)
    rest.set_rows([("a", "Skin"), ("b", "Bleeding")])
    show(rest)
    first = _buttons(rest)["Skin"]
    first.setFocus()
    rest.set_rows([("b", "Bleeding")])
    assert first.hasFocus()
    with qtbot.waitSignal(rest.jumped) as told:
        first.click()
    assert told.args == ["b"]
    rest.set_rows([])
    assert rest.isHidden()


STEPS = [
    Step("who", "Who is here", StepState.DONE),
    Step("contra", "Contraindications", StepState.OPEN, 3),
    Step("plan", "Plan", StepState.ATTENTION),
]


def test_rail_says_state_and_what_is_left(qtbot: QtBot) -> None:
    rail = StepRail()
    qtbot.addWidget(rail)
    rail.set_steps(STEPS, "contra")
    rail.show()
    assert list(_buttons(rail)) == [
        "Who is here, done",
        "Contraindications, this step, 3 left",
        "Plan, needs attention",
    ]


def test_rail_arrows_walk_and_enter_chooses(qtbot: QtBot) -> None:
    rail = StepRail()
    qtbot.addWidget(rail)
    rail.set_steps(STEPS, "who")
    show(rail)
    first, second, last = _buttons(rail).values()
    first.setFocus()
    chosen = QSignalSpy(rail.chosen)
    press(first, Qt.Key.Key_Down)
    assert (second.hasFocus(), chosen.count()) == (True, 0)
    press(second, Qt.Key.Key_End)
    press(last, Qt.Key.Key_Return)
    assert chosen.at(0) == ["plan"]


def test_rail_fewer_steps_hide_the_rest(qtbot: QtBot) -> None:
    rail = StepRail()
    qtbot.addWidget(rail)
    rail.set_steps(STEPS, "who")
    rail.show()
    rail.set_steps(STEPS[:1], "who")
    assert len(_buttons(rail)) == 1


def test_rail_compact_keeps_its_words_for_those_who_ask(qtbot: QtBot) -> None:
    rail = StepRail()
    qtbot.addWidget(rail)
    rail.set_steps(STEPS, "who")
    rail.show()
    rail.set_compact(True)
    plan = _buttons(rail)["Plan, needs attention"]
    assert plan.toolTip() == "Plan"
    assert plan.sizeHint().width() < 60


def test_rooms_chosen_by_click_and_by_key(qtbot: QtBot) -> None:
    nav = NavRail([("today", "Today", "calendar"), ("patients", "Patients", "user")])
    nav.add_bottom("settings", "Settings", "settings")
    qtbot.addWidget(nav)
    show(nav)
    rooms = _buttons(nav)
    with qtbot.assertNotEmitted(nav.chosen):
        nav.set_current("today")
    with qtbot.waitSignal(nav.chosen) as told:
        click(rooms["Settings"])
    assert told.args == ["settings"]
    rooms["Today"].setFocus()
    press(rooms["Today"], Qt.Key.Key_Down)
    assert rooms["Patients"].hasFocus()


def test_bar_shows_people_and_locks(qtbot: QtBot) -> None:
    bar = TopBar("Consult", SearchField("Find a patient"))
    qtbot.addWidget(bar)
    bar.set_people("Klinik Örnek", "Dr Ayşe Kaya")
    bar.resize(1280, 56)
    bar.show()
    with qtbot.waitSignal(bar.locked):
        click(bar.lock)


def test_names_on_the_bar_stand_in_one_line_and_the_clinics_gives_way(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    bar = TopBar("Consult", SearchField("Patient, Dokument oder Charge", shortcut="Ctrl+K"))
    bar.setParent(frame)
    for icon in ("zoom-in", "zoom-out", "moon", "languages"):
        bar.add_trailing(Button("", Kind.QUIET, icon=icon))
    bar.set_people("Klinik Örnek", "Dr Ayşe Kaya")
    bar.setGeometry(0, 0, 1280, 56)
    frame.show()
    names = {label.text: label for label in bar.findChildren(WrapLabel)}
    assert names["Klinik Örnek"].isVisible()
    bar.setGeometry(0, 0, bar.minimumSizeHint().width() - 1, 56)
    settle()
    assert not names["Klinik Örnek"].isVisible()
    for name in ("Consult", "Dr Ayşe Kaya"):
        assert names[name].width() >= names[name].sizeHint().width()


def test_band_says_who_it_is_and_what_to_beware_of(qtbot: QtBot) -> None:
    band = PatientBand()
    qtbot.addWidget(band)
    band.set_patient("Elif Demir", "Female · 47 years", [Alert("Penicillin: rash")])
    assert band.accessibleName() == "Elif Demir, Female · 47 years, Penicillin: rash"
    band.set_patient("Jan", "Male", [Alert("No known allergies", loud=False)])
    assert [chip.accessibleName() for chip in _kept(band)] == ["No known allergies"]


def _kept(band: PatientBand) -> list[Chip]:
    """The chips that are laid out, without those about to go."""
    return [chip for chip in band.findChildren(Chip) if band.alerts.indexOf(chip) >= 0]


@pytest.mark.parametrize("name", ["w" * 500, "<b>Anna</b> & \u202eevil", "Nguyễn Thị Lan 👩"])
def test_band_any_name_fits_its_width(qtbot: QtBot, name: str) -> None:
    band = PatientBand()
    qtbot.addWidget(band)
    band.set_patient(name, "Female", [Alert("Latex")])
    band.saved.show_saved("10:42:07")
    band.resize(900, band.heightForWidth(900))
    band.show()
    assert band.minimumSizeHint().width() <= 900
    assert band.rect().contains(band.saved.geometry())


def test_saved_quiet_then_loud_with_retry(qtbot: QtBot) -> None:
    mark = SavedMark()
    qtbot.addWidget(mark)
    mark.show()
    mark.show_saved("10:42:07")
    assert (mark.accessibleName(), mark.failed) == ("Saved 10:42:07", False)
    assert _buttons(mark) == {}
    mark.show_failed("Not saved: the disk is full. Your answers are kept here.")
    mark.resize(mark.sizeHint())
    with qtbot.waitSignal(mark.retry):
        click(_buttons(mark)["Retry"])
    mark.show_saving()
    assert not mark.failed


def test_saved_role_is_text_for_a_screen_reader(qtbot: QtBot) -> None:
    mark = SavedMark()
    qtbot.addWidget(mark)
    mark.show_saved("10:42:07")
    face = QAccessible.queryAccessibleInterface(mark)
    assert face.role() == QAccessible.Role.StaticText
    assert face.text(QAccessible.Text.Name) == "Saved 10:42:07"


@pytest.mark.parametrize(
    ("width", "scale", "beside", "compact"),
    [
        (1200, 100, True, False),
        (900, 100, True, True),
        (640, 100, False, True),
        (1350, 150, True, True),
        (1100, 200, False, True),
    ],
)
def test_panes_fold_where_room_is_short(
    qtbot: QtBot, look: Theme, width: int, scale: int, beside: bool, compact: bool
) -> None:
    look.set_scale(scale)
    rail, page, strip = StepRail(), Button("Page"), VerdictBanner(None, "Not yet assessed")
    rail.set_steps(STEPS, "who")
    panes = Panes(rail, page, strip)
    qtbot.addWidget(panes)
    panes.resize(width, 700)
    panes.show()
    settle()
    at = strip.mapTo(panes, strip.rect().topLeft())
    assert (at.x() > page.geometry().right()) == beside
    assert (at.y() < page.y()) == (not beside)
    assert (rail.width() < look.px(100)) == compact
    assert page.width() >= min(look.px(470), width - look.px(44) - 40)


def test_panes_set_page_gives_the_old_one_back(qtbot: QtBot) -> None:
    old, new = Button("Old"), Button("New")
    panes = Panes(StepRail(), old, VerdictBanner())
    qtbot.addWidget(panes)
    panes.resize(1200, 700)
    panes.show()
    place = old.geometry()
    assert panes.set_page(new) is old
    assert (panes.page, new.geometry(), old.isHidden()) == (new, place, True)
