"""Saved means on the disk: failures are loud, nothing is lost, two answers are shown as two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.domain.consultation import Move
from consult_app.forms.model import Coding
from consult_app.services import consultations, loading
from consult_app.services.acting import Acting
from consult_app.services.assessment import AnswerConflict, AssessmentSession, Change
from consult_app.storage.store import Store
from consult_app.ui.consultation.saving import Saver
from consult_app.ui.context import Context
from tests.ui.consultation.conftest import Open

IDENTITY = "pt/pt.identity"
YES, NO = Coding("yes"), Coding("no")


def store_elsewhere(opened: Open, answer: Coding) -> None:
    """Someone else answers the same question meanwhile."""
    other = AssessmentSession(loading.load(opened.acting, opened.page.id))
    other.save(opened.acting, (other.put(IDENTITY, answer),))


def test_refused_answers_are_kept_and_loud(fresh: Open) -> None:
    session = fresh.page.session
    assert session is not None
    consultation = session.loaded.consultation
    consultations.move(fresh.acting, consultation.id, Move.ABANDON, "made up")
    fresh.hands.write("y")
    mark = fresh.page.band.saved
    assert mark.failed
    assert "your answers are kept here" in mark.accessibleName()
    assert session.value(IDENTITY) is not None
    assert not fresh.page.saver.clean


def test_answers_given_while_saving_failed_all_go_with_retry(
    fresh: Open, ctx: Context, tmp_path: Path
) -> None:
    whole, closed = ctx.acting, Store.open(tmp_path / "elsewhere", create=True)
    closed.close()
    ctx.acting = replace(whole, store=closed)
    fresh.hands.write("y1n")
    assert fresh.page.band.saved.failed
    ctx.acting = whole
    fresh.hands.click("Retry")
    assert set(fresh.stored) == {IDENTITY, "pt/pt.language", "pt/pt.interpreter"}
    assert not fresh.page.band.saved.failed


def test_conflict_shows_both_and_mine_can_hold(fresh: Open) -> None:
    store_elsewhere(fresh, NO)
    fresh.hands.write("y")
    assert fresh.code(IDENTITY) == "no"
    fresh.hands.click("Keep mine: Yes")
    assert fresh.code(IDENTITY) == "yes"
    assert not fresh.hands.sees("Keep mine: Yes")


def test_conflict_theirs_can_hold_and_is_shown(fresh: Open) -> None:
    store_elsewhere(fresh, NO)
    fresh.hands.write("y")
    fresh.hands.click("Take theirs: No")
    assert fresh.code(IDENTITY) == "no"
    assert fresh.page.session is not None
    assert fresh.page.session.value(IDENTITY) == NO
    fresh.hands.answer("Checked with two identifiers?", "Yes")
    assert fresh.code(IDENTITY) == "yes"


def test_session_conflict_carries_both_answers(fresh: Open, acting: Acting) -> None:
    first = AssessmentSession(loading.load(acting, fresh.page.id))
    store_elsewhere(fresh, NO)
    with pytest.raises(AnswerConflict) as caught:
        first.save(acting, (first.put(IDENTITY, YES),))
    assert (caught.value.mine, caught.value.theirs) == (YES, NO)
    first.accept(caught.value)
    first.save(acting, (Change(IDENTITY, YES),))
    assert fresh.code(IDENTITY) == "yes"


def test_then_waits_until_everything_is_stored(fresh: Open, settled: Callable[[], None]) -> None:
    saver: Saver = fresh.page.saver
    session = fresh.page.session
    assert session is not None
    seen: list[object] = []
    saver.add((session.put(IDENTITY, YES),))
    saver.add((session.put("pt/pt.interpreter", NO),))
    saver.then(lambda: seen.append(saver.clean), lambda words: seen.append(words))
    assert seen == []
    settled()
    assert seen == [True]
