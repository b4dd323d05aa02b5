"""Composes a sheet from what is stored: template, values of this patient, letterhead, footer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.blocks import Block, Letterhead, Sheet
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.consent import Consent, ConsentState
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Edition, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.rules import Outcome
from consult_app.domain.suitability import for_specialist
from consult_app.errors import Refused
from consult_app.i18n import _, speaking
from consult_app.packs.pack import Pack
from consult_app.packs.templates import Template, render_template
from consult_app.services import by_hand as by_hands
from consult_app.services import language as languages
from consult_app.services import outcomes, scores, shelf
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentState, Loaded
from consult_app.services.material import Material, gather
from consult_app.services.values import Values, values
from consult_app.services.wording import day_words
from consult_app.storage import audit
from consult_app.storage.store import Tx

ANCHOR_DIGITS = 16
"""Of the hash, on paper: too many to be hit by trying, few enough to be typed."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A sheet with whose it is and who may see it (desk or clinical).

    `asks`: of a letter to a specialist, each condition with the fingerprint of its answers.
    """

    sheet: Sheet
    patient_id: int
    audience: str
    asks: tuple[tuple[str, str], ...] = ()


def compose(
    acting: Acting,
    tx: Tx,
    consultation_id: int,
    kind: Kind,
    *,
    number: str,
    final: bool,
    consent: Consent | None = None,
    edition: Edition | None = None,
    by_hand: bool = False,
) -> Composed:
    """The sheet as it is to be drawn. `final` asks that everything before it has happened.

    Without an `edition` a patient's paper is as large as registered, a colleague's is ordinary.
    `by_hand`: what the patient has not answered yet has its boxes and lines on the paper.

    Raises `Refused`: document.treatment-missing, document.numbers-missing,
    document.decision-missing, document.in-error, document.template-missing,
    document.language-missing, document.nothing-answered, document.letter-by-recall
    (`recall_letters` makes those), document.sheet-by-event (`event_worksheet`).
    """
    if kind in {Kind.RECALL, Kind.RECALL_END}:
        raise Refused("document.letter-by-recall")
    if kind is Kind.ADVERSE_EVENT:
        raise Refused("document.sheet-by-event")
    material = gather(acting, tx, consultation_id, consent)
    if final:
        _require(kind, material)
    pack = _texts(material, kind)
    language = _language(material, pack, kind, final=final)
    template = pack.template(kind.value, language)
    with speaking(language):  # of the paper, whatever the window speaks
        given = values(material, template, language)
        if kind is Kind.SCORES:
            given |= _scores(tx, material, language, final=final)
        if by_hand:
            given = by_hands.with_room(given, material.loaded.pack, language)
            blocks = tuple(by_hands.blocks(template, given))
        else:
            blocks = render_template(template, given)
        mark = _mark(material.loaded, pack, language, final)
        sheet = _sheet(tx, material, template, language, number, mark, blocks)
    sheet = replace(sheet, edition=(edition or _edition(material, template)).value)
    asks = for_specialist(material.state.suitability) if kind is Kind.REFERRAL else ()
    return Composed(sheet, material.loaded.patient.id, template.audience, asks)


def _texts(material: Material, kind: Kind) -> Pack:
    """The texts of the consultation; the shipped ones where those are older than such a sheet."""
    pack = material.loaded.pack
    return pack if (kind.value, pack.languages[0]) in pack.templates else shelf.shipped()


def _scores(tx: Tx, material: Material, language: str, *, final: bool) -> Values:
    """What the patient said after every treatment. Raises document.nothing-answered."""
    found = outcomes.of_patient_in(tx, material.loaded.patient.id)
    if final and found.form is None:
        raise Refused("document.nothing-answered")
    return scores.values(found, material.now.astimezone().date(), language)


def _language(material: Material, pack: Pack, kind: Kind, *, final: bool) -> str:
    """A consent keeps its language; a colleague reads the clinic's, a patient their own."""
    loaded = material.loaded
    if kind is Kind.CONSENT and material.consent is not None:
        return material.consent.language
    if pack.template(kind.value, pack.languages[0]).reader == "professional":
        ours = loaded.settings.language
        return ours if ours in pack.languages else pack.languages[0]
    choose = languages.of_papers if final else languages.of_preview
    return choose(pack, material.state.form, loaded.patient)


def _edition(material: Material, template: Template) -> Edition:
    for_colleagues = template.reader == "professional"
    return Edition.STANDARD if for_colleagues else material.loaded.patient.edition


def _require(kind: Kind, material: Material) -> None:
    """What must have happened before this kind of document is final."""
    loaded = material.loaded
    if loaded.consultation.state is State.IN_ERROR:
        raise Refused("document.in-error")
    choice = loaded.decision.record.choice if loaded.decision else None
    decided = loaded.consultation.state in {State.DECIDED, State.CLOSED}
    if kind is Kind.AFTERCARE:
        if not material.treatments:
            raise Refused("document.treatment-missing")
        if loaded.settings.missing_for_aftercare():
            raise Refused("document.numbers-missing")
    if kind is Kind.DEFERRAL and not (decided and choice is Choice.DEFER):
        raise Refused("document.decision-missing")
    if kind is Kind.REFERRAL and not _specialist_asked(material.state):
        raise Refused("document.no-specialist-finding")
    if kind is Kind.DECLINE and not _declined(material, decided, choice):
        raise Refused("document.decision-missing")
    if kind is Kind.SUMMARY and not decided:
        raise Refused("document.decision-missing")


def _specialist_asked(state: AssessmentState) -> bool:
    return any(f.rule.outcome is Outcome.SPECIALIST for f in state.suitability.findings)


def _declined(material: Material, decided: bool, choice: Choice | None) -> bool:
    consent = material.consent
    said_no = consent is not None and consent.state is ConsentState.DECLINED
    return said_no or (decided and choice is Choice.DO_NOT_TREAT)


def _sheet(
    tx: Tx,
    material: Material,
    template: Template,
    language: str,
    number: str,
    mark: str,
    blocks: tuple[Block, ...],
) -> Sheet:
    loaded = material.loaded
    return lay_out(
        tx,
        loaded.patient,
        loaded.settings,
        template,
        language,
        blocks,
        number=number,
        at=material.now,
        mark=mark,
    )


def lay_out(
    tx: Tx,
    patient: Patient,
    clinic: ClinicSettings,
    template: Template,
    language: str,
    blocks: tuple[Block, ...],
    *,
    number: str,
    at: datetime,
    mark: str,
) -> Sheet:
    """The blocks with the clinic above them and whose they are below, in the language spoken."""
    born = day_words(patient.birth_date, language)
    return Sheet(
        kind=template.id,
        title=template.title,
        subtitle=_whose(template).format(name=patient.name, date=born),
        language=language,
        letterhead=letterhead(clinic),
        patient_name=patient.name,
        birth_date=patient.birth_date,
        birth_words=day_words(patient.birth_date, language, short=True),
        number=number,
        template=f"{template.title} {template.version} {language}",
        issued_words=day_words(template.issued, language, short=True),
        anchor=_anchor(tx),
        composed_at=at,
        blocks=blocks,
        words=tuple(words().items()),
        mark=mark,
        paper=clinic.paper.value,
        columns=template.columns,
    )


def _whose(template: Template) -> str:
    """For whom a sheet is; what a colleague reads is not addressed to the patient."""
    if template.reader == "professional":
        return _("About {name}, born {date}")
    return _("For {name}, born {date}")


def _anchor(tx: Tx) -> str:
    head = audit.head(tx)
    return f"{head.seq}:{head.hash[:ANCHOR_DIGITS]}" if head else ""


def letterhead(clinic: ClinicSettings) -> Letterhead:
    """What stands at the top of every sheet of the clinic."""
    return Letterhead(
        name=clinic.name,
        address=clinic.address,
        phone_day=clinic.phone_day,
        phone_night=clinic.phone_night,
        emergency=clinic.emergency,
        logo=clinic.logo,
    )


def words() -> dict[str, str]:
    """What the furniture of a sheet says, by what it is for."""
    return {
        "page": _("Page"),
        "of": _("of"),
        "day": _("Day"),
        "night": _("Night"),
        "born": _("born"),
        "issued": _("issued"),
        "record": _("record"),
        "seal": _("Seal of the clinic"),
        "signature": _("Signature"),
        "date": _("Date"),
        "front": _("Front"),
        "back": _("Behind"),
        "left": _("Left"),
        "right": _("Right"),
        "code": _("Code of this page"),
    }


def _mark(loaded: Loaded, pack: Pack, language: str, final: bool) -> str:
    """What lies across each page: preview, unapproved text, a demonstration's paper."""
    if not final:
        return _("PREVIEW")
    return final_mark(loaded.settings, pack.hash, language)


def final_mark(clinic: ClinicSettings, pack_hash: str, language: str) -> str:
    """What lies across a final paper: unapproved text, a demonstration's paper; empty: nothing."""
    if not clinic.approved(pack_hash, language):
        return _("DRAFT")
    return _("DEMONSTRATION") if clinic.demonstration else ""
