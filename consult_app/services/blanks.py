"""Blank papers for a day without power: the questions and the consent, made from the pack.

They come from the very questionnaire, statements and template of the program, so that paper and
screen never differ. Nothing of a patient is on them. A blank consent has a number in its code, the
same for all that say the same, by which its pages are known when they come back.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from consult_app.documents.check import sha256
from consult_app.documents.drawing import render
from consult_app.documents.pages import page_count
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Sheet
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.documents import Edition
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _, speaking
from consult_app.packs.blank import questions
from consult_app.packs.pack import Pack
from consult_app.packs.values import blank_values
from consult_app.services import by_hand, shelf
from consult_app.services.acting import Acting
from consult_app.services.own_pack import in_use
from consult_app.services.permission import needs
from consult_app.services.sheets import letterhead, words
from consult_app.services.values import clinic_values, regulatory
from consult_app.services.wording import day_words
from consult_app.storage import blank_forms
from consult_app.storage import settings as settings_rows
from consult_app.storage.blank_forms import BlankForm

ROOM = "\u00a0"
"""What stands where a hand will write: a row with nothing in it."""
SHORT = "_" * 24
"""A line to write on within a sentence."""


_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Blank(StrEnum):
    """What can be printed empty; the value is the template's id."""

    INTAKE = "intake"
    CONSENT = "consent"


@needs(Capability.PRINT_FOR_DESK)
def draw(acting: Acting, kind: Blank, language: str, edition: Edition = Edition.STANDARD) -> bytes:
    """The paper as PDF, in a language of the shipped pack and the words that are in use.

    Raises `Refused`: pack.no-such-language, consent.text-not-approved.
    """
    sheet = _sheet(acting, kind, language, edition)
    return render(sheet) if kind is Blank.INTAKE else _known(acting, sheet)


def _known(acting: Acting, sheet: Sheet) -> bytes:
    """The blank consent that says this, drawn once and kept under its number."""
    digest = hashlib.sha256(repr(replace(sheet, composed_at=_NEVER)).encode()).hexdigest()
    with acting.read() as tx:
        held = blank_forms.by_digest(tx, digest)
        if held is not None:
            return blank_forms.content(tx, held)
        number = blank_forms.next_number(tx)
    pdf = render(replace(sheet, number=number))
    form = BlankForm(
        number,
        digest,
        sheet.title,
        sheet.language,
        sheet.template,
        page_count(pdf),
        sha256(pdf),
    )
    with acting.write() as tx:
        if blank_forms.next_number(tx) != number:  # another was drawn at the same moment
            raise Refused("document.overtaken")
        blank_forms.insert(tx, form, pdf, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.BLANK_MADE, "blank_form", 0, number=number, sha256=form.sha256)
    return pdf


def _sheet(acting: Acting, kind: Blank, language: str, edition: Edition) -> Sheet:
    if language not in shelf.shipped().languages:
        raise Refused("pack.no-such-language", language=language)
    with acting.read() as tx:
        clinic, pack = settings_rows.get(tx), in_use(tx, language)
    approved = clinic.approved(pack.hash, language)
    if kind is Blank.CONSENT and not approved:
        raise Refused("consent.text-not-approved")
    template = pack.template(kind.value, language)
    with speaking(language):
        blocks = tuple(by_hand.blocks(template, _values(pack, clinic, acting, language)))
        mark = "" if approved else _("DRAFT")
        whose = _("For {name}, born {date}").format(name=SHORT + SHORT, date=SHORT)
        subtitle = whose if kind is Blank.CONSENT else template.subtitle
        furniture = tuple(words().items())
    return Sheet(
        kind=template.id,
        title=template.title,
        subtitle=subtitle,
        language=language,
        letterhead=letterhead(clinic),
        patient_name=SHORT if kind is Blank.CONSENT else "",
        birth_date=None,
        birth_words=SHORT if kind is Blank.CONSENT else "",
        number="",
        template=f"{template.title} {template.version} {language}",
        issued_words=day_words(template.issued, language, short=True),
        anchor="",
        composed_at=acting.now(),
        blocks=blocks,
        words=furniture,
        mark=mark,
        paper=clinic.paper.value,
        edition=edition.value,
        columns=template.columns,
    )


def _values(pack: Pack, clinic: ClinicSettings, acting: Acting, language: str) -> dict[str, object]:
    """Room for everything that is written by hand; what holds for everyone is printed."""
    rooms = dict.fromkeys(("reason", "hope", "indication"), ROOM)
    site = {**dict.fromkeys(("area", "side", "route", "region", "laterality"), ""), "words": ROOM}
    planned = dict.fromkeys(("sessions", "dose", "interval"), ROOM)
    named = {"product": SHORT, "sites_words": SHORT}
    told = dict.fromkeys(("capacity", "interpreter", "witness", "matters"), ROOM)
    informed = dict.fromkeys(("informed_on", "informed_by"), SHORT)
    blank = blank_values()
    return {
        **blank,
        **rooms,
        "clinic": clinic_values(clinic),
        "physician": {"name": "", "title": "", "display": ROOM},
        "plan": {"sites": [site], "advice": [], **planned, **named},
        "product": {
            **dict.fromkeys(("name", "manufacturer", "biological_source", "components"), ""),
            "source_words": ROOM,
        },
        "regulatory": regulatory(pack, clinic, acting.today(), language),
        "open_screens": [ROOM],
        "statements": [
            {"text": say(s.text, language), "answer": ROOM, "core": "yes" if s.core else ""}
            for s in pack.consent.statements
        ],
        "teach_back": [
            {"prompt": say(p.text, language), "words": by_hand.lines()}
            for p in pack.consent.teach_back
        ],
        "consent": {**_empty(blank["consent"]), **told, **informed},
        "questionnaire": questions(pack.questionnaire, language),
    }


def _empty(shape: object) -> dict[str, str]:
    return dict(shape) if isinstance(shape, dict) else {}
