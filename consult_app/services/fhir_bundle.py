"""One consultation as an HL7 FHIR R4 Bundle: everything of it, references between its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from consult_app.domain.adverse_events import EventState
from consult_app.domain.consent import Consent
from consult_app.domain.consultation import State
from consult_app.domain.follow_ups import Answered, FollowUp
from consult_app.exchange.fhir import adverse, care, consent, history, outcome, papers, people
from consult_app.exchange.fhir.basics import JsonObject, Names, moment
from consult_app.exchange.fhir.bundle import Collecting
from consult_app.exchange.fhir.consent import Step
from consult_app.forms import jsontext
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Questionnaire, say
from consult_app.forms.r4_write import questionnaire_to_json
from consult_app.forms.response import response_to_json
from consult_app.forms.values import value_from_text
from consult_app.packs.rules import all_items
from consult_app.services import facts, indication, material, shelf
from consult_app.services.acting import Acting
from consult_app.services.material import Material
from consult_app.services.told_history import History
from consult_app.storage import adverse_events as event_rows
from consult_app.storage import audit, merges
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import follow_ups as follow_up_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage.store import Tx

Watch = Callable[[int, int], None]

_STATUS = {
    State.DRAFT: "in-progress",
    State.DECIDED: "completed",
    State.CLOSED: "completed",
    State.ABANDONED: "stopped",
    State.IN_ERROR: "entered-in-error",
}
"""State of the consultation -> status of its QuestionnaireResponse."""


def of_consultation(
    acting: Acting, tx: Tx, consultation_id: int, watch: Watch | None = None
) -> bytes:
    """The Bundle as UTF-8 JSON, inside the transaction of an export, which audits it.

    `watch` is told how many papers of how many are in it; what it raises ends the export. Raises
    `Refused`: consultation.not-found, store.altered.
    """
    told = material.gather(acting, tx, consultation_id, None)
    bundle = _Bundle(acting, tx, told, watch)
    return jsontext.dumps(bundle.whole(), indent=1).encode()


class _Bundle:
    """The making of one Bundle, inside one transaction."""

    def __init__(self, acting: Acting, tx: Tx, told: Material, watch: Watch | None) -> None:
        self._acting, self._tx, self._told, self._watch = acting, tx, told, watch
        self._names = Names(_records(tx))
        loaded = told.loaded
        # in one language: readers that are sold with R4 stumble over translated extensions
        spoken, own = loaded.pack.languages, loaded.settings.language
        self._language = own if own in spoken else spoken[0]
        kept = merges.kept(tx, loaded.patient.id)
        self._patient = patient_rows.get(tx, kept)
        self._title = say(loaded.pack.title, self._language)
        name = self._names.of("Bundle", f"{loaded.consultation.id}/{told.now}")
        self._all = Collecting(name, told.now)

    def whole(self) -> JsonObject:
        """Every part; a part that names another stands with it in the Bundle."""
        self._people()
        self._answers()
        self._history()
        self._products()
        self._follow_ups()
        self._events()
        self._papers()
        for one in consent_rows.of_consultation(self._tx, self._told.loaded.consultation.id):
            self._consent(one)
        self._staff()
        return self._all.bundle()

    def _add(self, kind: str, key: object, resource: JsonObject) -> None:
        self._all.add(self._names.of(kind, key), resource)

    def _people(self) -> None:
        loaded = self._told.loaded
        self._add("Patient", self._patient.id, people.patient(self._names, self._patient))
        own = loaded.consultation.patient_id
        if own != self._patient.id:  # joined since: rows still name the other record
            other = patient_rows.apart(self._tx, own)
            self._add("Patient", own, people.patient(self._names, other, self._patient.id))
        self._add("Organization", "clinic", people.organization(loaded.settings))

    def _staff(self) -> None:
        """Those that something names; who else works here is nobody's business."""
        named = self._all.named()
        for user in self._told.people.values():
            if self._names.of("Practitioner", user.id) in named:
                self._add("Practitioner", user.id, people.practitioner(self._names, user))

    def _answers(self) -> None:
        loaded, names = self._told.loaded, self._names
        form = replace(loaded.pack.questionnaire, url=names.of("Questionnaire", loaded.pack.hash))
        self._add("Questionnaire", loaded.pack.hash, questionnaire_to_json(form, self._language))
        response = self._response(form)
        self._add("QuestionnaireResponse", loaded.consultation.id, response)
        target = [names.reference("QuestionnaireResponse", loaded.consultation.id)]
        for decision in self._told.decisions:
            step = Step(
                f"decision: {decision.record.choice.value}", decision.author_id, decision.at
            )
            self._add(
                "Provenance", f"decision/{decision.id}", consent.provenance(names, target, step)
            )

    def _response(self, form: Questionnaire) -> JsonObject:
        loaded = self._told.loaded
        response = response_to_json(
            form,
            self._told.state.form,
            status=_STATUS[loaded.consultation.state],
            language=self._language,
            authored=moment(loaded.consultation.started_at),
            subject=self._names.of("Patient", loaded.patient.id),
        )
        author = self._names.reference("Practitioner", loaded.consultation.physician_id)
        renamed = {
            facts.product_reference(one).reference: self._names.of(_PRODUCT, one.id)
            for one in loaded.products
        }
        return _renamed(response, renamed) | {"author": author}

    def _history(self) -> None:
        loaded, names = self._told.loaded, self._names
        drawn = History(loaded.pack, self._told.state.form, self._language)
        at, key, patient = loaded.consultation.started_at, loaded.consultation.id, loaded.patient.id
        for n, illness in enumerate(drawn.illnesses()):
            self._add("Condition", f"{key}/{n}", history.condition(names, patient, illness, at))
        for n, allergy in enumerate(drawn.allergies()):
            self._add(
                "AllergyIntolerance", f"{key}/{n}", history.allergy(names, patient, allergy, at)
            )
        for n, medicine in enumerate(drawn.medicines()):
            self._add(
                "MedicationStatement", f"{key}/{n}", history.medicine(names, patient, medicine, at)
            )

    def _products(self) -> None:
        loaded, told, names = self._told.loaded, self._told, self._names
        reason = indication.words(told.state.form, loaded.pack.roles, self._language)
        planned = facts.planned_product(loaded.products, told.state.form, loaded.pack.roles)
        products = {one.id: one for one in loaded.products}
        used = {t.product_id for t in told.treatments} | ({planned.id} if planned else set())
        for id_ in sorted(used):
            self._add(_PRODUCT, id_, care.product(names, products[id_]))
        for lot in told.lots.values():
            self._add("Device", lot.id, care.device(names, products[lot.product_id], lot))
        for one in told.treatments:
            self._add("Procedure", one.id, care.procedure(names, one, self._title, reason))
            step = Step("treatment recorded", one.author_id, one.at)
            target = [names.reference("Procedure", one.id)]
            made = consent.provenance(names, target, step)
            self._add("Provenance", f"treatment/{one.id}", made)

    def _follow_ups(self) -> None:
        """Those that were answered; what is planned or given up tells nothing of the patient."""
        mine = self._told.loaded.consultation.id
        members = merges.members(self._tx, self._patient.id)
        found = [
            f for f in follow_up_rows.of_patients(self._tx, members) if f.consultation_id == mine
        ]
        answered = follow_up_rows.answered(self._tx, [one.id for one in found])
        for one in found:
            if told := answered.get(one.id):
                self._follow_up(one, told)

    def _follow_up(self, one: FollowUp, told: Answered) -> None:
        names, asked = self._names, shelf.by_hash(self._tx, told.pack_hash).followup
        if asked is None:
            return
        key = f"follow-up/{told.pack_hash}"
        form = replace(asked.questionnaire, url=names.of("Questionnaire", key))
        self._add("Questionnaire", key, questionnaire_to_json(form, self._language))
        answers = {path: value_from_text(text) for path, text in told.answers}
        response = response_to_json(
            form,
            evaluate(form, answers),
            status="completed",
            language=self._language,
            authored=moment(told.at),
            subject=names.of("Patient", one.patient_id),
        )
        told_after = outcome.told_after(names, one, told, response)
        self._add("QuestionnaireResponse", f"follow-up/{one.id}", told_after)
        items = all_items(form)
        scores = {
            name: (getattr(told, name), say(items[link_id].text, self._language))
            for name, link_id in asked.scores.items()
        }
        for name, made in outcome.observations(names, one, told, scores).items():
            self._add("Observation", f"{one.id}/{name}", made)

    def _events(self) -> None:
        """Those of this consultation; R4 has no way to say that one was entered in error."""
        loaded, names = self._told.loaded, self._names
        lots = {one.id: one.record.lot_id for one in self._told.treatments}
        for event in event_rows.of_patients(self._tx, merges.members(self._tx, self._patient.id)):
            mine = event.consultation_id == loaded.consultation.id
            if not mine or event.state is EventState.ERROR:
                continue
            lot = lots.get(event.treatment_id) if event.treatment_id is not None else None
            self._add("AdverseEvent", event.id, adverse.adverse_event(names, event, lot))

    def _papers(self) -> None:
        found = document_rows.of_consultation(self._tx, self._told.loaded.consultation.id)
        for done, paper in enumerate(found):
            self._tell(done, len(found))
            content = document_rows.content(self._tx, paper.id)
            resource = papers.document_reference(self._names, paper, content)
            self._add("DocumentReference", paper.id, resource)
        self._tell(len(found), len(found))

    def _tell(self, done: int, total: int) -> None:
        if self._watch is not None:
            self._watch(done, total)

    def _consent(self, one: Consent) -> None:
        names, pack = self._names, self._told.loaded.pack
        for n, guardian in enumerate(one.conversation.guardians):
            related = people.related_person(names, one.patient_id, guardian)
            self._add("RelatedPerson", f"{one.id}/{n}", related)
        statements = {s.id: say(s.text, one.language) for s in pack.consent.statements}
        products = {p.id: p.name for p in self._told.loaded.products}
        resource = consent.consent(
            names, one, statements, self._title, products.get(one.scope.product_id, "")
        )
        self._add("Consent", one.id, resource)
        for n, event in enumerate(consent_rows.events(self._tx, one.id)):
            step = Step(event.move.value, event.author_id, event.at)
            self._add("Provenance", f"consent/{one.id}/{n}", consent.of_consent(names, one, step))


_PRODUCT = "BiologicallyDerivedProduct"


def _records(tx: Tx) -> str:
    """What tells these records from all others: the moment and the subject they begin with."""
    told = audit.first(tx)
    return f"{told.event} {told.at.isoformat()}" if told else ""


def _renamed(value: JsonObject, names: Mapping[str, str]) -> JsonObject:
    """The same with its references named as they are in the Bundle; others are said in words."""
    found: JsonObject = {}
    for key, inner in value.items():
        if key == "valueReference" and isinstance(inner, dict):
            found[key] = _reference(inner, names)
        elif isinstance(inner, dict):
            found[key] = _renamed(inner, names)
        elif isinstance(inner, list):
            found[key] = [_renamed(i, names) if isinstance(i, dict) else i for i in inner]
        else:
            found[key] = inner
    return found


def _reference(value: JsonObject, names: Mapping[str, str]) -> JsonObject:
    reference = str(value.get("reference", ""))
    if reference in names:
        return value | {"reference": names[reference]}
    return {"display": str(value.get("display") or reference)}
