"""Many drafts judged at a glance: a handful of statements, however many there are.

A step inside a use case. What is only told of one that is open (who answered when, what letters
asked, what was carried from the last visit) is not read.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult_app.domain.arrivals import Judged, Standing
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.products import Lot, Product
from consult_app.forms.model import say
from consult_app.forms.values import value_from_text
from consult_app.packs.pack import Pack
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentState, Loaded, judged
from consult_app.services.still_open import open_questions
from consult_app.storage import answers as answer_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import evaluations as evaluation_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import rationales as rationale_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx


def judge(
    acting: Acting,
    tx: Tx,
    visits: Sequence[Standing],
    stock: tuple[tuple[Product, ...], tuple[Lot, ...]],
    language: str,
) -> dict[int, Judged]:
    """By id of the visit how far its draft is, with findings in the words of `language`."""
    settings = settings_rows.get(tx)
    return {
        visit_id: told(judged(loaded, loaded.answers), language)
        for visit_id, loaded in _read(acting, tx, visits, stock, settings).items()
    }


def told(state: AssessmentState, language: str) -> Judged:
    """How many questions are open, and what stands in the way, the gravest first."""
    found = tuple(
        (f.outcome, say(f.rule.title, language))
        for f in state.suitability.findings
        if not f.settled
    )
    return Judged(len(open_questions(state)), found)


def _read(
    acting: Acting,
    tx: Tx,
    visits: Sequence[Standing],
    stock: tuple[tuple[Product, ...], tuple[Lot, ...]],
    settings: ClinicSettings,
) -> dict[int, Loaded]:
    ids = [v.consultation_id for v in visits if v.consultation_id is not None]
    if not ids:
        return {}
    begun = {one.id: one for one in consultation_rows.several(tx, ids)}
    people = patient_rows.several(tx, {one.patient_id for one in begun.values()})
    packs: dict[str, Pack] = {
        digest: shelf.by_hash(tx, digest) for digest in {one.pack_hash for one in begun.values()}
    }
    answers = answer_rows.values(tx, ids)
    rationales = rationale_rows.of_consultations(tx, ids)
    evaluations = evaluation_rows.of_records(tx, {m for v in visits for m in v.members})
    products, lots = stock
    return {
        visit.visit_id: Loaded(
            consultation=one,
            patient=people[one.patient_id],
            pack=packs[one.pack_hash],
            settings=settings,
            products=products,
            answers={p: value_from_text(text) for p, text in answers[one.id].items()},
            row_ids={},
            carried={},
            carried_from=None,
            evaluations=tuple(e for record, e in evaluations if record in visit.members),
            rationales=tuple(r for of, r in rationales if of == one.id),
            decision=None,
            today=acting.today(),
            lots=lots,
        )
        for visit in visits
        for one in [begun.get(visit.consultation_id or 0)]
        if one is not None
    }
