"""What is looked after while the day's list is read: a consent whose last day is over runs out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.domain.consent import ConsentState
from consult_app.domain.people import Role
from consult_app.services import consents
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.today import TodayPage
from tests.clinics import Clinic, open_clinic
from tests.services.walk import Walk


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    opened = open_clinic(tmp_path / "clinic")
    yield opened
    opened.acting.store.close()


@pytest.fixture
def acting(clinic: Clinic) -> Acting:
    """The physician of that clinic."""
    return clinic.acting


@pytest.fixture
def walk(clinic: Clinic) -> Walk:
    return Walk(clinic)


def show_today(ctx: Context) -> TodayPage:
    """As after a log-in, on whatever day it is."""
    page = TodayPage(ctx)
    page.enter()
    Hands(page, lambda: ctx.work.busy).settle()
    return page


def state_of(walk: Walk, consultation_id: int) -> ConsentState:
    found = consents.current(walk.acting, consultation_id)
    assert found is not None
    return found.state


def test_consent_runs_out_when_the_list_is_shown_behind_its_last_day(
    walk: Walk, ctx: Context
) -> None:
    consent, _record = walk.given()
    assert consent.valid_until is not None
    page = show_today(ctx)
    assert state_of(walk, consent.consultation_id) is ConsentState.GIVEN
    days = (consent.valid_until - walk.acting.today()).days
    walk.clinic.clock.forward(days=days + 1)
    page.enter()  # the window stayed open over night
    Hands(page, lambda: ctx.work.busy).settle()
    assert state_of(walk, consent.consultation_id) is ConsentState.EXPIRED
    page.deleteLater()


def test_who_may_not_touch_consents_leaves_it_to_who_may(walk: Walk, ctx: Context) -> None:
    consent, _record = walk.given()
    walk.clinic.clock.forward(days=4000)
    mine = ctx.acting
    ctx.acting = replace(mine, user=replace(mine.user, roles=frozenset({Role.ASSISTANT})))
    show_today(ctx).deleteLater()
    assert state_of(walk, consent.consultation_id) is ConsentState.GIVEN
    ctx.acting = mine
    show_today(ctx).deleteLater()
    assert state_of(walk, consent.consultation_id) is ConsentState.EXPIRED
