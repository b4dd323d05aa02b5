"""A form of eight hundred questions: built in slices, reached at once, in reading order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from consult_app.domain.patients import Patient
from consult_app.forms.model import Coding, Item, ItemType, Option
from consult_app.services import consultations, loading
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.ui.consultation.block import SLICE
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.moment import moment_of
from consult_app.ui.consultation.row import QuestionRow
from consult_app.ui.consultation.section import SectionPage
from consult_app.ui.context import Context

COUNT = 120
YES_NO = (Option(Coding("yes", display="Yes")), Option(Coding("no", display="No")))


@pytest.fixture
def long_page(qtbot: QtBot, ctx: Context, acting: Acting, elif_demir: Patient) -> SectionPage:
    loaded = loading.load(acting, consultations.start(acting, elif_demir.id).id)
    questions = tuple(
        Item(f"s.q{n}", ItemType.CHOICE, {"en": f"Question {n}?"}, options=YES_NO)
        for n in range(COUNT)
    )
    section = Item("s", ItemType.GROUP, {"en": "Long"}, items=questions)
    form = loaded.pack.questionnaire
    longer = replace(form, items=(section, *form.items))
    session = AssessmentSession(replace(loaded, pack=replace(loaded.pack, questionnaire=longer)))
    desk = FormDesk(ctx, session, ctx.go)
    page = SectionPage(desk, section, moment_of(session.state.form, editable=True))
    qtbot.addWidget(page)
    page.resize(700, 800)
    page.show()
    return page


def rows(page: SectionPage) -> int:
    return len(page.findChildren(QuestionRow))


def test_first_paint_waits_for_a_slice_only(long_page: SectionPage) -> None:
    assert SLICE <= rows(long_page) < COUNT


def test_rest_follows_while_the_window_lives(long_page: SectionPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: rows(long_page) == COUNT)
    stops = long_page._card.stops()
    assert [s.accessibleName() for s in stops] == [f"Question {n}?" for n in range(COUNT)]
    tops = [s.mapTo(long_page._card, s.rect().topLeft()).y() for s in stops]
    assert tops == sorted(tops)


def test_question_not_built_yet_is_reached(long_page: SectionPage) -> None:
    long_page.go_to(f"s/s.q{COUNT - 1}")
    QCoreApplication.processEvents()
    assert rows(long_page) == COUNT
