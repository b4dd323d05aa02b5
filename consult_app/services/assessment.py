"""The open assessment: answers in memory, judged at once; every change also a row on disk.

`AssessmentSession` belongs to the thread that shows it. `put` changes memory and gives the new
frozen state within milliseconds; `save` writes one change and is called from a worker, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from consult_app.domain.audit import Event
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.dated import dated, in_order
from consult_app.domain.decision import Decision, Obstacle
from consult_app.domain.evaluation import Asked, Evaluation
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, Product
from consult_app.domain.rationale import Rationale
from consult_app.domain.rules import Facts
from consult_app.domain.suitability import (
    Records,
    Suitability,
    judge,
    obstacles,
    only_read_by_off,
)
from consult_app.domain.waived import waive
from consult_app.errors import Refused
from consult_app.forms.evaluate import evaluate
from consult_app.forms.live import LiveForm
from consult_app.forms.model import Answers, Path, Value
from consult_app.forms.paths import link_id, next_occurrence
from consult_app.forms.state import FormState, ItemState
from consult_app.forms.values import value_from_text, value_to_text
from consult_app.packs.pack import Pack
from consult_app.packs.rules import all_items
from consult_app.services import facts
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import answers as answer_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything an assessment is judged with; read in one transaction by `load`.

    `carried_on`: the day on which each carried answer was given or last confirmed.
    `frozen_facts`: of a decided consultation, the facts as they were when it was decided.
    `asked`: what letters to specialists asked about.
    """

    consultation: Consultation
    patient: Patient
    pack: Pack
    settings: ClinicSettings
    products: tuple[Product, ...]
    answers: Answers
    row_ids: Mapping[Path, int]
    carried: Answers
    carried_from: date | None
    evaluations: tuple[Evaluation, ...]
    rationales: tuple[Rationale, ...]
    decision: Decision | None
    today: date
    carried_on: Mapping[Path, date] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()
    frozen_facts: Facts | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section of the form: how many required questions are left."""

    link_id: str
    left: int
    answered: int


@dataclass(frozen=True, slots=True)
class AssessmentState:
    """One frozen moment of the assessment; page, rail and strip are drawn from it."""

    form: FormState
    facts: Facts
    suitability: Suitability
    obstacles: tuple[Obstacle, ...]
    sections: tuple[SectionProgress, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer given, changed or taken back (`value` None)."""

    path: Path
    value: Value | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that is on disk."""

    path: Path
    row_id: int
    at: datetime


class AnswerConflict(Refused):
    """Someone else has answered since: `mine` was not stored, `theirs` (row `row_id`) holds.

    The page shows both; `code` and the text name neither.
    """

    def __init__(
        self, path: Path, mine: Value | None, theirs: Value | None, row_id: int | None
    ) -> None:
        super().__init__("answer.changed-elsewhere")
        self.path, self.mine, self.theirs, self.row_id = path, mine, theirs, row_id


class AssessmentSession:
    """The answers of one consultation while it is open. `plan` items count for *proceed* only."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._answers: dict[Path, Value] = dict(loaded.answers)
        self._row_ids: dict[Path, int] = dict(loaded.row_ids)
        self._openings: frozenset[Path] = frozenset()
        self._live = LiveForm(loaded.pack.questionnaire, _context(loaded))
        self.state = self._judge()

    @property
    def editable(self) -> bool:
        """Only a draft takes answers."""
        return self.loaded.consultation.state is State.DRAFT

    def value(self, path: Path) -> Value | None:
        """The answer at `path`, also when it is parked."""
        return self._answers.get(path)

    def put(self, path: Path, value: Value | None) -> Change:
        """Answer, change or take back; `state` is the new one. Raises consultation.not-draft."""
        if not self.editable:
            raise Refused("consultation.not-draft")
        if value is None:
            self._answers.pop(path, None)
        else:
            self._answers[path] = value
        self.state = self._judge()
        return Change(path, value)

    def put_all(self, values: Mapping[Path, Value | None]) -> tuple[Change, ...]:
        """Several answers at once, judged once; None takes one back."""
        if not self.editable:
            raise Refused("consultation.not-draft")
        for path, value in values.items():
            if value is None:
                self._answers.pop(path, None)
            else:
                self._answers[path] = value
        self.state = self._judge()
        return tuple(Change(p, v) for p, v in values.items())

    def accept(self, conflict: AnswerConflict) -> None:
        """What someone else stored meanwhile is known now: the next answer may supersede it."""
        if conflict.row_id is not None:
            self._row_ids[conflict.path] = conflict.row_id

    def next_occurrence(self, path: Path) -> Path:
        """A fresh occurrence of what repeats at `path`; numbers are never used twice."""
        return next_occurrence(path, {*self._answers, *self._row_ids, *self._openings})

    def open_occurrence(self, path: Path) -> None:
        """Show a further, empty occurrence of a repeating group."""
        self._openings |= {path}
        self.state = self._judge()

    def remove_occurrence(self, path: Path) -> tuple[Change, ...]:
        """Take back every answer under `path`; the changes are to be saved."""
        under = [p for p in self._answers if p == path or p.startswith(path + "/")]
        changes = tuple(Change(p, None) for p in under)
        for p in under:
            del self._answers[p]
        self._openings -= {path}
        self.state = self._judge()
        return changes

    def save(self, acting: Acting, changes: tuple[Change, ...]) -> tuple[Saved, ...]:
        """Put the changes on disk, with their audit entries, in one transaction.

        Raises `Refused` (also consultation.not-draft) and `AnswerConflict`; nothing is then
        stored.
        """
        saved = record(acting, self.loaded.consultation.id, changes, self._row_ids)
        self._row_ids |= {s.path: s.row_id for s in saved}
        return saved

    def bulk_paths(self, section: str) -> dict[Path, Value]:
        """What *none of these* would answer in a section: only items that declare it."""
        return {
            view.path: option.value
            for view in self.state.form.items
            if view.item.bulk and _asked_in(view, section)
            for option in view.item.options
            if getattr(option.value, "code", "") in {"no", "none"}
        }

    def carried_under(self, path: Path) -> dict[Path, Value]:
        """What confirming one item answers: the item, and what hangs below it and declares it."""
        view = self.state.form.at(path)
        if view is None or not view.item.carry or path not in self.loaded.carried:
            return {}
        declared = {
            i.link_id for i in all_items(self.loaded.pack.questionnaire).values() if i.carry
        }
        return {
            p: value
            for p, value in self.loaded.carried.items()
            if (p == path or p.startswith(path + "/")) and link_id(p) in declared
        }

    def changed_since_last(self) -> tuple[Path, ...]:
        """Where the answer now differs from that of the last visit, both given; in form order."""
        carried, now = self.loaded.carried, self._answers
        if not carried:
            return ()
        return tuple(
            view.path
            for view in self.state.form.items
            if view.enabled
            and view.path in carried
            and view.path in now
            and now[view.path] != carried[view.path]
        )

    def carried_paths(self, section: str) -> dict[Path, Value]:
        """What *confirm unchanged* would answer in a section: only items that declare it."""
        return {
            view.path: self.loaded.carried[view.path]
            for view in self.state.form.items
            if view.item.carry and view.path in self.loaded.carried and _asked_in(view, section)
        }

    def refresh(self, **changed: object) -> None:
        """Judge again with newer records: evaluations, rationales, products, settings."""
        self.loaded = replace(self.loaded, **changed)  # type: ignore[arg-type]  # field names
        self._live = LiveForm(self.loaded.pack.questionnaire, _context(self.loaded))
        self.state = self._judge()

    def _judge(self) -> AssessmentState:
        return _assessed(self.loaded, self._live.evaluate(self._answers, self._openings))


@needs(Capability.ASSESS)
def record(
    acting: Acting,
    consultation_id: int,
    changes: tuple[Change, ...],
    known: Mapping[Path, int],
) -> tuple[Saved, ...]:
    """Append the changes to the answers of a draft; `known`: the row each of them supersedes.

    Raises `Refused` (also consultation.not-draft) and `AnswerConflict`; nothing is then stored.
    """
    saved = []
    with acting.write() as tx:
        if consultation_rows.state_of(tx, consultation_id) is not State.DRAFT:
            raise Refused("consultation.not-draft")
        for change in changes:
            row = _recorded(acting, tx, consultation_id, change, known.get(change.path))
            acting.note(tx, Event.ANSWER_RECORDED, "answer", row.id, seal=row.seal)
            saved.append(Saved(change.path, row.id, acting.now()))
    return tuple(saved)


def _recorded(
    acting: Acting, tx: Tx, consultation_id: int, change: Change, expected: int | None
) -> answer_rows.AnswerRow:
    try:
        return answer_rows.record(
            tx,
            consultation_id,
            change.path,
            None if change.value is None else value_to_text(change.value),
            author_id=acting.user.id,
            at=acting.now(),
            expected=expected,
        )
    except answer_rows.Conflict as conflict:
        newest = conflict.newest
        theirs = value_from_text(newest.value) if newest and newest.value is not None else None
        row_id = newest.id if newest else None
        raise AnswerConflict(change.path, change.value, theirs, row_id) from conflict


def judged(loaded: Loaded, answers: Answers) -> AssessmentState:
    """The form, the findings and the way to a decision for these answers; pure."""
    form = evaluate(loaded.pack.questionnaire, answers, context=_context(loaded))
    return _assessed(loaded, form)


def _context(loaded: Loaded) -> Mapping[str, Value]:
    return facts.context(loaded.patient, loaded.consultation.started_at.date())


def _assessed(loaded: Loaded, form: FormState) -> AssessmentState:
    pack, today = loaded.pack, loaded.today
    form = dated(form, loaded.patient.birth_date, today, pack.ahead)
    form = in_order(form, pack.order)
    form = waive(form, only_read_by_off(pack.rules, loaded.settings.off))
    known = facts_of(loaded, form)
    suitability = judge(
        pack.rules,
        form.items,
        known,
        Records(
            loaded.evaluations,
            loaded.rationales,
            today,
            pack.plan.evaluation_valid_days,
            loaded.asked,
        ),
        loaded.settings.off,
    )
    plan = pack.roles.get("plan", "")
    missing = tuple(v.path for v in form.items if v.missing)
    lacking = frozenset(missing)
    invalid = tuple(dict.fromkeys(i.path for i in form.issues if i.path not in lacking))
    return AssessmentState(
        form,
        known,
        suitability,
        obstacles(
            suitability,
            missing=missing,
            invalid=invalid,
            plan_missing=tuple(p for p in missing if _section(p) == plan),
        ),
        _sections(loaded, form, suitability),
    )


def facts_of(loaded: Loaded, form: FormState) -> Facts:
    """What rules may ask for beside the answers; of a decided consultation as it was then."""
    if loaded.frozen_facts is not None:
        return loaded.frozen_facts
    shelf = facts.Shelf(
        loaded.products,
        loaded.lots,
        loaded.settings.jurisdiction,
        loaded.pack.plan.near_expiry_days,
    )
    return facts.of(loaded.patient, shelf, form, loaded.pack.roles, loaded.today)


def _sections(
    loaded: Loaded, form: FormState, suitability: Suitability
) -> tuple[SectionProgress, ...]:
    missing = {v.path for v in form.items if v.missing and v.visible}
    opened = {v.path for p in suitability.open_paths for v in [form.at(p)] if v and v.visible}
    left = Counter(_section(path) for path in missing | opened if "/" in path)
    answered = Counter(_section(v.path) for v in form.items if v.answers and "/" in v.path)
    return tuple(
        SectionProgress(item.link_id, left[item.link_id], answered[item.link_id])
        for item in loaded.pack.questionnaire.items
    )


def _asked_in(view: ItemState, section: str) -> bool:
    """Whether a question on screen in a section is not answered yet."""
    return view.visible and not view.answers and _section(view.path) == section


def _section(path: Path) -> str:
    """The linkId of the section that a path lies in."""
    return path.partition("/")[0]
