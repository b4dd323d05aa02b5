"""Notes on the law: added, corrected, looked up again; in force once a physician approves them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.documents import Kind
from consult_app.domain.patients import NewPatient
from consult_app.domain.status import NewNote
from consult_app.domain.wording import STATUS, VersionState
from consult_app.forms.model import PartialDate
from consult_app.packs.pack import Pack
from consult_app.packs.regulatory import RegulatoryEntry
from consult_app.services import (
    clinic as clinic_service,
)
from consult_app.services import (
    consultations,
    documents,
    legal_status,
    loading,
    own_words,
    patients,
    shelf,
)
from consult_app.services.acting import Acting
from consult_app.services.legal_status import Board
from consult_app.services.values import regulatory
from consult_app.storage import audit as audit_rows
from consult_app.storage import settings as settings_rows
from tests.clinics import Clinic
from tests.services.refusing import refused

WORDS = {
    "en": "The German drug agency has approved no such product.",
    "tr": "Alman ilaç kurumu böyle bir ürünü onaylamadı.",
    "de": "Die deutsche Behörde hat kein solches Mittel zugelassen.",
    "ar": "لم توافق الهيئة الألمانية على أي منتج كهذا.",
}
GERMAN = NewNote(
    "DE", WORDS, {"de": "Paul-Ehrlich-Institut"}, PartialDate("2026-05"), date(2026, 11, 20)
)


def approved(acting: Acting) -> None:
    own_words.send(acting, STATUS)
    own_words.approve(acting, STATUS)


def note(board: Board, id_: str) -> RegulatoryEntry:
    return next(line.note for line in board.lines if line.note.id == id_)


def begun(clinic: Clinic, name: str = "Can") -> Pack:
    """The pack that a new patient's consultation begins with."""
    someone = patients.register(clinic.acting, NewPatient("Ak", name, date(1980, 1, 2)))
    consultation = consultations.start(clinic.acting, someone.id)
    return loading.load(clinic.acting, consultation.id).pack


def moved_to(clinic: Clinic, country: str) -> None:
    with clinic.acting.write() as tx:
        settings_rows.put(tx, replace(settings_rows.get(tx), jurisdiction=country))


def test_note_of_the_clinic_is_told_on_paper_once_it_is_approved(clinic: Clinic) -> None:
    moved_to(clinic, "DE")
    assert not legal_status.board(clinic.acting).recorded
    board = legal_status.add(clinic.acting, GERMAN)
    assert board.recorded
    assert board.lines[0].note.id == "C01"
    assert board.desk.problems == ()
    assert begun(clinic).hash == shelf.shipped().hash, "a draft is not in force"
    approved(clinic.acting)
    pack = begun(clinic, "Cem")
    settings = clinic_service.settings(clinic.acting)
    for language in pack.languages:
        (told,) = regulatory(pack, settings, clinic.acting.today(), language)
        assert told["text"] == WORDS[language]
        assert told["source"] == "Paul-Ehrlich-Institut"
    assert shelf.shipped().regulatory != pack.regulatory


def test_without_a_note_the_paper_says_that_there_is_none(clinic: Clinic) -> None:
    moved_to(clinic, "DE")
    consultation = consultations.start(clinic.acting, clinic.patient.id)
    assert documents.make(clinic.acting, consultation.id, Kind.INFORMATION).pages > 0
    pack = loading.load(clinic.acting, consultation.id).pack
    settings = clinic_service.settings(clinic.acting)
    assert regulatory(pack, settings, clinic.acting.today(), "en") == []


def test_shipped_note_is_looked_up_again_in_one_act(clinic: Clinic) -> None:
    clinic.clock.forward(days=366)
    assert {line.note.id for line in legal_status.board(clinic.acting).lines if line.overdue} == {
        "R01",
        "R03",
        "R04",
    }
    assert legal_status.overdue(clinic.acting) == 4, "three notes, and all texts"
    board = legal_status.look_up_again(clinic.acting, "R01")
    assert note(board, "R01").checked_on == clinic.acting.today()
    assert (board.overdue, legal_status.overdue(clinic.acting)) == (2, 3)
    assert {entry.checked_on for entry in shelf.shipped().regulatory} == {date(2026, 11, 2)}


def test_check_again_is_in_force_in_every_language_that_is_approved(clinic: Clinic) -> None:
    clinic.clock.forward(days=30)
    legal_status.look_up_again(clinic.acting, "R03")
    approved(clinic.acting)
    held = {entry.id: entry.checked_on for entry in begun(clinic).regulatory}
    assert held["R03"] == clinic.acting.today()
    assert held["R01"] == date(2026, 11, 2)


def test_texts_past_their_review_are_looked_through_in_one_act(clinic: Clinic) -> None:
    clinic.clock.forward(days=366)
    board = legal_status.board(clinic.acting)
    assert (board.review_by, board.review_due) == (date(2027, 11, 2), True)
    for id_ in ("R01", "R03", "R04"):
        legal_status.look_up_again(clinic.acting, id_)
    own_words.send(clinic.acting, STATUS)
    with refused("pack.not-to-approve"):
        own_words.approve(clinic.acting, STATUS)
    own_words.take_back(clinic.acting, STATUS)
    board = legal_status.look_through(clinic.acting)
    assert (board.review_by, board.review_due) == (date(2028, 11, 24), False)
    assert legal_status.overdue(clinic.acting) == 0
    approved(clinic.acting)
    assert begun(clinic).template("consent", "en").review_by == date(2028, 11, 24)


def test_words_of_a_shipped_note_change_in_all_languages_at_once(clinic: Clinic) -> None:
    shipped = next(entry for entry in shelf.shipped().regulatory if entry.id == "R03")
    new = NewNote("TR", WORDS, shipped.source, PartialDate("2026-11-10"), date(2026, 11, 20))
    board = legal_status.correct(clinic.acting, "R03", new)
    told = note(board, "R03")
    assert (told.text, told.source_date.text) == (WORDS, "2026-11-10")
    approved(clinic.acting)
    assert next(e for e in begun(clinic).regulatory if e.id == "R03").text == WORDS
    back = legal_status.put_back(clinic.acting, "R03")
    assert note(back, "R03") == shipped
    assert back.desk.changes == 0


def test_own_note_is_corrected_and_taken_away(clinic: Clinic) -> None:
    legal_status.add(clinic.acting, GERMAN)
    second = legal_status.add(clinic.acting, replace(GERMAN, jurisdiction="AT"))
    assert {"C01", "C02"} <= {line.note.id for line in second.lines}
    board = legal_status.look_up_again(clinic.acting, "C01")
    assert note(board, "C01").checked_on == clinic.acting.today()
    board = legal_status.put_back(clinic.acting, "C01")
    assert [line.note.id for line in board.lines if line.changed] == ["C02"]


REFUSED: Mapping[str, NewNote] = {
    "status.no-country": replace(GERMAN, jurisdiction="Atlantis"),
    "status.words-missing": replace(GERMAN, text={**WORDS, "ar": " "}),
    "status.source-missing": replace(GERMAN, source={"de": ""}),
    "status.no-source-date": replace(GERMAN, source_date=None),
    "status.not-looked-up": replace(GERMAN, checked_on=None),
    "status.in-future": replace(GERMAN, checked_on=date(2026, 11, 24)),
    "status.order": replace(GERMAN, source_date=PartialDate("2026-12")),
    "text.too-long": replace(GERMAN, text={**WORDS, "en": "x" * 501}),
}


@pytest.mark.parametrize("code", REFUSED)
def test_note_that_cannot_stand_is_refused_and_nothing_is_kept(clinic: Clinic, code: str) -> None:
    with refused(code):
        legal_status.add(clinic.acting, REFUSED[code])
    assert own_words.desk(clinic.acting, STATUS).version is None


def test_country_of_a_shipped_note_stays(clinic: Clinic) -> None:
    with refused("status.no-country"):
        legal_status.correct(clinic.acting, "R03", GERMAN)
    with refused("status.no-such-note"):
        legal_status.look_up_again(clinic.acting, "R99")


def test_note_that_promises_is_not_approved_and_what_was_approved_goes_on(clinic: Clinic) -> None:
    bad = {**WORDS, "en": "This treatment is safe."}
    board = legal_status.add(clinic.acting, replace(GERMAN, text=bad))
    assert any("promises too much" in problem for problem in board.desk.problems)
    own_words.send(clinic.acting, STATUS)
    with refused("pack.not-to-approve"):
        own_words.approve(clinic.acting, STATUS)
    assert begun(clinic).hash == shelf.shipped().hash


def test_nothing_is_changed_while_a_physician_looks_at_it(clinic: Clinic) -> None:
    legal_status.add(clinic.acting, GERMAN)
    own_words.send(clinic.acting, STATUS)
    with refused("wording.in-review"):
        legal_status.look_up_again(clinic.acting, "R03")
    with refused("role.not-permitted"):
        own_words.approve(clinic.desk(), STATUS)


def test_each_step_is_entered_in_the_chain_and_kept_as_a_version(clinic: Clinic) -> None:
    legal_status.add(clinic.acting, GERMAN)
    approved(clinic.acting)
    with clinic.acting.store.read() as tx:
        bodies = [json.loads(entry.body) for entry in audit_rows.entries(tx)]
    told = [body["event"] for body in bodies if body["kind"] == "wording"]
    assert told == [Event.WORDING_CHANGED, Event.WORDING_SENT, Event.WORDING_APPROVED]
    (past,) = own_words.history(clinic.acting, STATUS)
    assert past.version.state is VersionState.APPROVED
