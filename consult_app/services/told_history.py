"""Illnesses, allergies and medicines as other systems speak of them, drawn from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consult_app.exchange.fhir.history import Allergy, Illness, Medicine
from consult_app.forms import paths
from consult_app.forms.model import Coding, PartialDate, Path, Value, say
from consult_app.forms.state import FormState, ItemState
from consult_app.i18n import series
from consult_app.packs.exchange import ConditionQuestions
from consult_app.packs.pack import Pack
from consult_app.services import indication
from consult_app.services.answer_words import value_words

_YES = "yes"
_SEVERITIES = frozenset({"mild", "moderate", "severe"})
"""R4's codes; any other answer is told in no words of ours."""


class History:
    """What the answers of one assessment tell, in the words of one language."""

    def __init__(self, pack: Pack, form: FormState, language: str) -> None:
        self._pack, self._form, self._language = pack, form, language

    def illnesses(self) -> Iterator[Illness]:
        """What is present or was, then what the treatment is considered for."""
        for asked in self._pack.exchange.conditions:
            for view in self._answered(asked.name or asked.when):
                if asked.name or _code(view.answers[0]) == _YES:
                    yield self._illness(asked, view)
        if reason := indication.words(self._form, self._pack.roles, self._language):
            yield Illness(reason, reason=True)

    def allergies(self) -> Iterator[Allergy]:
        """Each allergy; that none is known only where it was said."""
        asked = self._pack.exchange.allergies
        state = next(self._answered(asked.state), None) if asked else None
        if asked is None or state is None:
            return
        confirmed = next(self._answered(asked.confirmed), None)
        day = _day(confirmed.answers[0]) if confirmed else None
        if _code(state.answers[0]) == asked.none:
            yield Allergy(self._words(state), confirmed=day, none_known=True)
        for view in self._answered(asked.substance):
            bad = self._beside(view.path, asked.severity)
            code = _code(bad.answers[0]) if bad else ""
            yield Allergy(
                self._words(view),
                self._beside_words(view.path, asked.reaction),
                code if code in _SEVERITIES else "",
                day,
            )

    def medicines(self) -> Iterator[Medicine]:
        """Each medicine that was named."""
        asked = self._pack.exchange.medicines
        for view in self._answered(asked.name) if asked else ():
            assert asked is not None  # noqa: S101 - the line above; told to the type checker
            yield Medicine(
                self._words(view),
                self._beside_words(view.path, asked.dose),
                self._since(view.path, asked.since),
            )

    def _illness(self, asked: ConditionQuestions, view: ItemState) -> Illness:
        path = view.path
        details = [self._beside_words(path, one) for one in asked.details]
        if asked.name:
            name = self._words(view)
        else:
            short = say(view.item.short, self._language) or say(view.item.text, self._language)
            name = ": ".join(
                [short, *filter(None, [series(filter(None, details), language=self._language)])]
            )
        state = self._beside(path, asked.status)
        return Illness(
            name,
            self._since(path, asked.since),
            (_code(state.answers[0]) in asked.over) if state else None,
            self._beside_words(path, asked.note),
        )

    def _answered(self, link_id: str) -> Iterator[ItemState]:
        if link_id:
            for view in self._form.with_link_id(link_id):
                if view.enabled and view.answers:
                    yield view

    def _beside(self, path: Path, link_id: str) -> ItemState | None:
        """The answer to `link_id` in the same group, or under the question itself."""
        near = (v for v in self._answered(link_id) if paths.within(v.path, path))
        beside = (v for v in self._answered(link_id) if paths.parent(v.path) == paths.parent(path))
        return next(near, None) or next(beside, None)

    def _beside_words(self, path: Path, link_id: str) -> str:
        found = self._beside(path, link_id)
        return self._words(found) if found else ""

    def _since(self, path: Path, link_id: str) -> str:
        found = self._beside(path, link_id)
        value = found.answers[0] if found else None
        return value.text if isinstance(value, PartialDate) else ""

    def _words(self, view: ItemState) -> str:
        return series(
            (value_words(view.item, value, self._language) for value in view.answers),
            language=self._language,
        )


def _code(value: Value) -> str:
    return value.code if isinstance(value, Coding) else ""


def _day(value: Value) -> date | None:
    if not isinstance(value, PartialDate) or len(value.text) != len("2026-11-28"):
        return None
    return date.fromisoformat(value.text)
