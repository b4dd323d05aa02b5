"""A long page of the form: its first paint beside stock widgets, an answer to its redraw."""

from __future__ import annotations

from collections.abc import Callable
from statistics import quantiles

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bench.harness import Figure, compared, limited, undisturbed
from bench.long_form import QUESTION, SECTION, Opened, consultation
from consult_app.services import loading
from consult_app.services.assessment import AssessmentSession
from consult_app.ui.consultation.block import SectionCard
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.moment import moment_of
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.consultation.section import SectionPage

PAGE, LONG = 80, 808
FIRST, WHOLE = 1.0, 2.0
SIZE = (720, 800)
ANSWERS = 60
KEYS = (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Y, Qt.Key.Key_N)
"""One walk through a new page each; what slows an answer itself does so in both walks of a key."""
FRAME_MS = 16.0
"""One frame at 60 a second: what a person sees as at once."""


def figures() -> list[Figure]:
    """First paints and whole pages of 80 questions; answers on a page of 808."""
    with consultation(PAGE) as opened:
        shown = _pages(opened)
    with consultation(LONG) as opened:
        walks = [_answers(opened, key) for key in KEYS]
    yes, no = ([min(pair) for pair in zip(*walks[at::2], strict=True)] for at in (0, 1))
    p95 = quantiles([*yes, *no], n=20)[-1]
    return [*shown, limited(f"an answer to its redraw among {LONG}, p95", p95, "a frame", FRAME_MS)]


def _pages(opened: Opened) -> list[Figure]:
    session = AssessmentSession(loading.load(opened.ctx.acting, opened.consultation_id))
    item = next(i for i in session.loaded.pack.questionnaire.items if i.link_id == SECTION)

    def ours() -> SectionPage:
        desk = FormDesk(opened.ctx, session, opened.app)
        return SectionPage(desk, item, moment_of(session.state.form, editable=True))

    stock = _until(_painted, _stock)
    return [
        compared(name, _until(reached, ours), "stock widgets", stock, budget=budget, rounds=9)
        for name, reached, budget in (
            (f"first paint of {PAGE} questions", _painted, FIRST),
            (f"all {PAGE} questions there, in slices", _whole, WHOLE),
        )
    ]


class _Watch(QObject):
    """Tells when a window has been painted with all that is in it."""

    _seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.painted = False
        self._seen.connect(self._note, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            self._seen.emit()  # arrives when the painting is over, before any timer
        return False

    def _note(self) -> None:
        self.painted = True


def _painted(_page: QWidget, watch: _Watch) -> bool:
    return watch.painted


def _whole(page: QWidget, watch: _Watch) -> bool:
    return watch.painted and all(card.complete for card in page.findChildren(SectionCard))


def _until(
    reached: Callable[[QWidget, _Watch], bool], make: Callable[[], QWidget]
) -> Callable[[], None]:
    """A run that puts a page into a window that is open, until `reached`."""
    window = QStackedWidget()
    window.resize(*SIZE)
    window.show()
    QCoreApplication.processEvents()

    def run() -> None:
        page = make()
        watch = _Watch(page)
        window.addWidget(page)
        window.setCurrentWidget(page)
        while not reached(page, watch):
            QCoreApplication.processEvents()
        window.removeWidget(page)
        page.deleteLater()

    return run


def _stock() -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    for n in range(PAGE):
        words = QLabel(QUESTION.format(n=n + 1))
        words.setWordWrap(True)
        column.addWidget(words)
        line = QHBoxLayout()
        for answer in ("Yes", "No", "Unknown"):
            button = QPushButton(answer)
            button.setCheckable(True)
            line.addWidget(button)
        column.addLayout(line)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area


def _answers(opened: Opened, key: Qt.Key) -> list[float]:
    """Keys on the page of a whole consultation, from the press to the painted page."""
    page = ConsultationPage(opened.ctx, opened.consultation_id)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    page.enter()
    while page.session is None or opened.ctx.work.busy:
        QCoreApplication.processEvents()
    page.go(SECTION)
    while not all(card.complete for card in page.findChildren(SectionCard)):
        QCoreApplication.processEvents()
    times = [_answered(page, f"{SECTION}/b.{LONG * n // ANSWERS}", key) for n in range(ANSWERS)]
    page.hide()
    page.deleteLater()
    return times


def _answered(page: ConsultationPage, path: str, key: Qt.Key) -> float:
    page.jump(path)
    for _round in range(3):
        QCoreApplication.processEvents()
    watch = _Watch(page)
    started = undisturbed()
    QTest.keyClick(QApplication.focusWidget() or page, key)
    while not watch.painted:
        QCoreApplication.processEvents()
    return undisturbed() - started
