"""The values that a template may name, as one documented table.

A leaf is a description of words: whoever fills a template formats dates, numbers and units first.
A list holds the shape of its elements. `blank_values` gives every name an empty value, so that a
sheet may be composed with what there is; a name that is not in the table is refused.
`own_findings` need not be given. Beside the table, directives read `signatures`: a role (patient,
representative, representative-2, physician, evaluator) -> name, signed_at (datetime) and strokes
(`blocks.Stroke`); `questionnaire`: the blocks of `blank.questions`; `treated`: the places that were
treated (`blocks.BodyMark`), drawn instead of the planned ones; and `course`: the scores over time
(`scores.Course`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Shape: TypeAlias = "str | Mapping[str, Shape] | Sequence[Shape]"
Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Value]"

_FINDING: Mapping[str, Shape] = {
    "title": "the rule's title",
    "patient_words": "the finding as told to the patient; empty: not told",
    "detail": "the answers that say more, as sentences",
    "outcome": "in words",
    "cleared_by": "what would clear it",
    "explanation": "why the rule is there",
    "sources": "what the rule rests on, and its version",
    "answer": "the answer behind it, as sentences",
    "settled": "yes or empty (a code): it no longer stands in the way",
    "overridden": "yes or empty (a code): it asks to wait, and a reason to go on is recorded",
    "for_specialist": "yes or empty (a code): it waits for a specialist's opinion",
    "evaluator": "the specialist whose opinion is in force; empty: none",
    "evaluated_on": "the day of the opinion",
    "opinion": "suitable, not-suitable or defer-until (a code, for conditions)",
    "opinion_words": "the opinion in words",
    "wait_until": "the day until which the specialist asks to wait; empty: none",
    "look_again": "from when to look again, as its answers tell, and why; empty: not known",
    "asked": "the letter to the specialist that is awaited, or told of other answers; empty: none",
    "lapsed": "what settled it once and does not any more, and why; empty: nothing",
}

VALUES: Mapping[str, Shape] = {
    "today": "the day the sheet is made",
    "review_by": "the day by which its text is looked at again",
    "clinic": {
        "name": "the clinic's name",
        "address": "one line",
        "phone_day": "number in opening hours",
        "phone_night": "number outside them",
        "emergency": "number of the emergency services",
        "jurisdiction": "country code, such as TR",
        "costs": "what the treatment costs, as the clinic says it; empty: not said",
    },
    "patient": {
        "name": "given and family name",
        "birth_date": "in words",
        "age": "full years",
        "record_number": "the clinic's id of the patient",
        "sex": "in words",
    },
    "physician": {"name": "name", "title": "title before it", "display": "title and name"},
    "reason": "why the patient comes",
    "hope": "what the patient hopes for",
    "indication": "what it is considered for",
    "findings": [_FINDING],
    "own_findings": [_FINDING],
    "decision": {
        "kind": "proceed, defer, refer or do-not-treat (a code, for conditions)",
        "words": "in words",
        "reason": "the physician's reason",
        "until": "the day until which it waits",
        "author": "who decided",
        "date": "when",
        "day": "the day",
    },
    "decided_before": [
        {"words": "in words", "reason": "the reason", "author": "who decided", "date": "when"}
    ],
    "judged_by": "the pack and the form with their versions, in words",
    "plan": {
        "sites": [
            {
                "area": "in words",
                "side": "in words",
                "route": "in words",
                "words": "all of it in words",
                "region": "code of the area, for the body map",
                "laterality": "left, right, both or empty, for the body map",
            }
        ],
        "sites_words": "every site in words",
        "product": "the product's name",
        "sessions": "how many",
        "dose": "as entered",
        "interval": "time between sessions, in words",
        "advice": ["one line of the physician's own advice"],
    },
    "product": {
        "name": "name",
        "manufacturer": "maker",
        "biological_source": "stem-cells, other or unknown (a code, for conditions)",
        "source_words": "the biological source in words",
        "components": "with commas",
    },
    "treatment": {
        "date": "the day",
        "physician": "title and name",
        "site": "in words",
        "product": "name",
        "lot": "number",
        "expiry": "in words",
        "dose": "as given",
        "began": "time of the day; empty: not recorded",
        "ended": "time of the day; empty: not recorded",
        "session": "number of this session",
        "sessions": "how many are planned",
    },
    "recall": {
        "product": "name",
        "manufacturer": "maker; empty: not recorded",
        "lot": "number",
        "day": "the day of the notice",
        "reason": "as recorded; empty where the sheet is in another language than that",
        "reference": "of the notice; empty: none",
        "received": "the days on which the patient had it, with commas",
        "ended": "the day on which it ended; empty: it goes on",
        "end": "in-error or lifted (a code, for conditions); empty: it goes on",
        "end_reason": "as recorded; empty where the sheet is in another language than that",
    },
    "event": {
        **dict.fromkeys(("title", "description", "action", "other_medicines"), "as told"),
        "weight": "with its unit; empty: not recorded",
        "began": "the day; empty: not recorded",
        "ended": "the day; empty: not recorded",
        "serious": "yes, no, or not judged yet, in words",
        "criteria": "what makes it serious, with semicolons; empty: not serious, or not judged",
        "severity": "in words; empty: not judged yet",
        "causality": "in words; empty: not judged yet",
        "causality_reason": "as told",
        "outcome": "in words; empty: not recorded",
        "product": "name; empty: no treatment is named",
        "manufacturer": "maker; empty: not recorded",
        "lot": "number",
        "expiry": "in words",
        "treated": "the day of the treatment",
        "dose": "as given",
        "route": "in words",
        "site": "in words",
        "indication": "what it was given for",
        "reporter": "who reports",
        "profession": "of the reporter; empty: not told",
        "reports": ["to whom, when and under which number"],
    },
    "scores": {
        "rows": [
            {
                "day": "when it was said, else when it was due",
                "what": "a treatment, a follow-up, a call, in words",
                **dict.fromkeys(
                    ("pain", "function", "satisfaction"),
                    "figure from 0 to 10; in words that there is no answer; empty: a treatment",
                ),
            }
        ],
        "events": [
            {
                "began": "the day; in words that it is not recorded",
                "title": "as told",
                "serious": "yes, no, or not judged yet, in words",
                "state": "open or closed, in words",
            }
        ],
    },
    "followups": ["one appointment in words"],
    "regulatory": [
        {
            "text": "the status",
            "source": "where it is from",
            "source_date": "in words",
            "checked_on": "the day it was last looked up",
            "overdue": "yes or empty (a code): that is too long ago",
        }
    ],
    "statements": [
        {"text": "as it was read", "answer": "in words", "core": "yes or empty (a code)"}
    ],
    "questions": [{"question": "as asked", "answer": "as answered"}],
    "teach_back": [{"prompt": "as asked", "words": "in the patient's words"}],
    "answers": [
        {
            "title": "the section's title",
            "rows": [
                {
                    "question": "short words",
                    "answer": "with its unit; or not answered",
                    "by": "initials of who entered it",
                    "at": "time",
                }
            ],
        }
    ],
    "open_screens": ["short words of a screen that is not answered"],
    "evaluations": [
        {
            "condition": "in words",
            "evaluator": "name",
            "specialty": "specialty",
            "date": "the day",
            "opinion": "in words",
            "until": "the day; empty: none",
            "note": "as entered",
        }
    ],
    "rationales": [
        {
            "rule": "the rule's title",
            "reason": "as entered",
            "mitigation": "as entered; empty: none",
            "author": "name",
            "date": "the day",
        }
    ],
    "rules_off": [
        {
            "title": "the rule's title",
            "reason": "why it is switched off",
            "author": "the physician who did so",
            "date": "the day",
        }
    ],
    "consent": {
        "valid_until": "the last day",
        "earliest": "when it could be signed first",
        "informed_on": "when the information was given",
        "informed_by": "by whom",
        "who": "who consents, in words",
        "sheet": "the information that was handed over: text and version, number, hash",
        "representative": "name; empty: the patient",
        "authority": "on what ground",
        "second": "name of the other guardian who signs; empty: none",
        "guardians": [
            {
                "name": "who consents for the patient",
                "right": "by what right",
                "evidence": "the document that shows it, and who saw it when",
            }
        ],
        "assent": "what a minor says; empty: not asked of this patient",
        "interpreter": "name, language and way; empty: none",
        "witness": "name; empty: none",
        "marked": "yes; empty: nobody signed by a mark",
        "capacity": "yes or no, its ground, who judged it when",
        "alternatives": "that other treatments, and doing nothing, were talked about",
        "known_by": "by which identifiers the patient is known, who compared them when",
        "matters": "what matters to this patient",
        "declined": "yes or empty (a code): the patient said no",
        "state": "where it stands, in words; empty: not begun",
        "signed": ["who signed, and when"],
        "text": "which text it was: template, version and hash",
        "record": [
            {
                "what": "a step up to the signatures, in words",
                "when": "its moment",
                "by": "who recorded it, or who signed; of a finished form, its hash",
            }
        ],
    },
    "documents": [{"title": "title", "number": "number"}],
}


def with_derived(values: Mapping[str, object]) -> dict[str, object]:
    """The values with `own_findings`: those of the findings that have words for the patient."""
    findings = values.get("findings", ())
    found = findings if isinstance(findings, Sequence) else ()
    return {**values, "own_findings": [f for f in found if f["patient_words"]]}


def blank_values() -> dict[str, object]:
    """Every name with an empty value: "" for words, nothing in the lists."""
    return {**{name: _blank(shape) for name, shape in VALUES.items()}, "signatures": {}}


def _blank(shape: Shape) -> Value:
    match shape:
        case str():
            return ""
        case Mapping():
            return {name: _blank(part) for name, part in shape.items()}
        case _:
            return []


def sample_values() -> dict[str, object]:
    """Every name with a made-up value and one element in each list; for the lint."""
    return {**{name: _sample(shape) for name, shape in VALUES.items()}, "signatures": {}}


def _sample(shape: Shape) -> Value:
    match shape:
        case str():
            return "Sample"
        case Mapping():
            return {name: _sample(part) for name, part in shape.items()}
        case _:
            return [_sample(part) for part in shape]
