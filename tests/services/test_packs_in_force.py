"""Which texts a new consultation begins with; old records keep theirs, whatever is shipped."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult_app.domain.documents import Kind
from consult_app.domain.patients import NewPatient
from consult_app.domain.wording import NUMBERS
from consult_app.errors import Refused
from consult_app.messages import sentence
from consult_app.packs import pack as pack_module
from consult_app.services import (
    blanks,
    consent_view,
    consultations,
    documents,
    loading,
    own_words,
    patients,
    shelf,
    texts,
)
from consult_app.services import clinic as clinic_service
from consult_app.storage import settings as settings_rows
from tests.clinics import Clinic
from tests.documents.reading import squeezed, whole_text
from tests.services.walk import Walk
from tests.updating import update

INFORMATION = "templates/en/information.md"
AFTERCARE = "templates/en/aftercare.md"


def begun_with(opened: Clinic, language: str = "en") -> str:
    """The hash of the pack that a new patient's consultation begins with."""
    number = len(patients.search(opened.acting, "Ak"))
    new = NewPatient("Ak", f"Can {number}", date(1980, 1, 2 + number), language=language)
    someone = patients.register(opened.acting, new)
    return consultations.start(opened.acting, someone.id).pack_hash


def test_approved_texts_go_on_until_the_next_are_approved(clinic: Clinic, program: Path) -> None:
    old = shelf.shipped().hash
    new = update(program, INFORMATION, "Take your time.", "Take your own time.")
    assert begun_with(clinic) == old
    clinic_service.approve_texts(clinic.acting, new, "en")
    assert begun_with(clinic) == new


def test_texts_that_fail_their_check_are_not_approved_and_the_last_go_on(
    clinic: Clinic, program: Path
) -> None:
    old = shelf.shipped().hash
    new = update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    before = clinic_service.settings(clinic.acting)
    with pytest.raises(Refused) as refused:
        clinic_service.approve_texts(clinic.acting, new, "en")
    assert INFORMATION in sentence(refused.value)
    assert "promises too much" in sentence(refused.value)
    assert clinic_service.settings(clinic.acting) == before
    assert begun_with(clinic) == old


def test_report_is_the_one_of_the_command(clinic: Clinic, program: Path) -> None:
    assert clinic_service.texts_report(clinic.acting, "en").clean
    update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    found = clinic_service.texts_report(clinic.acting, "en")
    assert [(p.check, p.where) for p in found.problems] == [("promise", INFORMATION)]
    assert found.languages[0].grades


def approve_own(opened: Clinic, language: str, words: str, ours: str) -> None:
    """The clinic says a piece in its own words, and a physician approves them."""
    there = own_words.desk(opened.acting, language).lines
    place = next(line.piece.place for line in there if line.piece.words == words)
    own_words.change(opened.acting, language, place, ours)
    own_words.send(opened.acting, language)
    own_words.approve(opened.acting, language)


def awaiting(opened: Clinic, language: str = "en") -> texts.Texts:
    """The texts of a language as the page of texts shows them."""
    return next(one for one in texts.every(opened.acting) if one.language == language)


TITLE = "Looking after yourself after your treatment"
OURS = "Your days after the treatment"


def test_own_words_and_periods_go_on_when_newer_texts_are_approved(
    clinic: Clinic, program: Path
) -> None:
    approve_own(clinic, "en", TITLE, OURS)
    valid = next(
        line.piece
        for line in own_words.desk(clinic.acting, NUMBERS).lines
        if line.piece.place.endswith("evaluation_valid_days")
    )
    approve_own(clinic, NUMBERS, valid.words, "90")
    assert (awaiting(clinic).approved, awaiting(clinic).own) == (True, 2)
    new = update(program, INFORMATION, "Take your time.", "Take your own time.")
    read = awaiting(clinic)
    assert (read.approved, read.own, read.unfit) == (False, 2, 0)
    with pytest.raises(Refused, match="texts-changed"):
        clinic_service.approve_texts(clinic.acting, new, "en")  # without what is the clinic's own
    clinic_service.approve_texts(clinic.acting, read.pack.hash, "en")
    begun = begun_with(clinic)
    with clinic.acting.read() as tx:
        pack = shelf.by_hash(tx, begun)
    assert pack.template("aftercare", "en").title == OURS
    assert pack.plan.evaluation_valid_days == 90
    assert "Take your own time." in pack.template("information", "en").body
    assert awaiting(clinic).approved


def test_changes_that_no_longer_fit_keep_newer_texts_waiting_and_are_shown(
    clinic: Clinic, program: Path
) -> None:
    approve_own(clinic, "en", TITLE, OURS)
    old = begun_with(clinic)
    update(program, AFTERCARE, TITLE, "Looking after yourself")
    read = awaiting(clinic)
    assert (read.own, read.unfit) == (1, 1)
    with pytest.raises(Refused, match="does-not-fit"):
        clinic_service.approve_texts(clinic.acting, read.pack.hash, "en")
    assert begun_with(clinic) == old
    desk = own_words.desk(clinic.acting, "en")
    (line,) = (one for one in desk.lines if one.unfit)
    assert (line.piece.words, line.unfit) == ("Looking after yourself", OURS)
    own_words.change(clinic.acting, "en", line.piece.place, OURS)
    own_words.send(clinic.acting, "en")
    own_words.approve(clinic.acting, "en")
    assert awaiting(clinic).approved
    with clinic.acting.read() as tx:
        assert shelf.by_hash(tx, begun_with(clinic)).template("aftercare", "en").title == OURS


def test_change_follows_its_line_where_lines_above_have_come(clinic: Clinic, program: Path) -> None:
    there = own_words.desk(clinic.acting, "en").lines
    before = next(one.piece for one in there if one.piece.words.startswith("On average they are"))
    approve_own(clinic, "en", before.words, "They are very small. You cannot see them.")
    update(
        program,
        INFORMATION,
        "Then ask us anything.",
        "Then ask us anything.\n\nBring someone along.",
    )
    read = awaiting(clinic)
    assert (read.own, read.unfit) == (1, 0)
    assert "You cannot see them. {F02}" in read.pack.template("information", "en").body
    desk = own_words.desk(clinic.acting, "en")
    (line,) = (one for one in desk.lines if one.changed)
    assert line.piece.words == before.words
    assert line.piece.place != before.place
    own_words.change(clinic.acting, "en", line.piece.place, before.words)
    assert own_words.desk(clinic.acting, "en").changes == 0


def test_change_of_what_is_no_longer_shipped_is_shown_and_can_be_left(
    clinic: Clinic, program: Path
) -> None:
    last = "What is not normal for you is not on this sheet."
    text = (program / AFTERCARE).read_text("utf-8")
    (program / AFTERCARE).write_text(f"{text}\n{last}\n", "utf-8")
    shelf.shipped_files.cache_clear()
    there = own_words.desk(clinic.acting, "en").lines
    place = next(one.piece.place for one in there if one.piece.words == last)
    own_words.change(clinic.acting, "en", place, "Call us for all else.")
    (program / AFTERCARE).write_text(text, "utf-8")
    shelf.shipped_files.cache_clear()
    desk = own_words.desk(clinic.acting, "en")
    (gone,) = (line for line in desk.lines if line.unfit)
    assert (gone.piece.words, gone.unfit) == (last, "Call us for all else.")
    desk = own_words.change(clinic.acting, "en", place, last)
    assert desk.changes == 0


def test_period_waits_until_newer_texts_are_read(clinic: Clinic, program: Path) -> None:
    update(program, INFORMATION, "Take your time.", "Take your own time.")
    numbers = own_words.desk(clinic.acting, NUMBERS).lines
    place = next(one.piece.place for one in numbers if "evaluation_valid" in one.piece.place)
    own_words.change(clinic.acting, NUMBERS, place, "90")
    own_words.send(clinic.acting, NUMBERS)
    with pytest.raises(Refused, match="texts-first"):
        own_words.approve(clinic.acting, NUMBERS)
    clinic_service.approve_texts(clinic.acting, awaiting(clinic).pack.hash, "en")
    own_words.approve(clinic.acting, NUMBERS)


def test_blank_paper_is_printed_in_the_words_that_are_in_use(clinic: Clinic) -> None:
    title = shelf.shipped().template("consent", "en").title
    approve_own(clinic, "en", title, "Our consent")
    drawn = blanks.draw(clinic.acting, blanks.Blank.CONSENT, "en")
    assert squeezed("Our consent") in whole_text(drawn)


def test_language_that_the_pack_does_not_speak_is_not_approved(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="no-such-language"):
        clinic_service.approve_texts(clinic.acting, shelf.shipped().hash, "xx")


def test_where_nobody_has_approved_anything_the_shipped_texts_are_drafts(clinic: Clinic) -> None:
    with clinic.acting.write() as tx:
        settings_rows.put(tx, replace(settings_rows.get(tx), approvals=()))
    assert begun_with(clinic) == shelf.shipped().hash


def test_signed_consultation_opens_when_the_shipped_pack_is_gone(walk: Walk, program: Path) -> None:
    consent, signed = walk.given()
    pdf = documents.content(walk.acting, signed.id)
    words = loading.load(walk.acting, consent.consultation_id).pack.consent
    shutil.rmtree(program)
    shelf.shipped_files.cache_clear()
    load_pack_again()
    with pytest.raises(Refused):
        shelf.shipped()
    assert documents.content(walk.acting, signed.id) == pdf
    opened = consent_view.view(walk.acting, consent.consultation_id)
    assert opened.consent == consent
    assert opened.loaded.pack.consent == words
    assert documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY).pages > 0
    assert begun_with(walk.clinic) == opened.loaded.pack.hash


def load_pack_again() -> None:
    """Nothing that was read of a pack is remembered."""
    pack_module._load.cache_clear()
