"""Another system's Bundle: whom it is about, and the lines that can be taken in, whole or not.

Narratives, extensions and attachments are never looked at; a text is words, whatever stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.domain.incoming import Told, ToldKind, ToldPerson
from consult_app.domain.names import clean
from consult_app.domain.patients import Sex
from consult_app.domain.texts import LINE
from consult_app.errors import Refused
from consult_app.exchange.fhir.basics import SNOMED
from consult_app.forms import jsontext

LARGEST = 20_000_000
"""Bytes; a Bundle with pictures in it is not what is read here."""
MOST = 10_000
"""Entries."""

Resource = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Read:
    """What a Bundle tells; `passed_over`: (kind of resource, how many) that was not read."""

    person: ToldPerson
    lines: tuple[Told, ...]
    passed_over: tuple[tuple[str, int], ...]


def read_bundle(data: bytes) -> Read:
    """Everything of a Bundle that is about its one patient.

    Raises `Refused`: fhir.too-large, fhir.not-json, fhir.not-a-bundle, fhir.same-address,
    fhir.no-patient, fhir.several-patients, fhir.loose-reference, fhir.other-version, fhir.no-name
    (a line without words).
    """
    entries = _entries(data)
    patient, about = _whose(entries)
    lines: dict[Told, None] = {}
    passed: Counter[str] = Counter()
    for resource in entries.values():
        kind = str(resource.get("resourceType"))
        reader = _READERS.get(kind)
        if reader is None:
            passed[kind] += kind not in {"Patient", "Medication"}
            continue
        whose, read = reader
        _require_r4(resource, kind)
        _require_about(resource.get(whose), about, kind)
        line = read(_with_medication(resource, entries))
        if line is None:
            passed[kind] += 1
        else:
            lines[line] = None
    told = tuple((kind, n) for kind, n in sorted(passed.items()) if n)
    return Read(_person(patient), tuple(lines), told)


def _entries(data: bytes) -> dict[str, Resource]:
    """The resources by their full address, or by their place where they have none."""
    if len(data) > LARGEST:
        raise Refused("fhir.too-large", limit=LARGEST // 1_000_000)
    try:
        bundle = jsontext.loads(data.decode("utf-8-sig"))
    except ValueError:  # in another encoding, or no JSON
        raise Refused("fhir.not-json") from None
    entries = bundle.get("entry") if isinstance(bundle, Mapping) else None
    if not isinstance(bundle, Mapping) or bundle.get("resourceType") != "Bundle":
        raise Refused("fhir.not-a-bundle")
    if not isinstance(entries, list) or len(entries) > MOST:
        raise Refused("fhir.not-a-bundle")
    found: dict[str, Resource] = {}
    for n, entry in enumerate(entries):
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(resource, Mapping):
            raise Refused("fhir.not-a-bundle")
        name = str(entry.get("fullUrl") or f"entry {n}")
        if name in found:  # one of the two would be lost
            raise Refused("fhir.same-address")
        found[name] = resource
    return found


def _require_r4(resource: Resource, kind: str) -> None:
    """R5 tells a medicine in a member of another name; before R4 a state was no CodeableConcept,
    and what is refuted would read like what is so."""
    plain = isinstance(resource.get("medication"), Mapping)
    states = (resource.get("clinicalStatus"), resource.get("verificationStatus"))
    if plain or any(isinstance(state, str) for state in states):
        raise Refused("fhir.other-version", kind=kind)


def _whose(entries: Mapping[str, Resource]) -> tuple[Resource, frozenset[str]]:
    """The one patient, and every reference that leads to them: by address or id, of their own
    record and of each that it has replaced."""
    patients = {n: r for n, r in entries.items() if r.get("resourceType") == "Patient"}
    if not patients:
        raise Refused("fhir.no-patient")
    leads = {n: {n, f"Patient/{r.get('id')}"} for n, r in patients.items()}
    kept = [n for n, r in patients.items() if not _replaced_by(r) & set().union(*leads.values())]
    if len(kept) != 1 or any(
        not _replaced_by(r) & leads[kept[0]] for n, r in patients.items() if n != kept[0]
    ):
        raise Refused("fhir.several-patients", count=len(patients))
    return patients[kept[0]], frozenset().union(*leads.values())


def _replaced_by(patient: Resource) -> set[str]:
    """Which records are read in the place of this one."""
    links = (one for one in _mappings(patient.get("link")) if one.get("type") == "replaced-by")
    others = (one.get("other") for one in links)
    return {str(one.get("reference")) for one in others if isinstance(one, Mapping)}


def _require_about(value: object, about: frozenset[str], kind: str) -> None:
    """The line must be about the Bundle's own patient."""
    reference = value.get("reference") if isinstance(value, Mapping) else None
    if reference not in about:
        raise Refused("fhir.loose-reference", kind=kind)


def _with_medication(resource: Resource, entries: Mapping[str, Resource]) -> Resource:
    """A medicine that is told in a resource of its own, told in its place."""
    led = resource.get("medicationReference")
    if not isinstance(led, Mapping):
        return resource
    name = str(led.get("reference"))
    inside = {f"#{one.get('id')}": one for one in _mappings(resource.get("contained"))}
    ids = {f"Medication/{r.get('id')}": r for r in entries.values()}
    found = (inside | ids | dict(entries)).get(name)
    if found is None or found.get("resourceType") != "Medication":
        raise Refused("fhir.loose-reference", kind="MedicationStatement")
    return {**resource, "medicationCodeableConcept": found.get("code")}


def _person(patient: Resource) -> ToldPerson:
    named = _current(patient.get("name"), "official", "usual")
    family, given = _text(named.get("family")), " ".join(_texts(named.get("given")))
    if not (family or given):
        given, _space, family = _text(named.get("text")).rpartition(" ")
    contacts = [t for t in _mappings(patient.get("telecom")) if t.get("use") != "old"]
    contact = {str(t.get("system")): _text(t.get("value")) for t in reversed(contacts)}
    address = _current(patient.get("address"), "home")
    spoken = next(_mappings(patient.get("communication")), {})
    return ToldPerson(
        family_name=family,
        given_name=given,
        birth_date=_day(patient.get("birthDate")),
        sex=_sex(patient.get("gender")),
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        address=_text(address.get("text")) or _lines(address),
        language=_code(spoken.get("language")),
    )


def _current(value: object, *uses: str) -> Resource:
    """The name or address that holds: of the first of `uses` that is there, never an old one."""
    held = [one for one in _mappings(value) if one.get("use") not in {"old", "maiden", "temp"}]
    ranked = [one for use in uses for one in held if one.get("use") == use]
    return next(iter([*ranked, *held]), {})


def _lines(address: Resource) -> str:
    town = " ".join(_texts([address.get("postalCode"), address.get("city")]))
    parts = [*_texts(address.get("line")), town, _text(address.get("country"))]
    return ", ".join(filter(None, parts))


def _illness(resource: Resource) -> Told | None:
    verified = _code(resource.get("verificationStatus"))
    if verified in _NOT_SO or _says_none(resource.get("code")):
        return None
    period = resource.get("onsetPeriod")
    began = period.get("start") if isinstance(period, Mapping) else resource.get("onsetDateTime")
    return Told(
        ToldKind.ILLNESS,
        _words(resource.get("code"), "Condition"),
        since=_partial(began),
        over=_code(resource.get("clinicalStatus")) in {"inactive", "remission", "resolved"},
        doubted=verified in _DOUBTED,
        detail=_notes(resource),
    )


def _allergy(resource: Resource) -> Told | None:
    verified = _code(resource.get("verificationStatus"))
    if verified in _NOT_SO or _says_none(resource.get("code")):
        return None
    reaction = next(_mappings(resource.get("reaction")), {})
    manifest = [_coded(one) for one in _mappings(reaction.get("manifestation"))]
    return Told(
        ToldKind.ALLERGY,
        _words(resource.get("code"), "AllergyIntolerance"),
        over=_code(resource.get("clinicalStatus")) in {"inactive", "resolved"},
        doubted=verified in _DOUBTED,
        detail=", ".join(filter(None, manifest)) or _notes(resource),
        severity=_text(reaction.get("severity")),
    )


def _medicine(resource: Resource) -> Told | None:
    none = _says_none(resource.get("medicationCodeableConcept"))
    if none or resource.get("status") in {"entered-in-error", "not-taken"}:
        return None
    period = resource.get("effectivePeriod")
    start = (
        period.get("start") if isinstance(period, Mapping) else resource.get("effectiveDateTime")
    )
    dosage = next(_mappings(resource.get("dosage")), {})
    return Told(
        ToldKind.MEDICINE,
        _words(resource.get("medicationCodeableConcept"), "MedicationStatement"),
        since=_partial(start),
        over=resource.get("status") in {"completed", "stopped"},
        doubted=resource.get("status") in {"unknown", "intended", "on-hold"},
        detail=_text(dosage.get("text")) or _notes(resource),
    )


_NONE = frozenset(
    {
        *((SNOMED, code) for code in ("716186003", "409137002", "429625007", "428607008")),
        (SNOMED, "160245001"),
    }
)
"""No known allergy: at all, to drugs, to food, of the environment; no current problem."""
_ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
"""HL7's own codes in a patient summary: all say that there is none, or that nobody knows."""


def _says_none(concept: object) -> bool:
    """Whether it says that there is nothing: no line by itself, and never an answer of ours."""
    codings = concept.get("coding") if isinstance(concept, Mapping) else None
    told = [(str(c.get("system")), str(c.get("code"))) for c in _mappings(codings)]
    return any(one in _NONE or one[0] == _ABSENT for one in told)


_NOT_SO = frozenset({"refuted", "entered-in-error"})
_DOUBTED = frozenset({"unconfirmed", "presumed", "provisional", "differential"})
_READERS: Mapping[str, tuple[str, Callable[[Resource], Told | None]]] = {
    "Condition": ("subject", _illness),
    "AllergyIntolerance": ("patient", _allergy),
    "MedicationStatement": ("subject", _medicine),
}
"""Kind of resource -> the member that says whose it is, and what reads it."""


def _words(concept: object, kind: str) -> str:
    words = _coded(concept)
    if not words:
        raise Refused("fhir.no-name", kind=kind)
    return words


def _coded(concept: object) -> str:
    """The words of a CodeableConcept: its text, else a display, else a code."""
    if not isinstance(concept, Mapping):
        return ""
    codings = list(_mappings(concept.get("coding")))
    told = [_text(concept.get("text")), *(_text(c.get("display")) for c in codings)]
    return next(filter(None, [*told, *(_text(c.get("code")) for c in codings)]), "")


def _code(concept: object) -> str:
    coding = concept.get("coding") if isinstance(concept, Mapping) else None
    return _text(next(_mappings(coding), {}).get("code"))


def _notes(resource: Resource) -> str:
    return "; ".join(filter(None, (_text(n.get("text")) for n in _mappings(resource.get("note")))))[
        :LINE
    ]


def _text(value: object) -> str:
    return clean(value)[:LINE] if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [t for t in map(_text, value) if t] if isinstance(value, list) else []


def _mappings(value: object) -> Iterator[Resource]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))


def _partial(value: object) -> str:
    """The day of a dateTime, as precise as it is; empty where it is none."""
    text = value[:10] if isinstance(value, str) else ""
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in {4, 7} else text
    return text if _day(padded) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _sex(value: object) -> Sex:
    return next((sex for sex in Sex if sex.value == value), Sex.UNKNOWN)
