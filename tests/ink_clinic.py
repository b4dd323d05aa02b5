"""Clinics whose consents are out to be signed, the stacks that come back, and what is stored then.

For journeys, which see the program from outside: what they need made or looked up is done here.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from consult_app.domain.documents import DocumentRecord
from consult_app.forms.model import say
from consult_app.services import consents, documents, forms_out, scans, shelf
from consult_app.services.acting import Acting
from consult_app.storage import users as user_rows
from consult_app.storage.store import Store
from tests.clinics import open_clinic
from tests.documents.scanner import jpeg, photographed, tiff
from tests.services.paper import another, blank, out
from tests.services.walk import Walk

NAMES = ("Ada", "Berta", "Cleo", "Dora")
TURNS = (0, 180, 90, 270, 3, -2)
"""How the pages lie on the glass, in degrees."""


@dataclass(frozen=True)
class Stored:
    """What is in the records: consents by state, forms that lie incomplete, scans that wait."""

    states: dict[str, int]
    incomplete: list[tuple[str, tuple[int, ...]]]
    to_confirm: int


def _opened(folder: Path) -> Walk:
    clinic = open_clinic(folder)
    clinic.clock.at = datetime.now(UTC)
    return Walk(clinic)


def ten_of_five(folder: Path, lost: tuple[int, int]) -> tuple[list[DocumentRecord], list[bytes]]:
    """Ten consents of five patients, out to be signed, and the stack of them from the scanner.

    The pages are mixed, turned and askew, in one TIFF and four JPEGs; `lost`: (form, page).
    """
    walk = _opened(folder)
    everyone = [walk, *(another(walk, name) for name in NAMES)]
    records = [out(Walk(one.clinic)) for one in everyone for _ in range(2)]
    stack = _stack(walk, records, lost)
    walk.acting.store.close()
    return records, stack


def _stack(walk: Walk, records: Sequence[DocumentRecord], lost: tuple[int, int]) -> list[bytes]:
    lying = [
        (documents.content(walk.acting, record.id), page)
        for at, record in enumerate(records)
        for page in range(record.pages)
        if (at, page + 1) != lost
    ]
    random.Random(11).shuffle(lying)
    seen = [
        photographed(pdf, page, degrees=TURNS[n % len(TURNS)], dpi=100)
        for n, (pdf, page) in enumerate(lying)
    ]
    loose = [jpeg(image, 40) for image in seen[:4]]
    return [tiff([image.convert("L") for image in seen[4:]]), *loose]


def one_open(folder: Path) -> None:
    """One consent that waits for its signature, with everything said."""
    walk = _opened(folder)
    walk.opened()
    walk.acting.store.close()


def torn(folder: Path) -> tuple[DocumentRecord, list[bytes]]:
    """The one form that is out, and its pages from the scanner, the first without its code."""
    acting = _reopened(folder)
    (waiting,) = forms_out.waiting(acting)
    assert waiting.record is not None
    pdf, pages = documents.content(acting, waiting.record.id), waiting.record.pages
    acting.store.close()
    images = [photographed(pdf, page, dpi=100) for page in range(pages)]
    first = images[0].crop((0, 0, images[0].width, int(images[0].height * 0.9)))
    return waiting.record, [jpeg(first), *(jpeg(image) for image in images[1:])]


def one_on_a_blank(folder: Path) -> tuple[str, str, list[bytes]]:
    """One statement of a consent is left to the paper: the patient, the statement, the pages."""
    walk = _opened(folder)
    consent = walk.opened()
    said = consent.conversation
    (left, _reply), *others = said.replies
    consents.say(walk.acting, consent, replace(said, replies=tuple(others)))
    patient = walk.clinic.patient
    pages = blank(walk.acting)
    walk.acting.store.close()
    form = shelf.shipped().consent
    text = say(next(s.text for s in form.statements if s.id == left), patient.language)
    return patient.name, text, pages


def stored(folder: Path, records: Sequence[DocumentRecord]) -> Stored:
    """What is in the records once the window is closed."""
    acting = _reopened(folder)
    found = [consents.current(acting, record.consultation_id) for record in records]
    states = [one.state.value for one in found if one is not None]
    piles = [known.pile for known in scans.tray(acting).piles]
    waiting = forms_out.waiting(acting)
    acting.store.close()
    return Stored(
        {state: states.count(state) for state in set(states)},
        [(pile.form.number, pile.missing) for pile in piles],
        len([one for one in waiting if one.paper is not None]),
    )


def _reopened(folder: Path) -> Acting:
    store = Store.open(folder)
    with store.read() as tx:
        user = user_rows.every(tx)[0]
    return Acting(user, store)
