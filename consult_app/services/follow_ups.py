"""Follow-ups: planned with a treatment, asked in person or by phone, a warning sign acted upon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consult_app.domain import follow_ups as domain
from consult_app.domain.adverse_events import AdverseEvent, EventTold
from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.follow_ups import Answered, Contact, FollowUp, FollowUpState
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.texts import LINE
from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Coding, PartialDate, Path, Value, say
from consult_app.forms.state import FormState
from consult_app.forms.values import value_from_text, value_to_text
from consult_app.i18n import series
from consult_app.packs.followup import FollowUpForm
from consult_app.packs.pack import Pack
from consult_app.services import alive, facts, shelf
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded, judged
from consult_app.services.permission import needs
from consult_app.storage import adverse_events as event_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import follow_ups as rows
from consult_app.storage import merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage.store import Tx

LIST_LIMIT = 500
_YES, _UNKNOWN = "yes", "unknown"


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """One follow-up with what is asked, of whom, after which treatment, and what was answered."""

    follow_up: FollowUp
    patient: Patient
    treatment: Treatment
    form: FollowUpForm | None
    pack_hash: str
    answered: Answered | None
    answers: Mapping[Path, Value]
    notes: tuple[tuple[str, str, int, object], ...]


def plan_after(acting: Acting, tx: Tx, loaded: Loaded, treatment: Treatment) -> None:
    """Plan the follow-ups of a session that has just been recorded; those of an earlier session
    of the same plan that were still to come are replaced."""
    form = judged(loaded, loaded.answers).form
    planned = [
        date.fromisoformat(value.text)
        for value in facts.answers_to(form, loaded.pack.roles.get("follow-up", ""))
        if isinstance(value, PartialDate) and len(value.text) == len("2026-11-28")
    ]
    treated = treatment.at.astimezone().date()
    for earlier in rows.planned_of(tx, treatment.consultation_id):
        if earlier.day > treated:
            rows.move(tx, earlier.id, FollowUpState.REPLACED)
    days = domain.days_after(treated, loaded.pack.plan.follow_up_weeks, planned)
    late = timedelta(days=loaded.pack.followup.late_days if loaded.pack.followup else 0)
    rows.plan(tx, treatment, [(day, day + late) for day in days])
    acting.note(tx, Event.FOLLOW_UP_PLANNED, "treatment", treatment.id, count=len(days))


def end_of_consultation(acting: Acting, tx: Tx, consultation_id: int, reason: str) -> None:
    """Nobody is called about a treatment that was entered for the wrong patient."""
    for one in rows.planned_of(tx, consultation_id):
        _give_up(acting, tx, one, reason)


@needs(Capability.RUN_DAY)
def due(acting: Acting, day: date | None = None) -> tuple[tuple[FollowUp, Patient], ...]:
    """Follow-ups whose day has come, the longest waiting first, and whose: nothing clinical."""
    with acting.read() as tx:
        return rows.asked_by(tx, day or acting.today(), LIST_LIMIT)


@needs(Capability.RUN_DAY)
def count_due(acting: Acting, day: date | None = None) -> int:
    """How many wait."""
    with acting.read() as tx:
        return rows.count_asked_by(tx, day or acting.today())


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int) -> tuple[tuple[FollowUp, Answered | None], ...]:
    """Every follow-up of a patient by day, with what was answered."""
    with acting.read() as tx:
        found = rows.of_patients(tx, merges.members(tx, patient_id))
        told = rows.answered(tx, [one.id for one in found])
    return tuple((one, told.get(one.id)) for one in found)


@needs(Capability.READ_ANSWERS)
def view(acting: Acting, follow_up_id: int) -> FollowUpView:
    """One follow-up; that it was read is audited. Raises follow-up.not-found."""
    with acting.write() as tx:
        one = rows.get(tx, follow_up_id)
        told = rows.answered(tx, [one.id]).get(one.id)
        pack = _pack(acting, tx, one, told)
        acting.note(tx, Event.PATIENT_VIEWED, "consultation", one.consultation_id)
        return FollowUpView(
            one,
            patient_rows.get(tx, one.patient_id),
            _treatment(tx, one),
            pack.followup,
            pack.hash,
            told,
            {path: value_from_text(text) for path, text in told.answers} if told else {},
            rows.notes(tx, one.id),
        )


def evaluated(form: FollowUpForm, answers: Mapping[Path, Value]) -> FormState:
    """The form with these answers, as the page draws it."""
    return evaluate(form.questionnaire, answers)


@needs(Capability.ASSESS)
def answer(
    acting: Acting, follow_up_id: int, answers: Mapping[Path, Value], way: Contact
) -> AdverseEvent | None:
    """Store what was answered, once; a warning sign opens an adverse event, which is given back.

    Raises `Refused`: follow-up.not-found, follow-up.no-form, follow-up.too-early,
    follow-up.answered-already, follow-up.incomplete.
    """
    with acting.write() as tx:
        one = rows.get(tx, follow_up_id)
        pack = _pack(acting, tx, one, None)
        late = timedelta(days=pack.followup.late_days if pack.followup else 0)
        if acting.today() < one.day - late:
            raise Refused("follow-up.too-early")
        return _answer(acting, tx, one, pack, answers, way)


@needs(Capability.ASSESS)
def to_hear(acting: Acting, treatment_id: int) -> FollowUpView:
    """What is asked of a patient who comes or calls after this treatment, though nobody had planned
    it; that the record was read is audited.

    Raises `Refused`: treatment.not-found.
    """
    with acting.write() as tx:
        treatment = _treated(tx, treatment_id)
        whose = (treatment.id, treatment.consultation_id, treatment.patient_id)
        one = FollowUp(0, *whose, acting.today(), acting.today(), called=True)
        pack = _pack(acting, tx, one, None)
        acting.note(tx, Event.PATIENT_VIEWED, "consultation", one.consultation_id)
        patient = patient_rows.get(tx, one.patient_id)
        return FollowUpView(one, patient, treatment, pack.followup, pack.hash, None, {}, ())


@needs(Capability.ASSESS)
def hear(
    acting: Acting, treatment_id: int, answers: Mapping[Path, Value], way: Contact
) -> AdverseEvent | None:
    """Store what a patient said who came or called today; a warning sign opens an adverse event.

    The planned follow-ups stay as they are: each still asks in its own week.
    Raises `Refused`: treatment.not-found, patient.died, follow-up.no-form, follow-up.incomplete,
    follow-up.heard-already (the very same was kept today).
    """
    with acting.write() as tx:
        treatment = _treated(tx, treatment_id)
        alive.require_alive(tx, treatment.patient_id)
        one = rows.add_call(tx, treatment, acting.today())
        if _heard(tx, one, answers):
            raise Refused("follow-up.heard-already")
        return _answer(acting, tx, one, _pack(acting, tx, one, None), answers, way)


def _treated(tx: Tx, treatment_id: int) -> Treatment:
    """The treatment, unless it was entered for the wrong patient. Raises treatment.not-found."""
    treatment = treatment_rows.get(tx, treatment_id)
    if consultation_rows.get(tx, treatment.consultation_id).state is State.IN_ERROR:
        raise Refused("treatment.not-found")
    return treatment


def _heard(tx: Tx, one: FollowUp, answers: Mapping[Path, Value]) -> bool:
    """Whether a call of the same day and treatment said the very same: it was kept twice."""
    calls = [
        other.id
        for other in rows.of_patients(tx, [one.patient_id])
        if other.called and (other.treatment_id, other.day) == (one.treatment_id, one.day)
    ]
    said = _as_text(answers)
    return any(told.answers == said for told in rows.answered(tx, calls).values())


def _as_text(answers: Mapping[Path, Value]) -> tuple[tuple[str, str], ...]:
    return tuple((path, value_to_text(value)) for path, value in sorted(answers.items()))


def _answer(
    acting: Acting,
    tx: Tx,
    one: FollowUp,
    pack: Pack,
    answers: Mapping[Path, Value],
    way: Contact,
) -> AdverseEvent | None:
    if pack.followup is None:
        raise Refused("follow-up.no-form")
    domain.moved(one, FollowUpState.DONE)
    form = evaluated(pack.followup, answers)
    if form.missing or form.issues:
        raise Refused("follow-up.incomplete", count=len(form.missing) or len(form.issues))
    told = _told(acting, one, pack, form, answers, way)
    rows.answer(tx, told)
    rows.move(tx, one.id, FollowUpState.DONE)
    rows.note(tx, one.id, f"answered-{way.value}", "", by=acting.user.id, at=acting.now())
    acting.note(tx, Event.FOLLOW_UP_ANSWERED, "follow_up", one.id, signs=len(told.signs))
    return _open_event(acting, tx, one, pack, told) if told.signs else None


@needs(Capability.RUN_DAY)
def not_reached(acting: Acting, follow_up_id: int, note: str = "") -> FollowUp:
    """Somebody tried in vain; the follow-up stays on the list.

    Raises `Refused`: follow-up.not-found, follow-up.answered-already, text.too-long.
    """
    with acting.write() as tx:
        one = rows.get(tx, follow_up_id)
        domain.moved(one, FollowUpState.DONE, note)  # whoever is done is not tried again
        rows.try_again(tx, one.id)
        rows.note(tx, one.id, "not-reached", note, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.FOLLOW_UP_TRIED, "follow_up", one.id)
        return rows.get(tx, one.id)


@needs(Capability.ASSESS)
def give_up(acting: Acting, follow_up_id: int, reason: str) -> FollowUp:
    """Nobody asks any more; a patient who calls is still heard.

    Raises `Refused`: follow-up.not-found, follow-up.answered-already,
    follow-up.given-up-already, follow-up.reason-missing, text.too-long.
    """
    with acting.write() as tx:
        one = rows.get(tx, follow_up_id)
        _give_up(acting, tx, one, reason)
        return rows.get(tx, one.id)


def _give_up(acting: Acting, tx: Tx, one: FollowUp, reason: str) -> None:
    rows.move(tx, one.id, domain.moved(one, FollowUpState.MISSED, reason))
    rows.note(tx, one.id, "given-up", reason, by=acting.user.id, at=acting.now())
    acting.note(tx, Event.FOLLOW_UP_MISSED, "follow_up", one.id)


def _pack(acting: Acting, tx: Tx, one: FollowUp, told: Answered | None) -> Pack:
    """The texts it was answered with, else those of its consultation; those in force where that
    consultation is from before there were questions for a follow-up."""
    if told is not None:
        return shelf.by_hash(tx, told.pack_hash)
    own = shelf.by_hash(tx, consultation_rows.get(tx, one.consultation_id).pack_hash)
    if own.followup is not None:
        return own
    language = settings_rows.get(tx).language
    return shelf.by_hash(tx, shelf.in_force(acting, tx, language))


def _treatment(tx: Tx, one: FollowUp) -> Treatment:
    sessions = treatment_rows.of_consultation(tx, one.consultation_id)
    return next(t for t in sessions if t.id == one.treatment_id)


def _told(
    acting: Acting,
    one: FollowUp,
    pack: Pack,
    form: FormState,
    answers: Mapping[Path, Value],
    way: Contact,
) -> Answered:
    asked = pack.followup
    assert asked is not None  # noqa: S101 - the caller has refused otherwise

    def score(name: str) -> int | None:
        found = facts.answers_to(form, asked.scores[name])
        return next((value for value in found if isinstance(value, int)), None)

    def said(code: str) -> tuple[str, ...]:
        return tuple(
            sign
            for sign in asked.signs()
            if any(isinstance(v, Coding) and v.code == code for v in facts.answers_to(form, sign))
        )

    return Answered(
        one.id,
        pack.hash,
        _as_text(answers),
        score("pain"),
        score("function"),
        score("satisfaction"),
        said(_YES),
        said(_UNKNOWN),
        way,
        acting.user.id,
        acting.now(),
    )


def _open_event(acting: Acting, tx: Tx, one: FollowUp, pack: Pack, told: Answered) -> AdverseEvent:
    assert pack.followup is not None  # noqa: S101 - what was answered has questions
    spoken = settings_rows.get(tx).language
    language = spoken if spoken in pack.languages else pack.languages[0]
    items = {i.link_id: i for s in pack.followup.questionnaire.items for i in s.items}
    asked = (items[sign] for sign in told.signs)
    words = [say(item.short, language) or say(item.text, language) for item in asked]
    found = event_rows.insert(
        tx,
        EventTold(title=series(words)[:LINE]),
        patient_id=one.patient_id,
        consultation_id=one.consultation_id,
        treatment_id=one.treatment_id,
        follow_up_id=one.id,
        by=acting.user.id,
        at=acting.now(),
    )
    acting.note(tx, Event.ADVERSE_EVENT_OPENED, "adverse_event", found.id)
    return found
