"""Consent with its answers, and Provenance: who did what, when, and which signatures stand for it.

The states of a consent are finer than R4's: the exact one is told as a note in the policy rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import SECOND, WITNESS, Consent, ConsentState, Signature
from consult_app.domain.conversation import Reply
from consult_app.exchange.fhir.basics import LOINC, JsonObject, Names, concept, filled, moment, term

_STATUS = {
    ConsentState.PREPARING: "draft",
    ConsentState.INFORMED: "draft",
    ConsentState.REFLECTING: "proposed",
    ConsentState.OPEN: "proposed",
    ConsentState.OUT_FOR_INK: "proposed",
    ConsentState.PATIENT_SIGNED: "proposed",
    ConsentState.GIVEN: "active",
    ConsentState.DECLINED: "rejected",
    ConsentState.VOID: "entered-in-error",
}
"""Our state -> R4's; every other is inactive: it was given and does not hold now."""

_PROOF = ("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.7", "Consent Signature")
_VERIFIED = ("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.5", "Verification Signature")


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the life of a record: what, by whom, when."""

    what: str
    author_id: int
    at: datetime


def consent(
    names: Names, one: Consent, statements: Mapping[str, str], title: str, product: str
) -> JsonObject:
    """A consent. `statements`: id -> its words; `title`: what the treatment is called."""
    covered = "; ".join(part for part in (title, product, *one.scope.sites) if part)
    return filled(
        resourceType="Consent",
        status=_STATUS.get(one.state, "inactive"),
        scope=term("consentscope", "treatment", "Treatment"),
        category=[concept("", "59284-0", LOINC, "Consent Document")],
        patient=names.reference("Patient", one.patient_id),
        dateTime=_signed_at(one),
        performer=_consenters(names, one),
        organization=[names.reference("Organization", "clinic")],
        sourceReference=(
            names.reference("DocumentReference", one.document_id) if one.document_id else {}
        ),
        policyRule=concept(f"Text {one.template}; state in the clinic: {one.state.value}"),
        provision=_provision(one, statements, covered),
    )


def _signed_at(one: Consent) -> str:
    signed = [s.at for s in one.signatures] or ([one.informed_at] if one.informed_at else [])
    return moment(max(signed)) if signed else ""


def _consenters(names: Names, one: Consent) -> list[JsonObject]:
    """The patient, or one or two who consent for them, each with by what right."""
    if not one.conversation.represented:
        return [names.reference("Patient", one.patient_id)]
    return [
        names.reference("RelatedPerson", f"{one.id}/{n}", guardian.name)
        for n, guardian in enumerate(one.conversation.guardians)
    ]


def _provision(one: Consent, statements: Mapping[str, str], covered: str) -> JsonObject:
    answered = [
        {
            "type": "permit" if reply is Reply.YES else "deny",
            "code": [concept(statements.get(id_, id_))],
        }
        for id_, reply in one.conversation.replies
        if reply is not Reply.TALK
    ]
    period = filled(
        start=_signed_at(one), end=one.valid_until.isoformat() if one.valid_until else ""
    )
    # R4 permits no type here: whether the whole is in force, the status says
    return filled(
        period=period,
        code=[concept(f"{covered}; sessions: {one.scope.sessions}")],
        provision=answered,
    )


def of_consent(names: Names, one: Consent, step: Step) -> JsonObject:
    """One move of a consent; the last signature on the screen comes with all that were made.

    Those on paper are in the scan: R4 wants the instant of each, which no paper tells.
    """
    signing = range(len(one.signatures)) if step.what == "physician-signs" else ()
    made = [_signature(names, one, index) for index in signing]
    return provenance(names, [names.reference("Consent", one.id)], step) | filled(signature=made)


def _signature(names: Names, one: Consent, index: int) -> JsonObject:
    made = one.signatures[index]
    by_house = made.role in {"physician", WITNESS}
    system, code, display = _VERIFIED if by_house else _PROOF
    return {
        "type": [{"system": system, "code": code, "display": display}],
        "when": moment(made.at),
        "who": _signer(names, one, made),
        "sigFormat": "application/pdf",
    }


def _signer(names: Names, one: Consent, made: Signature) -> JsonObject:
    """Who signed; a witness is told by name alone, for they have no resource."""
    if made.role == "physician" and one.informed_by is not None:
        return names.reference("Practitioner", one.informed_by, made.name)
    if made.role == WITNESS:
        return {"display": made.name}
    if not one.conversation.represented:
        return names.reference("Patient", one.patient_id, made.name)
    return names.reference("RelatedPerson", f"{one.id}/{int(made.role == SECOND)}", made.name)


def provenance(names: Names, targets: Sequence[JsonObject], step: Step) -> JsonObject:
    """Who brought the targets into being or changed them, and when."""
    agent = {
        "type": term("provenance-participant-type", "author", "Author"),
        "who": names.reference("Practitioner", step.author_id),
        "onBehalfOf": names.reference("Organization", "clinic"),
    }
    return filled(
        resourceType="Provenance",
        target=list(targets),
        occurredDateTime=moment(step.at),
        recorded=moment(step.at),
        activity=concept(step.what),
        agent=[agent],
    )
