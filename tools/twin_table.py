"""The twins: for each page a signal that is severed, for each service a step, and who notices.

`what` is a class's slot or a function behind a module's name; `instead` is what it gives then.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGES, SERVICES = "consult_app.ui", "consult_app.services"


@dataclass(frozen=True, slots=True)
class Twin:
    """One broken program. `what`: "module:name.name"; `journey`: "file::test" in tests/journeys."""

    what: str
    journey: str
    instead: object = None


DESK, DAY, ENDS = "test_desk.py::test_", "test_day.py::test_", "test_other_ends.py::test_"
QUICK, THREE = "test_suitable.py::test_", "test_three_conditions.py::test_"
BAD, CUT = "test_bad_answers.py::test_", "test_interrupted.py::test_"
SET_UP = DESK + "set_up_by_hand_is_on_disk"
ARRIVES = DAY + "patient_added_to_the_day_arrives_is_seen_and_done"
SAVED = DAY + "paper_is_found_again_seen_and_saved"
NEW = QUICK + "new_suitable_patient_needs_few_keys"
TREATED = THREE + "evaluated_patient_is_treated_and_the_finding_is_told_where_it_belongs"
REOPENED = ENDS + "reopened_decision_suspends_the_consent_until_it_is_confirmed"
WRONG = ENDS + "wrong_patient_is_marked_and_its_documents_are_void"
NO = ENDS + "patient_who_says_no_is_not_treated_and_keeps_the_answers"
HELD = ENDS + "statement_answered_no_holds_the_signature_back"
DEFERRED = ENDS + "deferred_patient_takes_a_letter_with_the_day"
RECALLED = DAY + "recalled_lot_cannot_be_given"
ANEW = QUICK + "patient_who_comes_anew_confirms_what_is_unchanged"
DUPLICATE = DESK + "likely_duplicate_is_asked_before_it_is_registered"
FOUND = DESK + "patient_registered_by_keys_is_found_without_accents"
CORRECTED = DAY + "corrected_patient_keeps_what_was_registered_first"
KILLED = CUT + "killed_consultation_resumes_with_every_acknowledged_answer"
ALLERGY = ENDS + "allergy_stands_beside_the_name_as_soon_as_it_is_known"
CLOSED = CUT + "words_half_typed_are_kept_when_the_window_is_closed"
MEGABYTE = BAD + "megabyte_pasted_into_a_note_is_cut_and_said"

SEALED = "test_sealed.py::test_consent_signed_in_the_window_is_sealed_and_verified_by_the_command"

OF_PAGES = (
    Twin("setup.wizard:SetupWizard._store", SET_UP),
    Twin("pages.clinic.settings:SettingsPart._store", SET_UP),
    Twin("pages.clinic.texts:TextsPart._approve", SET_UP),
    Twin("pages.clinic.passport:PassportForm._store", SET_UP),
    Twin("pages.clinic.lot_line:RecallForm.act", RECALLED),
    Twin("pages.clinic.lots:LotForm._store", SET_UP),
    Twin("pages.clinic.profile:ProfilePart._store", DAY + "profile_of_the_physician_is_kept"),
    Twin("pages.clinic.page:ClinicPage._show", SET_UP),
    Twin("pages.today:TodayPage._move", ARRIVES),
    Twin("pages.today:TodayPage._start", ARRIVES),
    Twin("pages.visit_add:VisitAdd._put", ARRIVES),
    Twin("finder:Finder._take", FOUND),
    Twin("pages.patients:PatientsPage._open", DAY + "patient_is_found_in_the_list_of_all"),
    Twin("pages.register:RegisterPage._store", FOUND),
    Twin("pages.duplicates:DuplicatesCard.show_candidates", DUPLICATE),
    Twin("pages.patient:PatientPage._begin", WRONG),
    Twin("pages.correct:CorrectCard._store", CORRECTED),
    Twin("pages.documents:DocumentsPage._open", SAVED),
    Twin("pages.preview:DocumentView._saved", SAVED),
    Twin("pages.save_panel:SavePanel._save", SAVED),
    Twin("pages.print_panel:PrintPanel._save", NEW),
    Twin("consultation.page:ConsultationPage.answer", KILLED),
    Twin("consultation.page:ConsultationPage._passed", NEW),
    Twin("consultation.page:ConsultationPage.jump", ENDS + "finding_is_jumped_to_from_the_strip"),
    Twin("consultation.page:ConsultationPage._draw_band", ALLERGY),
    Twin("consultation.section:SectionPage.advance", NEW),
    Twin("consultation.fields:TextControl._hand_over", CLOSED),
    Twin("consultation.fields:TextControl._trimmed", MEGABYTE),
    Twin("consultation.quick:QuickLine._take", ANEW),
    Twin("consultation.saving:Saver._pump", WRONG),
    Twin("consultation.doing:Doing._evaluate", TREATED),
    Twin("consultation.doing:Doing._reason", ENDS + "reason_typed_for_a_finding_opens_the_way"),
    Twin("consultation.doing:Doing._decide", DEFERRED),
    Twin("consultation.doing:Doing._letter", DEFERRED),
    Twin("consultation.doing:Doing._move", REOPENED),
    Twin("consultation.more:MoreBar._ask", WRONG),
    Twin("consent.page:ConsentPage._inform", NO),
    Twin("consent.page:ConsentPage._sign", REOPENED),
    Twin("consent.page:ConsentPage._step", REOPENED),
    Twin("consent.conversation:ConversationCard._decided_able", HELD),
    Twin("consent.questions:QuestionsCard._answered", HELD),
    Twin("consent.part_page:PartPage._chosen", HELD),
    Twin("consent.part_page:AskBox._leave", HELD),
    Twin("consent.teach_page:TeachPage._ticked", HELD),
    Twin("consent.patient_view:PatientView._step_back", NO),
    Twin("consent.patient_view:PatientView._sign", REOPENED),
    Twin("treatment.form:SessionForm._ask", TREATED),
    Twin("treatment.page:TreatmentPage._record", TREATED),
    Twin("treatment.aftercare:AftercarePage._make_next", TREATED),
    Twin("treatment.aftercare:AftercarePage._close_now", TREATED),
    Twin("consultation.addenda:AddendaPart._store", TREATED),
)  # fmt: skip

OF_SERVICES = (
    Twin("first_start:settings_rows.put", SET_UP),
    Twin("clinic:settings_rows.put", SET_UP),
    Twin("recalls:product_rows.set_lot_state", RECALLED),
    Twin("patients:likely_same", DUPLICATE, instead=False),
    Twin("day:visit_rows.set_state", ARRIVES),
    Twin("consultations:_suspend_consents", REOPENED),
    Twin("consultations:_void_documents", WRONG),
    Twin("loading:_carried", ANEW, instead=({}, None)),
    Twin("shelf:pack_rows.insert", WRONG),
    Twin("assessment:dated", BAD + "impossible_date_is_said_and_nothing_else_is_lost"),
    Twin("decisions:snapshot_rows.insert", WRONG),
    Twin("seals:seal_rows.bind", SEALED, instead=()),
    Twin("decisions:consultation_rows.set_state", DEFERRED),
    Twin("consents:rules.held_back", HELD, instead=()),
    Twin("consent_moves:consent_rows.set_state", REOPENED),
    Twin("consent_view:_final", REOPENED, instead={}),
    Twin("reading:render_sections", HELD, instead=()),
    Twin("treatments:refusals", NO, instead=()),
    Twin("closing:Closing.missing", TREATED, instead=()),
    Twin("values:appointments", TREATED, instead=[]),
    Twin("documents:document_rows.move", QUICK + "returning_patient_needs_fewer_keys"),
    Twin("documents:_note", SAVED),
    Twin("copies:_write", SAVED),
    Twin("finding_values:findings", TREATED, instead=[]),
    Twin("values:_clinic", TREATED, instead={}),
    Twin("sheets:letterhead", TREATED),
    Twin("allergies:_first", ALLERGY),
    Twin("plan:_sites", TREATED, instead=()),
    Twin("acting:Acting.note", TREATED),
    Twin("addenda:addendum_rows.insert", TREATED),
)  # fmt: skip

TWINS = (
    *(Twin(f"{PAGES}.{t.what}", t.journey, t.instead) for t in OF_PAGES),
    *(Twin(f"{SERVICES}.{t.what}", t.journey, t.instead) for t in OF_SERVICES),
)
