"""What an answer is to another system: which question holds an illness, an allergy, a medicine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.errors import Refused
from consult_app.forms.model import Item, Questionnaire
from consult_app.packs.rules import all_items
from consult_app.packs.yaml_source import Source

FILE = "exchange.yaml"
"""A pack without it tells other systems the answers alone, nothing that is drawn from them."""

_CONDITION = ("name", "when", "details", "since", "status", "over", "note")
_ALLERGIES = ("state", "none", "some", "substance", "reaction", "severity", "confirmed")
_MEDICINES = ("state", "some", "name", "dose", "since")


@dataclass(frozen=True, slots=True)
class ConditionQuestions:
    """Where an illness stands, as linkIds; empty: nowhere.

    Either `name` is answered with it, or `when` is a question whose *yes* is the illness, with
    `details` that name it closer. `over`: the codes of `status` that say it has passed.
    """

    name: str = ""
    when: str = ""
    details: tuple[str, ...] = ()
    since: str = ""
    status: str = ""
    over: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class AllergyQuestions:
    """Where allergies stand, as linkIds; `none` and `some` are codes of the answer to `state`."""

    state: str
    none: str
    some: str
    substance: str
    reaction: str = ""
    severity: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class MedicineQuestions:
    """Where medicines stand, as linkIds; `some` is the code of `state` that opens the list."""

    state: str
    some: str
    name: str
    dose: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a pack tells other systems, and where it takes what they tell."""

    conditions: tuple[ConditionQuestions, ...] = ()
    allergies: AllergyQuestions | None = None
    medicines: MedicineQuestions | None = None
    weight: str = ""
    """linkId of the body weight."""

    @property
    def illness(self) -> ConditionQuestions | None:
        """The question that takes an illness by its name."""
        return next((one for one in self.conditions if one.name), None)


def read_exchange(source: Source, questionnaire: Questionnaire) -> Exchange:
    """The questions of a file.

    Raises `Refused`: pack.unknown-item, and what `yaml_source` raises.
    """
    items = all_items(questionnaire)
    fields = source.fields(("conditions", "allergies", "medicines", "weight"))
    conditions = fields["conditions"].parts() if "conditions" in fields else []
    allergies, medicines = fields.get("allergies"), fields.get("medicines")
    return Exchange(
        tuple(_condition(part, items) for part in conditions),
        _allergies(allergies, items) if allergies else None,
        _medicines(medicines, items) if medicines else None,
        _known(fields["weight"], items) if "weight" in fields else "",
    )


def _condition(source: Source, items: Mapping[str, Item]) -> ConditionQuestions:
    fields = source.fields(_CONDITION)
    if ("name" in fields) == ("when" in fields):
        raise source.wrong("either name or when")
    return ConditionQuestions(
        details=tuple(
            _known(part, items)
            for part in (fields["details"].parts() if "details" in fields else ())
        ),
        over=fields["over"].words() if "over" in fields else (),
        **{
            name: _known(fields[name], items)
            for name in ("name", "when", "since", "status", "note")
            if name in fields
        },
    )


def _allergies(source: Source, items: Mapping[str, Item]) -> AllergyQuestions:
    fields = source.fields(_ALLERGIES, _ALLERGIES[:4])
    return AllergyQuestions(
        none=fields["none"].text(),
        some=fields["some"].text(),
        **{n: _known(part, items) for n, part in fields.items() if n not in {"none", "some"}},
    )


def _medicines(source: Source, items: Mapping[str, Item]) -> MedicineQuestions:
    fields = source.fields(_MEDICINES, _MEDICINES[:3])
    return MedicineQuestions(
        some=fields["some"].text(),
        **{n: _known(part, items) for n, part in fields.items() if n != "some"},
    )


def _known(source: Source, items: Mapping[str, Item]) -> str:
    name = source.text()
    if name not in items:
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=name)
    return name
