"""The reporter's worksheet of an adverse event: what a report asks for, filled from the records.

Fields are those of MedWatch 3500 and of the Turkish form; it is no report by itself.
"""

from __future__ import annotations

from consult_app.documents.drawing import check, render
from consult_app.domain.adverse_events import (
    Causality,
    EventTold,
    Outcome,
    Report,
    Serious,
    Severity,
)
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, mark, series, speaking
from consult_app.packs.pack import Pack
from consult_app.packs.templates import render_template
from consult_app.packs.values import blank_values
from consult_app.services import (
    documents,
    indication,
    loading,
    plan,
    seals,
    sheets,
    shelf,
)
from consult_app.services.acting import Acting
from consult_app.services.adverse_events import EventView, view_in
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import judged
from consult_app.services.permission import needs
from consult_app.services.seals import InForce
from consult_app.services.values import Values, clinic_values
from consult_app.services.wording import day_words
from consult_app.storage import documents as document_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

SERIOUS = {
    Serious.DEATH: mark("death"),
    Serious.LIFE_THREATENING: mark("life was in danger"),
    Serious.HOSPITAL: mark("taken into hospital, or kept there longer"),
    Serious.DISABILITY: mark("lasting harm or disability"),
    Serious.BIRTH_DEFECT: mark("birth defect"),
    Serious.INTERVENTION: mark("treated to prevent lasting harm"),
    Serious.OTHER: mark("another event that a physician finds important"),
}
SEVERITY = {
    Severity.MILD: mark("mild"),
    Severity.MODERATE: mark("moderate"),
    Severity.SEVERE: mark("severe"),
}
CAUSALITY = {
    Causality.CERTAIN: mark("certain"),
    Causality.PROBABLE: mark("probable"),
    Causality.POSSIBLE: mark("possible"),
    Causality.UNLIKELY: mark("unlikely"),
    Causality.UNCLASSIFIED: mark("more must be known first"),
    Causality.UNASSESSABLE: mark("cannot be judged"),
}
OUTCOME = {
    Outcome.RECOVERED: mark("recovered"),
    Outcome.RECOVERING: mark("recovering"),
    Outcome.NOT_RECOVERED: mark("not recovered"),
    Outcome.SEQUELAE: mark("recovered with lasting effects"),
    Outcome.FATAL: mark("fatal"),
    Outcome.UNKNOWN: mark("unknown"),
}
_TRIES = 5
"""Times that it is drawn anew because others kept documents meanwhile."""


@needs(Capability.ASSESS)
def make(acting: Acting, event_id: int) -> DocumentRecord:
    """Draw, seal and keep the worksheet as the event stands now.

    Raises `Refused`: event.not-found, event.no-treatment, document.overtaken, and what cannot be
    drawn.
    """
    with acting.read() as tx:
        sealer = seals.in_force(acting, tx)
    if sealer is None:
        with acting.write() as tx:
            sealer = seals.in_force_from_now(acting, tx)
    for last in reversed(range(_TRIES)):
        planned = _plan(acting, event_id, sealer)
        drawn = documents.sealed(planned, render(planned.sheet), acting.now())
        try:
            with acting.write() as tx:
                return documents.keep(acting, tx, drawn)
        except Refused as refusal:
            if refusal.code != "document.overtaken" or not last:
                raise
    raise Refused("document.overtaken")


def _plan(acting: Acting, event_id: int, sealer: InForce) -> documents.Plan:
    with acting.write() as tx:  # the texts in force are stored with their first use
        found = view_in(tx, event_id)
        if found.treatment is None:
            raise Refused("event.no-treatment")
        clinic = settings_rows.get(tx)
        pack = _texts(acting, tx, clinic.language)
        language = clinic.language if clinic.language in pack.languages else pack.languages[0]
        template = pack.template(Kind.ADVERSE_EVENT.value, language)
        with speaking(language):
            filled = _values(acting, tx, found, language) | {"clinic": clinic_values(clinic)}
            sheet = sheets.lay_out(
                tx,
                found.patient,
                clinic,
                template,
                language,
                tuple(render_template(template, filled)),
                number=document_rows.upcoming_number(tx, acting.today().year),
                at=acting.now(),
                mark=sheets.final_mark(clinic, pack.hash, language),
            )
    check(sheet)
    return documents.Plan(
        sheet,
        Kind.ADVERSE_EVENT,
        found.treatment.patient_id,
        found.treatment.consultation_id,
        template.audience,
        sealer,
        (),
    )


def _texts(acting: Acting, tx: Tx, language: str) -> Pack:
    """The texts in force; the shipped ones where those in force are older than this sheet."""
    pack = shelf.by_hash(tx, shelf.in_force(acting, tx, language))
    known = (Kind.ADVERSE_EVENT.value, pack.languages[0]) in pack.templates
    return pack if known else shelf.shipped()


def _values(acting: Acting, tx: Tx, found: EventView, language: str) -> Values:
    patient, today = found.patient, acting.today()
    sexes = {"female": _("Female"), "male": _("Male"), "other": _("Other"), "unknown": ""}
    return blank_values() | {
        "patient": {
            "name": patient.name,
            "birth_date": day_words(patient.birth_date, language),
            "age": str(patient.age_on(found.event.told.began or today)),
            "record_number": patient.record_number,
            "sex": sexes[patient.sex.value],
        },
        "event": {
            **_told(found.event.told, language),
            **_given(acting, tx, found, language),
            "reports": [
                series(filter(None, (one.authority, day_words(one.day, language), one.reference)))
                for one in found.event.reports
            ],
        },
    }


def _sent(one: Report, language: str) -> str:
    parts = (one.authority, day_words(one.day, language), one.reference)
    return series(filter(None, parts))


def _told(told: EventTold, language: str) -> dict[str, object]:
    serious = {True: _("yes"), False: _("no"), None: _("not judged yet")}
    return {
        "title": told.title,
        "description": told.description,
        "action": told.action,
        "other_medicines": told.other_medicines,
        "began": day_words(told.began, language) if told.began else "",
        "ended": day_words(told.ended, language) if told.ended else "",
        "serious": serious[told.serious],
        "criteria": series((_(SERIOUS[one]) for one in told.criteria), "; "),
        "severity": _(SEVERITY[told.severity]) if told.severity else "",
        "causality": _(CAUSALITY[told.causality]) if told.causality else "",
        "causality_reason": told.causality_reason,
        "outcome": _(OUTCOME[told.outcome]) if told.outcome else "",
        "reporter": told.reporter,
        "profession": told.reporter_profession,
    }


def _given(acting: Acting, tx: Tx, found: EventView, language: str) -> dict[str, object]:
    """What was given, from the treatment, and the answers of its consultation."""
    treatment, product, lot = found.treatment, found.product, found.lot
    assert treatment is not None and product is not None and lot is not None  # noqa: S101, PT018 - asked before
    loaded = loading.read(acting, tx, treatment.consultation_id)
    form = judged(loaded, loaded.answers).form
    planned = plan.read(form, loaded.pack.roles, loaded.products, language)
    routes = {site.route_code: site.route for site in planned.sites}
    weight = loaded.pack.exchange.weight
    weighed = next((v for v in form.with_link_id(weight) if v.enabled and v.answers), None)
    return {
        "weight": value_words(weighed.item, weighed.answers[0], language) if weighed else "",
        "product": product.name,
        "manufacturer": product.manufacturer,
        "lot": lot.number,
        "expiry": day_words(lot.expiry, language),
        "treated": day_words(treatment.at.astimezone().date(), language),
        "dose": treatment.record.dose,
        "route": routes.get(treatment.record.route, ""),
        "site": treatment.record.where,
        "indication": indication.words(form, loaded.pack.roles, language),
    }
