"""A page that is kept up to date answer by answer looks as one that is made for the answers."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.domain.patients import Patient
from consult_app.forms.model import Item, Path, Value
from consult_app.services import consultations, loading, products
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.services.scripted import scripted_answers
from consult_app.ui.consultation.block import SectionCard
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.moment import moment_of, since
from consult_app.ui.consultation.section import SectionPage
from consult_app.ui.context import Context

STEPS = 12
TURNS = 8
"""Of the event loop: a card that grows makes the page grow, and that the scroll bar."""


@pytest.fixture
def session(acting: Acting, elif_demir: Patient) -> AssessmentSession:
    return AssessmentSession(loading.load(acting, consultations.start(acting, elif_demir.id).id))


@pytest.mark.parametrize("place", range(4))
def test_page_kept_up_to_date_looks_as_one_made_anew(
    place: int, qtbot: QtBot, ctx: Context, session: AssessmentSession
) -> None:
    chance = Random(place)
    sections = [item for item in session.loaded.pack.questionnaire.items if len(item.items) > 1]
    item = sections[place * len(sections) // 4]
    script = scripted_answers(session.loaded.pack, products.products(ctx.acting)[0])
    page = made(qtbot, ctx, session, item)
    for _step in range(STEPS):
        path, value = answer(chance, session, item, script)
        session.put(path, value)
        page.update_from(moment_of(session.state.form, editable=True))
    assert picture(page) == picture(made(qtbot, ctx, session, item))


def answer(
    chance: Random, session: AssessmentSession, item: Item, script: dict[Path, Value]
) -> tuple[Path, Value | None]:
    """An option, what the script says, or nothing: for a question of the section or one around."""
    asked = [
        view
        for view in session.state.form.items
        if view.path.startswith(item.link_id + "/")
        and not (view.item.repeats or (view.item.items and not view.item.options))
        and (view.item.options or view.path in script)
    ]
    view = chance.choice([one for one in asked if one.visible] or asked)
    values = [*(option.value for option in view.item.options), script.get(view.path), None]
    return view.path, chance.choice(values)


def made(
    qtbot: QtBot,
    ctx: Context,
    session: AssessmentSession,
    item: Item,
) -> SectionPage:
    desk = FormDesk(ctx, session, ctx.go)
    page = SectionPage(desk, item, moment_of(session.state.form, editable=True))
    qtbot.addWidget(page)
    page.resize(720, 4000)
    page.show()
    for card in page.findChildren(SectionCard):
        card.finish()
    return page


def picture(page: QWidget) -> QImage:
    for _turn in range(TURNS):
        QCoreApplication.processEvents()
    return page.grab().toImage()


def test_moment_names_what_is_new_and_all_around_it(session: AssessmentSession) -> None:
    before = moment_of(session.state.form, editable=True)
    yes = next(v for v in session.state.form.items if v.path == "ci/ci.cancer").item.options[0]
    session.put("ci/ci.cancer", yes.value)
    after = since(before, moment_of(session.state.form, editable=True))
    assert after.touched is not None
    assert {"ci", "ci/ci.cancer", "ci/ci.cancer/ci.cancer.site"} <= after.touched
    assert after.same_at("ci/ci.infection")
    assert not after.whole.same_at("ci/ci.infection")


def test_moment_with_another_occurrence_is_new_anywhere(session: AssessmentSession) -> None:
    before = moment_of(session.state.form, editable=True)
    session.open_occurrence(session.next_occurrence("tx/tx.site"))
    assert since(before, moment_of(session.state.form, editable=True)).touched is None
