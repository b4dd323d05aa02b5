"""Large print: registered once, kept with each paper, made anew for who asks at the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.documents.pages import page_count
from consult_app.domain.documents import DocumentState, Edition, Kind
from consult_app.services import blanks, documents, patients, verify_words, verifying
from consult_app.services.acting import Acting
from consult_app.services.batch import Order, make_all
from consult_app.services.blanks import Blank
from consult_app.storage import patients as patient_rows
from consult_app.storage import users as user_rows
from tests.clinics import DESK
from tests.services.refusing import refused
from tests.services.walk import Walk


def reads_large(walk: Walk) -> None:
    patient = walk.clinic.patient
    patients.correct(walk.acting, patient, replace(patient.registered, edition=Edition.LARGE))


def desk_of(walk: Walk) -> Acting:
    """Somebody at the desk whom the records know."""
    with walk.acting.write() as tx:
        return replace(walk.clinic.desk(), user=user_rows.insert(tx, DESK))


def test_large_print_is_registered_and_every_version_remembers_it(walk: Walk) -> None:
    reads_large(walk)
    kept = patients.again(walk.acting, walk.clinic.patient)
    with walk.acting.read() as tx:
        versions = patient_rows.versions(tx, kept.id)
    assert kept.edition is Edition.LARGE
    assert [version.edition for version in versions] == [Edition.STANDARD, Edition.LARGE]


def test_papers_of_who_reads_large_print_are_made_in_it(walk: Walk) -> None:
    ordinary = documents.make(walk.acting, walk.suitable().id, Kind.INFORMATION)
    reads_large(walk)
    large = documents.make(walk.acting, ordinary.consultation_id, Kind.INFORMATION)
    assert (ordinary.edition, large.edition) == (Edition.STANDARD, Edition.LARGE)
    assert large.pages > ordinary.pages


def test_colleague_reads_ordinary_print_whatever_the_patient_reads(walk: Walk) -> None:
    reads_large(walk)
    record = documents.make(walk.acting, walk.proceed().id, Kind.SUMMARY)
    assert record.edition is Edition.STANDARD


def test_signed_consent_of_who_reads_large_print_is_in_it(walk: Walk) -> None:
    reads_large(walk)
    _consent, paper = walk.given()
    assert paper.edition is Edition.LARGE


def test_batch_follows_what_is_registered_and_an_order_may_say_otherwise(walk: Walk) -> None:
    reads_large(walk)
    consultation = walk.suitable()
    orders = [
        Order(consultation.id, Kind.INFORMATION),
        Order(consultation.id, Kind.INFORMATION, Edition.STANDARD),
    ]
    made = make_all(walk.acting, orders).made
    assert [record.edition for record in made] == [Edition.LARGE, Edition.STANDARD]


def test_desk_has_a_paper_made_in_large_print_in_place_of_the_ordinary_one(walk: Walk) -> None:
    ordinary = documents.make(walk.acting, walk.suitable().id, Kind.INFORMATION)
    large = documents.in_edition(desk_of(walk), ordinary.id, Edition.LARGE)
    newest, before = documents.of_consultation(walk.acting, ordinary.consultation_id)
    assert (newest, newest.edition) == (large, Edition.LARGE)
    assert (before.id, before.state) == (ordinary.id, DocumentState.SUPERSEDED)
    assert documents.in_edition(walk.acting, large.id, Edition.LARGE) == large
    with refused("document.not-final"):
        documents.in_edition(walk.acting, ordinary.id, Edition.LARGE)


def test_what_was_released_to_the_desk_stays_so_in_large_print(walk: Walk) -> None:
    letter = documents.make(walk.acting, walk.proceed().id, Kind.SUMMARY)
    desk = desk_of(walk)
    with refused("document.not-released"):
        documents.in_edition(desk, letter.id, Edition.LARGE)
    documents.release(walk.acting, letter.id)
    assert documents.in_edition(desk, letter.id, Edition.LARGE).for_desk


def test_signed_consent_is_not_made_in_another_size(walk: Walk) -> None:
    _consent, paper = walk.given()
    with refused("document.signed-in-one-edition"):
        documents.in_edition(walk.acting, paper.id, Edition.LARGE)


@pytest.mark.parametrize("kind", Blank)
def test_blank_papers_are_there_in_large_print(walk: Walk, kind: Blank) -> None:
    ordinary = blanks.draw(walk.acting, kind, "en")
    large = blanks.draw(walk.acting, kind, "en", Edition.LARGE)
    assert page_count(large) > page_count(ordinary)


def test_check_of_a_paper_says_that_it_is_in_large_print(walk: Walk) -> None:
    reads_large(walk)
    record = documents.make(walk.acting, walk.suitable().id, Kind.INFORMATION)
    pdf = documents.content(walk.acting, record.id)
    found = verifying.check_file(walk.acting, pdf)
    assert ("Size of print", "Large") in verify_words.details(found, "en")
