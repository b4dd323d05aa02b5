"""What the extensions of one item, or of the form, say; those not understood stay as they came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from consult_app.forms.extensions import listed, name_of, texts_from_json, value_of
from consult_app.forms.faults import Fault, FaultCode, warning
from consult_app.forms.model import Coding, Constraint, Item, Value
from consult_app.forms.values import NotAValueError, coding_from_json, value_from_json

Json = Mapping[str, object]

_FHIRPATH = {"text/fhirpath", "text/fhirpath-expression", ""}
_MATCHES = re.compile(r"^\s*matches\(\s*'(.*)'\s*\)\s*$", re.DOTALL)
_COLLAPSED = "default-closed"


class ItemExtensions:
    """The extensions of one element, by short name; `rest` are those nothing has asked for."""

    def __init__(self, found: list[Json], link_id: str, language: str, faults: list[Fault]) -> None:
        self._link_id = link_id
        self._language = language
        self._faults = faults
        self._kept: list[Json] = []
        self._by_name: dict[str, list[Json]] = {}
        for one in found:
            name = name_of(one)
            if name and not self._foreign_language(one):
                self._by_name.setdefault(name, []).append(one)
            else:
                self._kept.append(one)

    def _foreign_language(self, extension: Json) -> bool:
        """Whether this is an expression in a language that is not evaluated here."""
        expression = extension.get("valueExpression")
        if not isinstance(expression, Mapping):
            return False
        language = str(expression.get("language", ""))
        if language in _FHIRPATH:
            return False
        self._faults.append(
            warning(FaultCode.EXPRESSION_LANGUAGE, self._link_id, language=language)
        )
        return True

    def all(self, name: str) -> list[Json]:
        """Every extension of that name."""
        return self._by_name.get(name, [])

    def value(self, name: str) -> object:
        """The value of the first extension of that name."""
        return next((value_of(one) for one in self.all(name)), None)

    def flag(self, name: str) -> bool:
        """A boolean extension; absent is false."""
        return self.value(name) is True

    def strings(self, name: str) -> tuple[str, ...]:
        """The texts of every extension of that name."""
        return tuple(one for one in map(value_of, self.all(name)) if isinstance(one, str))

    def text(self, name: str) -> dict[str, str]:
        """A text with its translations."""
        found = self.all(name)
        return texts_from_json(found[0], "valueString", self._language) if found else {}

    def limit(self, side: str) -> Value | None:
        """`min` or `max`: the smallest or largest answer allowed."""
        for one in (*self.all(side + "Value"), *self.all(side + "Quantity")):
            try:
                return value_from_json(one)
            except NotAValueError:
                self._faults.append(
                    warning(FaultCode.BAD_VALUE, self._link_id, member=side + "Value")
                )
        return None

    def pattern(self) -> str:
        """The regular expression of the answer, also where it stands inside matches('…')."""
        found = self.value("regex")
        text = found if isinstance(found, str) else ""
        wrapped = _MATCHES.match(text)
        return wrapped[1].replace("\\\\", "\\") if wrapped else text

    def unit(self) -> Coding:
        """The unit that a number is in; empty where none is stated."""
        found = self.value("unit")
        return coding_from_json(found) if isinstance(found, Mapping) else Coding("")

    def unit_options(self) -> tuple[Coding, ...]:
        """The units to choose from."""
        found = map(value_of, self.all("unitOption"))
        return tuple(coding_from_json(one) for one in found if isinstance(one, Mapping))

    def collapsed(self) -> bool:
        """Whether a group starts folded."""
        return self.value("collapsible") == _COLLAPSED

    def widget(self) -> str:
        """The control that the form asks for, by HL7's code."""
        codings = listed(self.value("itemControl"), "coding")
        return next((str(one["code"]) for one in codings if "code" in one), "")

    def expression(self, name: str) -> str:
        """The text of an expression extension."""
        found = self.value(name)
        text = found.get("expression") if isinstance(found, Mapping) else found
        return text if isinstance(text, str) else ""

    def calculated(self) -> tuple[str, dict[str, str]]:
        """The calculated expression; one that has a name becomes a variable others may read."""
        found = self.value("calculatedExpression")
        text = self.expression("calculatedExpression")
        name = found.get("name") if isinstance(found, Mapping) else None
        if text and isinstance(name, str) and name:
            return f"%{name}", {name: text}
        return text, {}

    def variables(self) -> dict[str, str]:
        """Names and what they stand for; on the form itself a named calculation is one too."""
        found: dict[str, str] = {}
        extensions = self.all("variable")
        if not self._link_id:
            extensions = [*extensions, *self.all("calculatedExpression")]
        for one in extensions:
            expression = value_of(one)
            if not isinstance(expression, Mapping):
                continue
            name, text = expression.get("name"), expression.get("expression")
            for inner in listed(expression, "extension"):
                if name_of(inner) == "lookup":
                    text = value_of(inner)
            if isinstance(name, str) and isinstance(text, str):
                found.setdefault(name, text)
        return found

    def constraints(self) -> tuple[Constraint, ...]:
        """The invariants over the answers."""
        found = []
        for one in (*self.all("constraint"), *self.all("targetConstraint")):
            parts = {str(part.get("url")): part for part in listed(one, "extension")}
            values = {name: value_of(part) for name, part in parts.items()}
            expression = values.get("expression")
            if isinstance(expression, Mapping):
                expression = expression.get("expression")
            human = texts_from_json(parts.get("human", {}), "valueString", self._language)
            found.append(
                Constraint(
                    key=str(values.get("key", "")),
                    expression=str(expression or ""),
                    human=human,
                    severity=str(values.get("severity", "error")),
                    location=str(values.get("location", "")),
                )
            )
        return tuple(found)

    def applied(self, item: Item) -> Item:
        """The item with what its extensions add to it."""
        calculated, named = self.calculated()
        unit = self.unit()
        return replace(
            item,
            help=self.text("help"),
            ask=self.text("ask"),
            short=self.text("shortText"),
            hidden=self.flag("hidden"),
            collapsed=self.collapsed(),
            min_value=self.limit("min"),
            max_value=self.limit("max"),
            max_decimal_places=whole(self.value("maxDecimalPlaces")),
            min_occurs=whole(self.value("minOccurs")),
            max_occurs=whole(self.value("maxOccurs")),
            min_length=whole(self.value("minLength")),
            max_size=whole(self.value("maxSize")),
            pattern=self.pattern(),
            unit=unit.display,
            unit_code=unit.code,
            unit_options=self.unit_options(),
            widget=self.widget(),
            calculated=calculated,
            variables=self.variables() | named,
            enable_expression=self.expression("enableWhenExpression"),
            initial_expression=self.expression("initialExpression"),
            constraints=self.constraints(),
            bulk=self.flag("bulk"),
            carry=self.flag("carry"),
            sources=self.strings("source"),
            mime_types=self.strings("mimeType"),
            reference_types=self.strings("referenceResource"),
            extensions=self.rest(),
        )

    def rest(self) -> tuple[Json, ...]:
        """The extensions that stay as they came."""
        folds = self.value("collapsible")
        open_group = self.all("collapsible") if folds is not None and folds != _COLLAPSED else []
        controls = self.all("itemControl")
        return (*self._kept, *open_group, *(controls if not self.widget() else controls[1:]))


def whole(value: object) -> int | None:
    """A whole number, None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return int(value)
