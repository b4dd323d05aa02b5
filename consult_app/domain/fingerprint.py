"""A short hash of the answers behind a finding; evaluations and rationales hold only for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from consult_app.domain.rules import Evidence
from consult_app.forms.model import Attachment, Coding, PartialDate, Quantity, Reference, Value


def fingerprint(evidence: Iterable[Evidence]) -> str:
    """A short hash of the answers behind a finding, whatever their order and wording.

    It is stored beside evaluations and rationales, so it must stay the same for the same answers.
    """
    text = json.dumps(sorted([e.path, *_told(e.value)] for e in evidence))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _told(value: Value) -> list[str]:
    """An answer as stable texts: the display of a code may be translated, and says nothing new."""
    match value:
        case Coding():
            if not value.code:
                return ["words", value.display]
            return ["code", value.system, value.code]
        case Quantity():
            return ["quantity", value.comparator, str(value.value), value.code or value.unit]
        case Attachment():
            return ["attachment", value.sha256 or value.url, value.title]
        case Reference():
            return ["reference", value.reference]
        case PartialDate():
            return ["date", value.text]
        case _:
            return [type(value).__name__, str(value)]
