"""Fills the table of template values (`packs.values`) from what is stored of one consultation."""

from __future__ import annotations

from datetime import date, datetime

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.documents import Kind
from consult_app.domain.products import Product
from consult_app.forms.model import say
from consult_app.i18n import _, series
from consult_app.packs.pack import Pack
from consult_app.packs.regulatory import entries_for
from consult_app.packs.templates import Template
from consult_app.packs.values import blank_values
from consult_app.services import answer_table, facts, finding_values, indication, plan
from consult_app.services.assessment import Loaded
from consult_app.services.consent_values import consent_values
from consult_app.services.follow_up import appointments
from consult_app.services.material import Material
from consult_app.services.record_words import choice_words, pack_words
from consult_app.services.wording import clock_words, day_words, moment_words, partial_words

Values = dict[str, object]


def values(material: Material, template: Template, language: str) -> Values:
    """Every name of the table that this template may ask for; empty where there is nothing to
    say."""
    loaded, kind = material.loaded, Kind(template.id)
    form, roles = material.state.form, loaded.pack.roles
    planned = plan.read(form, roles, loaded.products, language)
    filled = blank_values()
    filled |= {
        "today": day_words(material.now.astimezone().date(), language),
        "review_by": day_words(template.review_by, language),
        "clinic": clinic_values(loaded.settings),
        "patient": _patient(loaded, language),
        "physician": _physician(material),
        "reason": _text(material, "reason", language),
        "hope": _text(material, "hope", language),
        "indication": indication.words(form, roles, language),
        "findings": finding_values.findings(material, language),
        "evaluations": finding_values.evaluations(material, language),
        "rationales": finding_values.rationales(material, language),
        "rules_off": finding_values.rules_off(material, language),
        "decision": _decision(material, language),
        "decided_before": _decided_before(material, language),
        "judged_by": pack_words(loaded, language),
        "plan": _plan(planned),
        "product": _product(planned.product),
        "followups": appointments(material, planned, language),
        "regulatory": regulatory(loaded.pack, loaded.settings, loaded.today, language),
        "open_screens": answer_table.open_screens(material, language),
        "documents": [{"title": t, "number": n} for t, n in material.documents],
    }
    if material.treatments:
        filled["treatment"] = _treatment(material, language)
    if material.treatments and kind is Kind.AFTERCARE:
        filled["treated"] = tuple(p.site for p in material.treatments[-1].record.places)
    if material.consent is not None:
        filled |= consent_values(material, material.consent, language)
    if kind is Kind.SUMMARY:
        filled["answers"] = answer_table.sections(material, language)
    return filled


def _text(material: Material, role: str, language: str) -> str:
    link_id = material.loaded.pack.roles.get(role, "")
    return " ".join(str(v) for v in facts.answers_to(material.state.form, link_id))


def clinic_values(clinic: ClinicSettings) -> Values:
    """What a template may say of the clinic."""
    return {
        "name": clinic.name,
        "address": clinic.address,
        "phone_day": _unbroken(clinic.phone_day),
        "phone_night": _unbroken(clinic.phone_night),
        "emergency": clinic.emergency,
        "jurisdiction": clinic.jurisdiction,
        "costs": clinic.costs,
    }


def _unbroken(number: str) -> str:
    """A number that no line end may part."""
    return number.replace(" ", "\u00a0")


def _physician(material: Material) -> Values:
    user = material.physician
    return {"name": user.name, "title": user.title, "display": user.display_name}


def _patient(loaded: Loaded, language: str) -> Values:
    patient = loaded.patient
    sexes = {"female": _("Female"), "male": _("Male"), "other": _("Other"), "unknown": ""}
    return {
        "name": patient.name,
        "birth_date": day_words(patient.birth_date, language),
        "age": str(patient.age_on(loaded.today)),
        "record_number": patient.record_number,
        "sex": sexes[patient.sex.value],
    }


def _decision(material: Material, language: str) -> Values:
    decision = material.loaded.decision
    if decision is None:
        return dict.fromkeys(("kind", "words", "reason", "until", "author", "date", "day"), "")
    until = decision.record.until
    return {
        "kind": decision.record.choice.value,
        "words": choice_words(decision.record.choice),
        "reason": decision.record.reason,
        "until": day_words(until, language) if until else "",
        "author": material.person(decision.author_id),
        "date": moment_words(decision.at, language),
        "day": day_words(decision.at.astimezone().date(), language),
    }


def _decided_before(material: Material, language: str) -> list[Values]:
    """The decisions that the one in force has taken the place of, the newest first."""
    now = material.loaded.decision
    return [
        {
            "words": choice_words(decision.record.choice),
            "reason": decision.record.reason,
            "author": material.person(decision.author_id),
            "date": moment_words(decision.at, language),
        }
        for decision in material.decisions
        if now is None or decision.id != now.id
    ]


def _plan(planned: plan.Plan) -> Values:
    return {
        "sites": [
            {
                "area": s.area,
                "side": s.side,
                "route": s.route,
                "words": s.words,
                "region": s.mark.region,
                "laterality": s.mark.side,
            }
            for s in planned.sites
        ],
        "sites_words": series((s.words for s in planned.sites), "; "),
        "product": planned.product.name if planned.product else "",
        "sessions": str(planned.sessions) if planned.sessions else "",
        "dose": planned.dose,
        "interval": planned.interval,
        "advice": [line for text in planned.advice for line in text.splitlines() if line.strip()],
    }


def _product(product: Product | None) -> Values:
    if product is None:
        return dict.fromkeys(
            ("name", "manufacturer", "biological_source", "source_words", "components"), ""
        )
    words = {
        "stem-cells": _("stem cells"),
        "other": _("other cells"),
        "unknown": _("not recorded here"),
    }
    return {
        "name": product.name,
        "manufacturer": product.manufacturer,
        "biological_source": product.source.value,
        "source_words": words[product.source.value],
        "components": series(product.components),
    }


def _treatment(material: Material, language: str) -> Values:
    treatment = material.treatments[-1]
    lot = material.lots[treatment.record.lot_id]
    products = {p.id: p.name for p in material.loaded.products}
    return {
        "date": day_words(treatment.at.astimezone().date(), language),
        "physician": material.person(treatment.author_id),
        "site": treatment.record.where,
        "product": products.get(treatment.product_id, ""),
        "lot": lot.number,
        "expiry": day_words(lot.expiry, language),
        "dose": treatment.record.dose,
        "began": _clock(treatment.record.started_at, language),
        "ended": _clock(treatment.record.ended_at, language),
        "session": str(treatment.record.session),
        "sessions": str(treatment.sessions),
    }


def _clock(moment: datetime | None, language: str) -> str:
    return clock_words(moment, language) if moment is not None else ""


def regulatory(pack: Pack, clinic: ClinicSettings, today: date, language: str) -> list[Values]:
    """What is recorded of the legal status in the clinic's country; empty where nothing is."""
    months = pack.plan.review_months
    return [
        {
            "text": say(entry.text, language),
            "source": say(entry.source, language),
            "source_date": partial_words(entry.source_date, language),
            "checked_on": day_words(entry.checked_on, language),
            "overdue": "yes" if entry.is_overdue(today, months) else "",
        }
        for entry in entries_for(pack.regulatory, clinic.jurisdiction)
    ]
