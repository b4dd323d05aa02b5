"""What goes into the records comes out the same, family by family."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.addendum import NewAddendum
from consult_app.domain.blocks import BodyMark, Stroke
from consult_app.domain.clinic import ClinicSettings, DateOrder, RuleOff
from consult_app.domain.consent import ConsentMove, ConsentState, Identifier, Scope, Signature
from consult_app.domain.consultation import State, VisitState
from consult_app.domain.conversation import Conversation, Question, Reply, TeachBack
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import DocumentMove, DocumentRecord, DocumentState, Kind
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.people import Role
from consult_app.domain.products import LotState
from consult_app.domain.rationale import NewRationale
from consult_app.domain.treatment import NewTreatment
from consult_app.errors import Refused
from consult_app.storage import (
    addenda,
    attachments,
    codec,
    consents,
    consultations,
    decisions,
    documents,
    evaluations,
    packs,
    patients,
    products,
    rationales,
    settings,
    snapshots,
    treatments,
    users,
    visits,
)
from consult_app.storage.store import Store, Tx
from tests.storage.made_up import (
    ELIF,
    KAYA,
    NOW,
    PACK,
    PDF,
    Clinic,
    clinic,
    consent_preparing,
    decide,
    moved,
    product_with_lot,
)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def document(made: Clinic, number: str) -> DocumentRecord:
    return DocumentRecord(
        id=0,
        number=number,
        patient_id=made.patient.id,
        consultation_id=made.consultation.id,
        kind=Kind.SUMMARY,
        title="Summary",
        state=DocumentState.FINAL,
        audience="clinical",
        language="en",
        template="summary 1",
        sha256=hashlib.sha256(PDF).hexdigest(),
        pages=1,
        made_at=NOW,
        made_by=made.physician.id,
    )


def test_user_stored_and_changed_comes_back_whole(store: Store) -> None:
    with store.write() as tx:
        user = users.insert(tx, KAYA)
        both = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})
        users.update(tx, replace(user, roles=both, active=False))
    with store.read() as tx:
        assert users.every(tx) == (replace(KAYA, id=user.id, roles=both, active=False),)
        with pytest.raises(Refused, match=r"user\.not-found"):
            users.get(tx, 99)


def test_settings_never_stored_are_the_defaults(store: Store) -> None:
    with store.read() as tx:
        assert settings.get(tx) == ClinicSettings()


def test_settings_stored_twice_are_the_second(store: Store) -> None:
    new = ClinicSettings(
        name="Vista",
        logo=b"\x89PNG",
        date_order=DateOrder.YEAR_FIRST,
        approvals=((PACK, "en", 1, NOW.isoformat()),),
        rules_off=(RuleOff("GP-1", "not used here", 1, "2026-11-02T09:00:00+00:00"),),
    )
    with store.write() as tx:
        settings.put(tx, replace(new, name="Old"))
        settings.put(tx, new)
    with store.read() as tx:
        assert settings.get(tx) == new


def test_patient_inserted_gets_the_next_record_number(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        second = patients.insert(tx, ELIF, at=NOW, by=made.physician.id)
    assert (made.patient.record_number, second.record_number) == ("100001", "100002")
    with store.read() as tx:
        assert patients.get(tx, second.id) == second
        assert patients.count(tx) == 2


def test_patient_corrected_keeps_the_version_before(store: Store) -> None:
    new = replace(ELIF, family_name="Demir-Şahin")
    with store.write() as tx:
        made = clinic(tx)
        changed = patients.update(tx, made.patient, new, at=NOW, by=made.physician.id)
        assert changed.family_name == "Demir-Şahin"
        assert patients.versions(tx, changed.id) == (ELIF, new)
        assert [p.id for p in patients.search(tx, "sahin", 5)] == [changed.id]


def test_patient_corrected_from_an_old_version_is_refused(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        patients.update(tx, made.patient, ELIF, at=NOW, by=made.physician.id)
    with store.write() as tx, pytest.raises(Refused) as refused:
        patients.update(tx, made.patient, ELIF, at=NOW, by=made.physician.id)
    assert code_of(refused) == "patient.changed-meanwhile"


def test_patient_near_is_born_the_same_day_or_of_the_same_name(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        by = made.physician.id
        same_name = patients.insert(tx, replace(ELIF, birth_date=date(1979, 12, 3)), at=NOW, by=by)
        same_day = patients.insert(tx, replace(ELIF, given_name="Ada"), at=NOW, by=by)
        other = replace(ELIF, given_name="Ada", birth_date=date(1990, 1, 1))
        patients.insert(tx, other, at=NOW, by=by)
        found = {p.id for p in patients.near(tx, ELIF)}
    assert found == {made.patient.id, same_name.id, same_day.id}


def test_visits_of_a_day_stand_in_order_of_time(store: Store) -> None:
    day = date(2026, 3, 9)
    with store.write() as tx:
        made = clinic(tx)
        for time in ("", "11:00", "09:30"):
            visits.insert(tx, made.patient.id, day, time, "")
        visits.insert(tx, made.patient.id, day + timedelta(days=1), "08:00", "")
        first = visits.of_day(tx, day)[0][0]
        visits.set_state(tx, first.id, VisitState.ARRIVED)
        visits.set_consultation(tx, first.id, made.consultation.id)
        listed = visits.of_day(tx, day)
    assert [v.time for v, _p, _s in listed] == ["09:30", "11:00", ""]
    visit, patient, state = listed[0]
    assert (visit.state, patient, state) == (VisitState.ARRIVED, made.patient, State.DRAFT)
    assert visit.consultation_id == made.consultation.id
    assert listed[1][2] is None


def test_consultation_moved_keeps_every_state_with_its_reason(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        assert consultations.draft_of(tx, made.patient.id) == made.consultation
        consultations.set_place(tx, id_, "ci")
        decide(tx, made)
        later = consultations.insert(tx, made.patient.id, physician_id=by, pack_hash=PACK, at=NOW)
        reopened = consultations.set_state(
            tx, id_, State.DRAFT, reason="new laboratory result", by=by, at=NOW
        )
        assert (reopened.last_section, reopened.revision) == ("ci", 3)
        assert [s.state for s in consultations.states(tx, id_)] == ["draft", "decided", "draft"]
        assert consultations.states(tx, id_)[-1].reason == "new laboratory result"
        assert [c.id for c in consultations.of_patient(tx, made.patient.id)] == [later.id, id_]


def test_consultation_last_decided_is_older_and_not_a_draft(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        later = consultations.insert(
            tx, made.patient.id, physician_id=made.physician.id, pack_hash=PACK, at=NOW
        )
        assert consultations.last_decided(tx, made.patient.id, before=later.id) is None
        decide(tx, made)
        last = consultations.last_decided(tx, made.patient.id, before=later.id)
        assert last is not None
        assert last.id == made.consultation.id
        before = made.consultation.id
        assert consultations.last_decided(tx, made.patient.id, before=before) is None


def test_consultation_of_a_visit_names_it(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        visit = visits.insert(tx, made.patient.id, date(2026, 3, 9), "", "")
        begun = consultations.insert(
            tx,
            made.patient.id,
            physician_id=made.physician.id,
            pack_hash=PACK,
            at=NOW,
            visit_id=visit.id,
        )
        assert begun.visit_id == visit.id
        assert visits.get(tx, visit.id).consultation_id == begun.id


def test_snapshot_inserted_twice_is_kept_once(store: Store) -> None:
    digest = hashlib.sha256(b"{}").hexdigest()
    with store.write() as tx:
        made = clinic(tx)
        for _ in range(2):
            snapshots.insert(tx, made.consultation.id, digest, "{}", at=NOW)
        assert snapshots.get(tx, digest) == "{}"


def test_snapshot_unlike_its_hash_is_refused(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        snapshots.insert(tx, made.consultation.id, "0" * 64, "{}", at=NOW)
        with pytest.raises(Refused) as refused:
            snapshots.get(tx, "0" * 64)
    assert code_of(refused) == "store.altered"


def test_decisions_are_all_kept_and_the_newest_is_first(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        assert decisions.newest(tx, id_) is None
        defer = NewDecision(Choice.DEFER, "infection", date(2026, 5, 1))
        first = decisions.insert(tx, id_, defer, author_id=by, at=NOW, snapshot="a" * 64)
        proceed = NewDecision(Choice.PROCEED)
        second = decisions.insert(tx, id_, proceed, author_id=by, at=NOW, snapshot="b" * 64)
    with store.read() as tx:
        assert decisions.of_consultation(tx, id_) == (second, first)
        assert decisions.newest(tx, id_) == second


def test_evaluations_and_rationales_come_back_as_entered(store: Store) -> None:
    opinion = NewEvaluation(
        "infection", "Dr B", "infectious diseases", date(2026, 3, 1), Opinion.DEFER_UNTIL, "f" * 24,
        until=date(2026, 4, 1), note="after the antibiotic", own=False,
    )  # fmt: skip
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        reason = NewRationale("GP-2", "1", "e" * 24, "low dose", "watched", by)
        evaluation = evaluations.insert(tx, id_, opinion, author_id=by, at=NOW)
        rationale = rationales.insert(tx, id_, reason, author_id=by, at=NOW)
    with store.read() as tx:
        assert evaluations.of_consultation(tx, id_) == (evaluation,)
        assert rationales.of_consultation(tx, id_) == (rationale,)
    assert (evaluation.record, rationale.record) == (opinion, reason)


def test_consent_conversation_is_replaced_and_every_version_kept(store: Store) -> None:
    said = Conversation(
        replies=(("s1", Reply.YES), ("s2", Reply.TALK)),
        questions=(Question("Does it hurt?", "A little."),),
        teach_back=(TeachBack("why", "for my knee", True),),
        capacity=True,
    )
    with store.write() as tx:
        made = clinic(tx)
        product, _lot = product_with_lot(tx)
        consent = consent_preparing(tx, made, product.id)
        assert consent.conversation == Conversation()
        by = made.physician.id
        consents.put_conversation(tx, consent, Conversation(capacity=False), by=by, at=NOW)
        consents.put_conversation(tx, consent, said, by=by, at=NOW)
    with store.read() as tx:
        assert consents.get(tx, consent.id).conversation == said
        assert consents.conversations(tx, consent.id) == (Conversation(capacity=False), said)


def test_consent_walked_to_given_tells_every_step(store: Store) -> None:
    stroke = Stroke(((0.0, 0.5, 1.0, 0), (1.0, 0.25, 0.5, 16)))
    signature = Signature("patient", "Elif Demir", "consent.patient", NOW, (stroke,))
    with store.write() as tx:
        made = clinic(tx)
        by = made.physician.id
        product, _lot = product_with_lot(tx)
        consent = consent_preparing(tx, made, product.id)
        consent = consents.set_scope(tx, consent, Scope(("hip, right",), product.id, 1))
        consent = moved(tx, consent, ConsentState.OPEN, by)
        consent = consents.add_signature(tx, consent, signature)
        consent = moved(tx, consent, ConsentState.GIVEN, by)
    with store.read() as tx:
        assert consents.of_consultation(tx, made.consultation.id) == (consent,)
        steps = consents.events(tx, consent.id)
    assert steps[0].move is ConsentMove.INFORM
    assert steps[-1].state is ConsentState.GIVEN
    assert consent.signatures[0] == signature
    assert (consent.valid_until, consent.scope.sites) == (date(2026, 9, 5), ("hip, right",))
    assert consent.sheet is not None
    assert (consent.sheet.template, consent.sheet.language) == ("I 1.0 en", "en")
    assert consent.identity is not None
    assert consent.identity.identifiers == (Identifier.NAME, Identifier.BIRTH_DATE)


def test_consent_moved_from_an_old_view_of_it_is_refused(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        product, _lot = product_with_lot(tx)
        old = consent_preparing(tx, made, product.id)
        moved(tx, old, ConsentState.REFLECTING, made.physician.id)
        with pytest.raises(Refused) as refused:
            moved(tx, old, ConsentState.INFORMED, made.physician.id)
    assert code_of(refused) == "consent.changed-meanwhile"


def test_consent_given_takes_no_more_words_and_no_more_ink(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        by = made.physician.id
        product, _lot = product_with_lot(tx)
        consent = moved(tx, consent_preparing(tx, made, product.id), ConsentState.GIVEN, by)
        with pytest.raises(Refused, match=r"consent\.already-given"):
            consents.put_conversation(tx, consent, Conversation(), by=by, at=NOW)
        with pytest.raises(Refused, match=r"consent\.already-given"):
            consents.add_signature(tx, consent, Signature("patient", "x", "y", NOW, ()))


def treated(tx: Tx) -> tuple[Clinic, NewTreatment, int]:
    made = clinic(tx)
    product, lot = product_with_lot(tx)
    decide(tx, made)
    preparing = consent_preparing(tx, made, product.id)
    consent = moved(tx, preparing, ConsentState.GIVEN, made.physician.id)
    new = NewTreatment(
        lot_id=lot.id,
        session=1,
        dose="1 ml",
        site=BodyMark("knee", "left"),
        site_words="knee, left",
        route="into the joint",
        sterile=True,
        supervisor_id=made.physician.id,
        unchanged=True,
        reaction_observed=None,
    )
    return made, new, consent.id


def test_treatment_recorded_comes_back_whole(store: Store) -> None:
    with store.write() as tx:
        made, new, consent_id = treated(tx)
        treatment = treatments.insert(
            tx,
            new,
            consultation_id=made.consultation.id,
            patient_id=made.patient.id,
            consent_id=consent_id,
            product_id=1,
            sessions=3,
            author_id=made.physician.id,
            at=NOW,
        )
    with store.read() as tx:
        assert treatments.of_consultation(tx, made.consultation.id) == (treatment,)
    assert treatment.record == new


def test_products_and_lots_come_back_and_lots_by_expiry(store: Store) -> None:
    with store.write() as tx:
        product, later = product_with_lot(tx)
        sooner = products.insert_lot(tx, product.id, "A-18", date(2026, 6, 1))
        recalled = products.set_lot_state(tx, later.id, LotState.RECALLED)
    with store.read() as tx:
        assert products.every(tx) == (product,)
        assert products.lots(tx, product.id) == (sooner, recalled)
        assert products.lot(tx, sooner.id) == sooner
        with pytest.raises(Refused, match=r"lot\.not-found"):
            products.lot(tx, 99)


def test_packs_are_kept_word_for_word_under_their_hash(store: Store) -> None:
    pack_files = {"pack.yaml": "id: ş\n", "templates/en/a.md": "# A\n"}
    with store.write() as tx:
        packs.insert(tx, PACK, pack_files, at=NOW)
    with store.read() as tx:
        assert packs.exists(tx, PACK)
        assert packs.get(tx, PACK) == pack_files
        assert packs.get(tx, "0" * 64) is None


def test_document_numbers_count_up_within_a_year(store: Store) -> None:
    with store.write() as tx:
        numbers = [documents.next_number(tx, year) for year in (2026, 2026, 2027)]
    assert numbers == ["D-2026-00001", "D-2026-00002", "D-2027-00001"]


def test_document_stored_gives_the_very_bytes_and_counts_prints(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        record = documents.insert(tx, document(made, "D-2026-00001"), PDF)
        again = documents.insert(tx, document(made, "D-2026-00002"), PDF)
        for kind in ("printed", "saved", "printed"):
            documents.add_event(tx, record.id, kind, by=made.physician.id, at=NOW)
    with store.read() as tx:
        assert documents.content(tx, record.id) == PDF
        assert documents.get(tx, record.id) == replace(record, printed=2)
        assert documents.by_sha256(tx, record.sha256) == again
        assert documents.by_sha256(tx, "0" * 64) is None
        assert [r.id for r in documents.of_patient(tx, made.patient.id)] == [again.id, record.id]
        assert documents.recent(tx, 1) == ((again, made.patient),)


def test_document_with_other_bytes_than_its_hash_is_a_bug(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        with pytest.raises(ValueError, match="hash"):
            documents.insert(tx, document(made, "D-2026-00001"), PDF + b"!")


def test_document_voided_keeps_its_reason_and_goes_nowhere_else(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        record = documents.insert(tx, document(made, "D-2026-00001"), PDF)
        voided = documents.move(tx, record.id, DocumentMove.VOID, "wrong patient")
        assert (voided.state, voided.void_reason) == (DocumentState.VOID, "wrong patient")
        with pytest.raises(Refused, match=r"document\.forbidden-move"):
            documents.move(tx, record.id, DocumentMove.SUPERSEDE, "")


def test_addenda_stored_come_back_in_order(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        decide(tx, made)
        id_, by = made.consultation.id, made.physician.id
        consultations.set_state(tx, id_, State.CLOSED, reason="", by=by, at=NOW)
        told = [NewAddendum("She called: less pain."), NewAddendum("Şüphe yok.\n2nd line")]
        made_ = tuple(addenda.insert(tx, id_, new, author_id=by, at=NOW) for new in told)
    with store.read() as tx:
        assert addenda.of_consultation(tx, id_) == made_
        assert [a.record for a in made_] == told


def test_attachment_stored_comes_back_byte_for_byte(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        one, by = made.consultation.id, made.physician.id
        two = consultations.insert(tx, made.patient.id, physician_id=by, pack_hash=PACK, at=NOW).id
        held = [
            attachments.insert(tx, id_, PDF, "application/pdf", author_id=by, at=NOW)
            for id_ in (one, two)
        ]
    sha256 = hashlib.sha256(PDF).hexdigest()
    with store.read() as tx:
        assert [attachments.find(tx, id_, sha256) for id_ in (one, two)] == held
        assert [attachments.content(tx, id_) for id_ in held] == [PDF, PDF]
        assert attachments.find(tx, one, "0" * 64) is None


def test_attachment_altered_in_the_file_is_not_given_out(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        held = attachments.insert(tx, id_, PDF, "application/pdf", author_id=by, at=NOW)
        tx.connection.exec_driver_sql("DROP TRIGGER content_update_refused")
        tx.connection.exec_driver_sql("UPDATE content SET data = x'00'")
        with pytest.raises(Refused, match=r"store\.altered"):
            attachments.content(tx, held)


def test_codec_given_a_text_of_another_shape_raises() -> None:
    with pytest.raises(TypeError):
        codec.decode(tuple[str, ...], "[1]")
    with pytest.raises(ValueError, match="shorter"):
        codec.decode(tuple[str, int], '["a"]')
