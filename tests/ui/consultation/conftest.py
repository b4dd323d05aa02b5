"""A consultation open on the screen, driven by keys and read back from the records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.domain.patients import Patient
from consult_app.forms.model import Answers, Path, Value
from consult_app.services import consultations, loading, products, shelf
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession, AssessmentState
from consult_app.services.scripted import scripted_answers
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NO_FINDING = ("ci/ci.cancer", "mh/mh.surg.any")


@dataclass
class Open:
    """The page, the hands on it, and what is on the disk."""

    page: ConsultationPage
    hands: Hands
    acting: Acting

    @property
    def state(self) -> AssessmentState:
        assert self.page.session is not None
        return self.page.session.state

    @property
    def stored(self) -> Answers:
        """The answers as they are in the file now."""
        self.hands.settle()
        return loading.load(self.acting, self.page.id).answers

    def code(self, path: Path) -> str | None:
        return getattr(self.stored.get(path), "code", None)

    def focused(self) -> str:
        """The name of what has the keyboard."""
        widget: QWidget | None = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def go(self, place: str) -> None:
        self.page.go(place)
        self.hands.settle()

    def enter(self) -> None:
        self.hands.press(RETURN)


def suitable_answers(acting: Acting) -> dict[Path, Value]:
    """The pack's script without what it finds: a patient with nothing in the way."""
    pack = shelf.shipped()
    script = scripted_answers(pack, products.products(acting)[0])
    kept = {p: v for p, v in script.items() if not p.startswith(tuple(f"{n}/" for n in NO_FINDING))}
    return kept | dict.fromkeys(NO_FINDING, script["ci/ci.skin"])


@pytest.fixture
def show(
    qtbot: QtBot, ctx: Context, acting: Acting, settled: Callable[[], None]
) -> Callable[[int], Open]:
    """Opens the page of a consultation."""

    def opened(consultation_id: int) -> Open:
        page = ConsultationPage(ctx, consultation_id)
        qtbot.addWidget(page)
        page.resize(1280, 800)
        page.show()
        page.activateWindow()
        page.enter()
        settled()
        hands = Hands(page, lambda: ctx.work.busy)
        hands.settle()
        return Open(page, hands, acting)

    return opened


@pytest.fixture
def fresh(show: Callable[[int], Open], acting: Acting, elif_demir: Patient) -> Open:
    """A consultation that has just begun."""
    return show(consultations.start(acting, elif_demir.id).id)


@pytest.fixture
def suitable(show: Callable[[int], Open], acting: Acting, elif_demir: Patient) -> Open:
    """A consultation with every question answered and nothing in the way."""
    consultation = consultations.start(acting, elif_demir.id)
    session = AssessmentSession(loading.load(acting, consultation.id))
    session.save(acting, session.put_all(suitable_answers(acting)))
    return show(consultation.id)
