"""What every resource is made of: references, concepts, moments, members that hold something."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

JsonObject: TypeAlias = dict[str, object]

TERMS = "http://terminology.hl7.org/CodeSystem/"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
_SPACE = uuid.UUID("5f0b6c1e-3f7e-5d0a-9a55-0a3c3b8f6c21")
"""Namespace of the names that this program gives to resources."""


@dataclass(frozen=True, slots=True)
class Names:
    """Gives each record the same name in every export of these records, and in no other clinic's.

    `records`: what tells these records from all others, such as the hash that they begin with.
    """

    records: str

    def of(self, kind: str, key: object) -> str:
        """`urn:uuid:…` of the resource `kind` that stands for the record `key`."""
        return uuid.uuid5(_SPACE, f"{self.records}/{kind}/{key}").urn

    def reference(self, kind: str, key: object, display: str = "") -> JsonObject:
        """A reference to it."""
        return filled(reference=self.of(kind, key), display=display)


def filled(**members: object) -> JsonObject:
    """The members that hold something; a False and a zero are something."""
    return {
        name.removesuffix("_"): value
        for name, value in members.items()
        if value is not None and value not in ("", [], {}, ())
    }


def concept(text: str = "", code: str = "", system: str = "", display: str = "") -> JsonObject:
    """A CodeableConcept: words, a code of a system, or both."""
    coding = [filled(system=system, code=code, display=display)] if code else []
    return filled(coding=coding, text=text)


def term(system: str, code: str, display: str = "") -> JsonObject:
    """A CodeableConcept of one of HL7's own code systems."""
    return concept(code=code, system=TERMS + system, display=display)


def moment(at: datetime) -> str:
    """A dateTime or instant in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def note(*texts: str) -> list[Mapping[str, object]]:
    """Annotations; empty texts are none."""
    return [{"text": text} for text in texts if text.strip()]
