"""In ink: printed unsigned, scanned, filed, confirmed, and everything that is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import page as page_validation
import pytest

from consult_app.documents.judge import Standing as SealStanding
from consult_app.documents.judge import judge
from consult_app.documents.pages import page_count, page_text
from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.conversation import Reply
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.scanning import PageState, PaperState, Standing
from consult_app.services import blanks, consents, documents, forms_out, ink, scans, seals, shelf
from consult_app.services import clinic as clinic_service
from consult_app.services.blanks import Blank
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import scans as scan_rows
from tests.documents.scanner import jpeg, photographed
from tests.services.paper import (
    another,
    blank,
    filed,
    found,
    only_key,
    out,
    pictures,
    sheets,
    take,
)
from tests.services.paper import (
    desk as at_desk,
)
from tests.services.refusing import refused
from tests.services.walk import Walk


def state(walk: Walk, consultation_id: int) -> ConsentState:
    consent = consents.current(walk.acting, consultation_id)
    assert consent is not None
    return consent.state


def document_state(walk: Walk, document_id: int) -> DocumentState:
    with walk.acting.read() as tx:
        return document_rows.get(tx, document_id).state


# printed


def test_printed_for_ink_the_very_bytes_are_stored_sealed_and_wait(walk: Walk) -> None:
    record = out(walk)
    assert (record.state, record.kind) == (DocumentState.AWAITING_SIGNATURE, Kind.CONSENT)
    pdf = documents.content(walk.acting, record.id)
    known = [one.certificate for one in seals.certificates(walk.acting)]
    assert judge(pdf, known).standing is SealStanding.SEALED
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant
    (waiting,) = forms_out.waiting(at_desk(walk))
    assert waiting.patient == walk.clinic.patient
    assert (waiting.record, waiting.since, waiting.by) == (
        record,
        walk.clinic.clock(),
        "Dr Ayşe Kaya",
    )
    assert state(walk, record.consultation_id) is ConsentState.OUT_FOR_INK


def test_what_was_not_answered_on_the_screen_has_its_boxes_and_lines(walk: Walk) -> None:
    consent = walk.opened()
    first = shelf.shipped().consent.statements[0].id
    said = replace(consent.conversation, replies=((first, Reply.YES),), teach_back=())
    consents.say(walk.acting, consent, said)
    record = ink.print_out(walk.acting, consent.consultation_id)
    pdf = documents.content(walk.acting, record.id)
    text = " ".join(page_text(pdf, n) for n in range(page_count(pdf)))
    prompts = len(shelf.shipped().consent.teach_back)
    assert text.count("_" * 60) >= 2 * prompts
    assert text.count("Yes") >= len(shelf.shipped().consent.statements)


@pytest.mark.parametrize("reply", [Reply.NO, Reply.TALK])
def test_what_speaks_against_signing_is_not_printed_for_ink(walk: Walk, reply: Reply) -> None:
    consent = walk.opened()
    core = shelf.shipped().consent.core()[0]
    replies = {**dict(consent.conversation.replies), core: reply}
    said = replace(consent.conversation, replies=tuple(replies.items()))
    consents.say(walk.acting, consent, said)
    with refused("consent.held-back"):
        ink.print_out(walk.acting, consent.consultation_id)
    assert state(walk, consent.consultation_id) is ConsentState.OPEN
    assert forms_out.waiting(walk.acting) == ()


def test_bytes_that_wait_for_a_signature_do_not_change(walk: Walk) -> None:
    record = out(walk)
    with (
        pytest.raises(Exception, match="document_update_facts"),
        walk.acting.store.write() as tx,
    ):
        tx.connection.exec_driver_sql("UPDATE document SET title = 'x' WHERE id = ?", (record.id,))


# scanned and filed


@pytest.mark.parametrize("degrees", [0, 90, 183, 270])
def test_scan_is_filed_sealed_beside_what_was_printed_by_the_desk(
    walk: Walk, degrees: float
) -> None:
    desk, record = at_desk(walk), out(walk)
    take(desk, reversed_(sheets(walk.acting, record, degrees=degrees)))
    paper = ink.file(desk, only_key(desk))
    assert (paper.state, paper.original_id) == (PaperState.FILED, record.id)
    pdf = documents.content(walk.acting, paper.document_id)
    known = [one.certificate for one in seals.certificates(walk.acting)]
    assert judge(pdf, known).standing is SealStanding.SEALED
    assert page_validation.validate_pdf_bytes(pdf, profile="2b").is_compliant
    assert page_count(pdf) == record.pages == paper.pages
    assert scans.tray(desk).piles == ()
    assert state(walk, record.consultation_id) is ConsentState.OUT_FOR_INK
    assert forms_out.waiting(desk)[0].paper == paper


def reversed_(pages: list[bytes]) -> list[bytes]:
    return pages[::-1]


def test_pages_of_two_patients_mixed_are_sorted_to_each(walk: Walk) -> None:
    other = another(walk, "Ida")
    mine, theirs = out(walk), out(other)
    first, second = sheets(walk.acting, mine), sheets(walk.acting, theirs)
    mixed = [page for pair in zip(second, reversed_(first), strict=True) for page in pair]
    take(walk.acting, mixed)
    known = {k.pile.form.number: k for k in scans.tray(walk.acting).piles}
    assert {n: k.patient for n, k in known.items()} == {
        mine.number: walk.clinic.patient,
        theirs.number: other.clinic.patient,
    }
    assert all(k.pile.complete for k in known.values())


def test_missing_page_is_named_and_nothing_is_filed(walk: Walk) -> None:
    record = out(walk)
    pages = sheets(walk.acting, record)
    take(walk.acting, [*pages[:1], *pages[2:]])
    key = only_key(walk.acting)
    assert scans.tray(walk.acting).piles[0].pile.missing == (2,)
    with refused("scan.pages-missing"):
        ink.file(walk.acting, key)
    take(walk.acting, pages[1:2])
    assert ink.file(walk.acting, key).pages == record.pages


def test_page_scanned_twice_is_asked_about(walk: Walk) -> None:
    record = out(walk)
    pdf = documents.content(walk.acting, record.id)
    take(walk.acting, [*pictures(pdf), jpeg(photographed(pdf, 0, dpi=100, degrees=3))])
    (known,) = scans.tray(walk.acting).piles
    assert known.pile.twice == (1,)
    with refused("scan.page-twice"):
        ink.file(walk.acting, known.pile.key)
    again = known.pile.pages[1]
    with refused("scan.reason-missing"):
        scans.set_aside(walk.acting, again.id, " ")
    scans.set_aside(walk.acting, again.id, "Scanned twice")
    ink.file(walk.acting, known.pile.key)
    (aside,) = scans.tray(walk.acting).aside
    assert (aside.id, aside.reason) == (again.id, "Scanned twice")
    back = scans.put_back(walk.acting, again.id)
    assert back.state is PageState.FOUND
    assert scans.tray(walk.acting).piles[0].pile.form.standing is Standing.SCANNED


def test_same_file_is_taken_in_once(walk: Walk) -> None:
    page = sheets(walk.acting, out(walk))[0]
    take(walk.acting, [page])
    with refused("scan.known"):
        scans.take(walk.acting, page)


def test_torn_code_is_placed_by_a_person(walk: Walk) -> None:
    record = out(walk)
    pages = sheets(walk.acting, record)
    pdf = documents.content(walk.acting, record.id)
    whole = photographed(pdf, 0, dpi=100)
    take(walk.acting, [jpeg(whole.crop((0, 0, whole.width, int(whole.height * 0.9)))), *pages[1:]])
    (unknown,) = scans.tray(walk.acting).unknown
    desk = at_desk(walk)
    with refused("scan.form-not-ours"):
        scans.place(desk, unknown.id, "D-2026-99999", 1)
    with refused("scan.foreign-page"):
        scans.place(desk, unknown.id, record.number, record.pages + 1)
    placed = scans.place(desk, unknown.id, record.number.lower(), 1)
    assert placed.by_person
    assert ink.file(desk, only_key(desk)).original_id == record.id


def test_paper_that_nobody_signs_and_paper_of_elsewhere_are_not_filed(walk: Walk) -> None:
    consultation = walk.proceed()
    sheet = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    take(walk.acting, sheets(walk.acting, sheet)[:1])
    (known,) = scans.tray(walk.acting).piles
    assert known.pile.form.standing is Standing.NOT_FOR_INK
    with refused("scan.form-not-for-ink"):
        ink.file(walk.acting, known.pile.key)


def test_desk_sees_no_picture_of_a_paper_for_physicians(walk: Walk) -> None:
    consultation = walk.proceed()
    summary = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    take(walk.acting, sheets(walk.acting, summary)[:1])
    (page,) = scans.tray(walk.acting).piles[0].pile.pages
    assert scans.picture(walk.acting, page.id, 200).width
    with refused("document.not-released"):
        scans.picture(at_desk(walk), page.id, 200)


@pytest.mark.parametrize(
    ("step", "reason", "standing", "code"),
    [
        (ConsentMove.VOID, "Coffee on it", Standing.VOID, "scan.form-void"),
        (ConsentMove.DECLINE, "", Standing.DECLINED, "scan.form-declined"),
    ],
)
def test_form_that_was_ended_meanwhile_is_not_filed(
    walk: Walk, step: ConsentMove, reason: str, standing: Standing, code: str
) -> None:
    record = out(walk)
    take(walk.acting, sheets(walk.acting, record))
    consent = consents.current(walk.acting, record.consultation_id)
    assert consent is not None
    if step is ConsentMove.VOID:
        with refused("consent.reason-missing"):
            ink.take_back(walk.acting, consent.id, " ")
        ink.take_back(walk.acting, consent.id, reason)
    else:
        consents.step_back(walk.acting, consent, step)
    assert document_state(walk, record.id) is DocumentState.VOID
    (known,) = scans.tray(walk.acting).piles
    assert known.pile.form.standing is standing
    with refused(code):
        ink.file(walk.acting, known.pile.key)
    assert forms_out.waiting(walk.acting) == ()


def test_older_version_is_told_from_the_one_handed_out(walk: Walk) -> None:
    old = out(walk)
    consent = consents.current(walk.acting, old.consultation_id)
    assert consent is not None
    said = consent.conversation
    ink.take_back(walk.acting, consent.id, "A word was wrong")
    consents.inform(walk.acting, old.consultation_id)
    again = consents.open_for_signature(walk.acting, old.consultation_id)
    consents.say(walk.acting, again, said)
    new = ink.print_out(walk.acting, old.consultation_id)
    take(walk.acting, sheets(walk.acting, old))
    (known,) = scans.tray(walk.acting).piles
    assert (known.pile.form.standing, known.pile.form.newer) == (
        Standing.OTHER_VERSION,
        new.number,
    )
    with refused("scan.form-other-version"):
        ink.file(walk.acting, known.pile.key)


def test_form_filed_a_second_time_is_refused(walk: Walk) -> None:
    record, _paper = filed(walk)
    pdf = documents.content(walk.acting, record.id)
    take(walk.acting, pictures(pdf, degrees=180))
    with refused("scan.form-scanned"):
        ink.file(walk.acting, only_key(walk.acting))


def test_import_killed_goes_on_where_it_was(walk: Walk) -> None:
    """What was taken in is on the disk before a page of it is read."""
    record = out(walk)
    pdf = documents.content(walk.acting, record.id)
    scans.take(walk.acting, pdf)
    assert scans.go_on(walk.acting).done == 1
    assert (scans.tray(walk.acting).unread, scans.tray(walk.acting).piles) == (record.pages - 1, ())
    while not scans.go_on(walk.acting).finished:
        pass
    assert scans.tray(walk.acting).piles[0].pile.complete
    with walk.acting.read() as tx:
        assert scan_rows.batch_data(tx, 1) == b""


def test_file_with_a_broken_page_leaves_nothing_behind(walk: Walk) -> None:
    page = sheets(walk.acting, out(walk))[0]
    scans.take(walk.acting, page[: len(page) // 2])
    with refused("scan.broken-page"):
        scans.go_on(walk.acting)
    tray = scans.tray(walk.acting)
    assert (tray.unread, tray.piles, tray.unknown) == (0, (), ())
    take(walk.acting, [page])
    assert scans.tray(walk.acting).piles


# confirmed


def test_confirmed_by_a_physician_the_consent_is_given(walk: Walk) -> None:
    record, paper = filed(walk, at_desk(walk))
    with refused("role.not-permitted"):
        ink.confirm(at_desk(walk), paper.id, found(walk.acting, paper))
    consent = ink.confirm(walk.acting, paper.id, found(walk.acting, paper))
    assert consent.state is ConsentState.GIVEN
    assert consent.document_id == paper.document_id
    days = clinic_service.settings(walk.acting).consent_days
    assert consent.valid_until == walk.acting.today() + timedelta(days=days)
    for document_id in (record.id, paper.document_id):
        assert document_state(walk, document_id) is DocumentState.FINAL
    with walk.acting.read() as tx:
        assert scan_rows.picture(tx, scan_rows.of_paper(tx, paper.id)[0].id) == b""
    with refused("ink.paper-closed"):
        ink.confirm(walk.acting, paper.id, found(walk.acting, paper))


def test_nothing_is_given_before_each_page_was_looked_at_and_a_signature_found(walk: Walk) -> None:
    record, paper = filed(walk)
    whole, today = found(walk.acting, paper), walk.acting.today()
    for less, code in (
        (replace(whole, seen=whole.seen[1:]), "ink.page-not-looked-at"),
        (replace(whole, signed=()), "ink.no-signature"),
        (replace(whole, signed_on=None), "ink.day-missing"),
        (replace(whole, signed_on=today + timedelta(days=1)), "ink.day-to-come"),
        (replace(whole, signed_on=today - timedelta(days=1)), "ink.day-too-early"),
    ):
        with refused(code):
            ink.confirm(walk.acting, paper.id, less)
    assert state(walk, record.consultation_id) is ConsentState.OUT_FOR_INK


def test_answers_left_to_the_paper_are_entered_before_it_counts(walk: Walk) -> None:
    consent = walk.opened()
    whole = consent.conversation
    consents.say(walk.acting, consent, replace(whole, replies=(), teach_back=()))
    record = ink.print_out(walk.acting, consent.consultation_id)
    take(walk.acting, sheets(walk.acting, record))
    paper = ink.file(walk.acting, only_key(walk.acting))
    with refused("consent.held-back"):
        ink.confirm(walk.acting, paper.id, found(walk.acting, paper))
    printed = consents.current(walk.acting, consent.consultation_id)
    assert printed is not None
    consents.say(walk.acting, printed, whole)
    assert ink.confirm(walk.acting, paper.id, found(walk.acting, paper)).state is ConsentState.GIVEN


def test_database_gives_no_consent_out_for_ink_without_a_confirmed_scan(walk: Walk) -> None:
    record, paper = filed(walk)
    consent = consents.current(walk.acting, record.consultation_id)
    assert consent is not None
    with pytest.raises(Exception, match="consent_update_un"), walk.acting.write() as tx:
        consent_rows.set_state(
            tx,
            consent,
            ConsentState.GIVEN,
            ConsentMove.CONFIRM_SCAN,
            reason="",
            by=walk.acting.user.id,
            at=walk.acting.now(),
        )
    with pytest.raises(Exception, match="signed_paper_update_nobody"), walk.acting.write() as tx:
        tx.connection.exec_driver_sql(
            "UPDATE signed_paper SET state = 'confirmed' WHERE id = ?", (paper.id,)
        )


def test_scan_that_is_not_the_signed_form_goes_back_with_its_pages(walk: Walk) -> None:
    record, paper = filed(walk)
    with refused("scan.reason-missing"):
        ink.send_back(walk.acting, paper.id, "")
    ink.send_back(walk.acting, paper.id, "The signature is of somebody else")
    assert document_state(walk, paper.document_id) is DocumentState.VOID
    assert document_state(walk, record.id) is DocumentState.AWAITING_SIGNATURE
    (known,) = scans.tray(walk.acting).piles
    assert known.pile.complete
    again = ink.file(walk.acting, known.pile.key)
    assert ink.confirm(walk.acting, again.id, found(walk.acting, again)).state is ConsentState.GIVEN


def test_declined_while_the_scan_waits_ends_both(walk: Walk) -> None:
    record, paper = filed(walk)
    consent = consents.current(walk.acting, record.consultation_id)
    assert consent is not None
    consents.step_back(walk.acting, consent, ConsentMove.DECLINE)
    for document_id in (record.id, paper.document_id):
        assert document_state(walk, document_id) is DocumentState.VOID
    with refused("ink.paper-closed"):
        ink.confirm(walk.acting, paper.id, found(walk.acting, paper))


# the blank form


def test_blank_form_has_one_number_for_all_that_say_the_same(walk: Walk) -> None:
    first = blanks.draw(walk.acting, Blank.CONSENT, "en")
    walk.clinic.clock.forward(hours=3)
    assert blanks.draw(walk.acting, Blank.CONSENT, "en") == first
    new = replace(clinic_service.settings(walk.acting), costs="One session costs 400 lira.")
    clinic_service.change_settings(walk.acting, new)
    assert blanks.draw(walk.acting, Blank.CONSENT, "en") != first


def test_blank_forms_part_into_copies_and_are_filed_to_whom_a_person_chooses(walk: Walk) -> None:
    desk = at_desk(walk)
    other = another(walk, "Ida")
    mine, theirs = walk.opened(), other.opened()
    pdf = blanks.draw(walk.acting, Blank.CONSENT, "en")
    take(desk, [*pictures(pdf), *pictures(pdf, degrees=180)])
    first, second = scans.tray(desk).piles
    assert [k.pile.copy for k in (first, second)] == [1, 2]
    assert first.pile.complete
    assert second.pile.complete
    with refused("scan.whose"):
        ink.file(desk, first.pile.key)
    offered = {one.patient.id: one for one in forms_out.open_for_blank(desk)}
    assert set(offered) == {walk.clinic.patient.id, other.clinic.patient.id}
    paper = ink.file(desk, second.pile.key, theirs.consultation_id)
    assert (paper.original_id, paper.blank) == (None, second.pile.form.number)
    assert state(walk, theirs.consultation_id) is ConsentState.OUT_FOR_INK
    again = ink.file(desk, only_key(desk), mine.consultation_id)
    for one in (paper, again):
        given = ink.confirm(walk.acting, one.id, found(walk.acting, one))
        assert given.state is ConsentState.GIVEN
        assert given.document_id == one.document_id


def test_blank_form_needs_a_consent_that_is_open(walk: Walk) -> None:
    consultation = walk.proceed()
    take(walk.acting, blank(walk.acting))
    with refused("ink.not-open"):
        ink.file(walk.acting, only_key(walk.acting), consultation.id)


def test_blank_form_signed_in_the_place_of_the_printed_one_ends_that(walk: Walk) -> None:
    record = out(walk)
    take(walk.acting, blank(walk.acting))
    paper = ink.file(walk.acting, only_key(walk.acting), record.consultation_id)
    ink.confirm(walk.acting, paper.id, found(walk.acting, paper))
    assert document_state(walk, record.id) is DocumentState.VOID
    assert document_state(walk, paper.document_id) is DocumentState.FINAL
