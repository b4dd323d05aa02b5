"""The clinic's own words: a draft, a review, an approval, and what holds for which consultation."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.documents import Kind
from consult_app.domain.people import Role, User
from consult_app.domain.wording import NUMBERS, Change, VersionState
from consult_app.services import clinic as clinic_service
from consult_app.services import consultations, documents, own_words, shelf
from consult_app.services.acting import Acting
from consult_app.services.own_words import Desk
from consult_app.storage import audit as audit_rows
from consult_app.storage import wordings
from tests.clinics import Clinic
from tests.services.refusing import refused

TITLE = "Looking after yourself after your treatment"
OURS = "Your days after the treatment"


def place(desk: Desk, words: str) -> str:
    """Where the words stand."""
    return next(line.piece.place for line in desk.lines if line.piece.words == words)


@pytest.fixture
def drafted(clinic: Clinic) -> Desk:
    """A title in the clinic's words."""
    there = own_words.desk(clinic.acting, "en")
    return own_words.change(clinic.acting, "en", place(there, TITLE), OURS)


def administrator(clinic: Clinic) -> Acting:
    """Somebody who keeps the clinic's texts and treats nobody."""
    user = User(0, "Can Er", "", frozenset({Role.ADMINISTRATOR}))
    return Acting(user, clinic.acting.store, clinic.clock)


def in_force(clinic: Clinic, language: str = "en") -> str:
    """The hash of what a new consultation begins with."""
    with clinic.acting.write() as tx:
        return shelf.in_force(clinic.acting, tx, language)


def test_change_opens_a_draft_that_changes_nothing_yet(clinic: Clinic, drafted: Desk) -> None:
    assert drafted.version is not None
    assert (drafted.version.number, drafted.version.state) == (1, VersionState.DRAFT)
    assert (drafted.changes, drafted.open, drafted.problems) == (1, True, ())
    assert in_force(clinic) == shelf.shipped().hash


def test_approved_version_is_what_new_consultations_begin_with(
    clinic: Clinic, drafted: Desk
) -> None:
    before = consultations.start(clinic.acting, clinic.patient.id)
    own_words.send(clinic.acting, "en")
    done = own_words.approve(clinic.acting, "en")
    assert done.version is not None
    assert done.version.state is VersionState.APPROVED
    after = in_force(clinic)
    with clinic.acting.read() as tx:
        assert shelf.by_hash(tx, after).template("aftercare", "en").title == OURS
        assert shelf.by_hash(tx, before.pack_hash).template("aftercare", "en").title == TITLE
    assert clinic_service.settings(clinic.acting).approved(after, "en")
    (past,) = own_words.history(clinic.acting, "en")
    assert (past.decided_by, past.documents) == (clinic.acting.user.display_name, 0)


def test_documents_of_a_version_are_counted_whatever_time_its_approval_took(
    clinic: Clinic, drafted: Desk
) -> None:
    acting = Acting(clinic.acting.user, clinic.acting.store)  # a clock that goes on
    own_words.send(acting, "en")
    own_words.approve(acting, "en")
    begun = consultations.start(acting, clinic.patient.id)
    documents.make(acting, begun.id, Kind.INFORMATION)
    (past,) = own_words.history(acting, "en")
    assert past.documents == 1


def test_next_version_begins_with_the_approved_one_and_retires_it(
    clinic: Clinic, drafted: Desk
) -> None:
    own_words.send(clinic.acting, "en")
    own_words.approve(clinic.acting, "en")
    there = place(drafted, "What is normal")
    second = own_words.change(clinic.acting, "en", there, "What is usual")
    assert second.version is not None
    assert (second.version.number, second.changes) == (2, 2)
    own_words.send(clinic.acting, "en")
    own_words.approve(clinic.acting, "en")
    states = [past.version.state for past in own_words.history(clinic.acting, "en")]
    assert states == [VersionState.APPROVED, VersionState.RETIRED]


def test_nothing_is_changed_while_it_is_in_review_until_it_is_taken_back(
    clinic: Clinic, drafted: Desk
) -> None:
    own_words.send(clinic.acting, "en")
    with refused("wording.in-review"):
        own_words.change(clinic.acting, "en", place(drafted, TITLE), "Other")
    own_words.take_back(clinic.acting, "en")
    again = own_words.change(clinic.acting, "en", place(drafted, TITLE), TITLE)
    assert again.changes == 0


def test_draft_is_approved_only_by_a_physician_and_only_from_review(
    clinic: Clinic, drafted: Desk
) -> None:
    with refused("wording.forbidden-move"):
        own_words.approve(clinic.acting, "en")
    with refused("role.not-permitted"):
        own_words.approve(administrator(clinic), "en")
    with refused("role.not-permitted"):
        own_words.send(clinic.desk(), "en")
    own_words.send(administrator(clinic), "en")


def test_words_with_a_promise_are_told_as_one_types_and_not_approved(
    clinic: Clinic, drafted: Desk
) -> None:
    there = place(drafted, "Much is not known yet. No one knows:")
    bad = own_words.change(clinic.acting, "en", there, "It is safe and has no side effects.")
    assert any("information" in problem for problem in bad.problems)
    own_words.send(clinic.acting, "en")
    with refused("pack.not-to-approve"):
        own_words.approve(clinic.acting, "en")
    assert in_force(clinic) == shelf.shipped().hash
    own_words.discard(clinic.acting, "en")
    assert not own_words.desk(clinic.acting, "en").open


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("  ", "wording.empty"),
        ("x" * 5000, "wording.too-long"),
        ("{{ patient.secret }}", "pack.unknown-value"),
        ("{% for x in y %}", "pack.template-syntax"),
    ],
)
def test_words_that_cannot_stand_are_refused_and_nothing_is_kept(
    clinic: Clinic, words: str, code: str
) -> None:
    there = place(own_words.desk(clinic.acting, "en"), "What is normal")
    with refused(code):
        own_words.change(clinic.acting, "en", there, words)
    assert own_words.desk(clinic.acting, "en").version is None


def test_place_or_language_that_is_not_there_is_refused(clinic: Clinic) -> None:
    with refused("wording.no-such-place"):
        own_words.change(clinic.acting, "en", "templates/en/none.md:1", "x")
    with refused("pack.no-such-language"):
        own_words.desk(clinic.acting, "xx")


def test_period_of_the_clinic_holds_in_what_begins_after_its_approval(clinic: Clinic) -> None:
    numbers = own_words.desk(clinic.acting, NUMBERS)
    there = next(n.piece.place for n in numbers.lines if "evaluation_valid" in n.piece.place)
    with refused("wording.no-number"):
        own_words.change(clinic.acting, NUMBERS, there, "half a year")
    own_words.change(clinic.acting, NUMBERS, there, "90")
    own_words.send(clinic.acting, NUMBERS)
    clinic_service.approve_texts(clinic.acting, shelf.shipped().hash, "en")
    own_words.approve(clinic.acting, NUMBERS)
    with clinic.acting.read() as tx:
        assert shelf.by_hash(tx, in_force_read(clinic)).plan.evaluation_valid_days == 90


def in_force_read(clinic: Clinic) -> str:
    return clinic_service.settings(clinic.acting).approvals[-1][0]


def test_paper_is_seen_in_the_words_that_are_worked_on(clinic: Clinic, drafted: Desk) -> None:
    assert own_words.preview(clinic.acting, "en", "aftercare").startswith(b"%PDF")


def test_change_that_no_longer_fits_is_shown_and_keeps_the_approval_back(
    clinic: Clinic, drafted: Desk
) -> None:
    stale = Change(place(drafted, TITLE), "What was shipped before", OURS)
    with clinic.acting.write() as tx:
        version = wordings.newest(tx, "en", (VersionState.DRAFT,))
        assert version is not None
        wordings.put(tx, replace(version, changes=(stale,)))
    there = own_words.desk(clinic.acting, "en")
    assert [line.unfit for line in there.lines if line.unfit] == [OURS]
    own_words.send(clinic.acting, "en")
    with refused("wording.does-not-fit"):
        own_words.approve(clinic.acting, "en")


def test_each_step_is_entered_in_the_chain(clinic: Clinic, drafted: Desk) -> None:
    own_words.send(clinic.acting, "en")
    own_words.approve(clinic.acting, "en")
    with clinic.acting.store.read() as tx:
        bodies = [json.loads(entry.body) for entry in audit_rows.entries(tx)]
    told = [body["event"] for body in bodies if body["kind"] == "wording"]
    assert told == [Event.WORDING_CHANGED, Event.WORDING_SENT, Event.WORDING_APPROVED]
