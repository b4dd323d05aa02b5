"""The pages of an exported record: what a person reads first, and everything as it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from consult_app.domain.patients import Patient
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.errors import Refused
from consult_app.exchange.readable import Cell, Part, Table
from consult_app.exchange.record_json import Record, Rows
from consult_app.i18n import _, series
from consult_app.services import answer_table, material
from consult_app.services.acting import Acting
from consult_app.services.alive import died_words
from consult_app.services.consent_values import consent_lines
from consult_app.services.consent_words import withdrawn_words
from consult_app.services.material import Material
from consult_app.services.wording import day_words, moment_words
from consult_app.storage.store import Tx

Page = tuple[str, Sequence[Part]]


def index(
    acting: Acting, tx: Tx, patient: Patient, record: Record, about: str, language: str
) -> Page:
    """Who it is, each consultation with its answers, every paper and file with a link to it."""
    parts = [
        Part(_("What this is"), (about,)),
        Part(_("Person"), (Table(_person(patient, language)),)),
        Part(_("Papers"), (_papers(record, language),)),
        Part(_("Files"), (_other_files(record, language),)),
    ]
    for row in record.tables["consultation"]:
        parts += _consultation(acting, tx, row, record, language)
    made = moment_words(acting.now(), language)
    title = _("Record {number}, {clinic}, {moment}").format(
        number=patient.record_number, clinic=record.clinic, moment=made
    )
    return title, parts


def everything(record: Record) -> Page:
    """Every stored row, table by table: what the first page leaves out stands here as well."""
    parts = []
    for name, rows in record.tables.items():
        if rows:
            head = tuple(rows[0])
            cells = [[_plain(value) for value in row.values()] for row in rows]
            parts.append(Part(name, (Table(cells, head),)))
    return _("Everything as it is stored"), parts


def about(*, whole: bool) -> str:
    """What lies in the folder: everything of a person, or one consultation alone."""
    if not whole:
        return _(
            "One consultation of this person and nothing of the others, as it was on the day of "
            "the export. The papers lie in the folder documents as they were signed, other files "
            "in the folder files. The page everything.html shows each stored row, record.json and "
            "the folder fhir tell the same to other programs."
        )
    return _(
        "Everything that the clinic keeps of this person, as it was on the day of the export. The "
        "papers lie in the folder documents as they were signed, other files in the folder files. "
        "The page everything.html shows each stored row, record.json the same for other programs."
    )


def _person(patient: Patient, language: str) -> list[tuple[str, str]]:
    numbers = series((patient.record_number, *patient.other_numbers))
    return [
        (_("Name"), patient.name),
        (_("Born"), day_words(patient.birth_date, language)),
        *(
            [(_("Has died"), died_words(patient.died, language))]
            if patient.died is not None
            else []
        ),
        (_("Sex"), patient.sex.value),
        (_("Record number"), numbers),
        (_("Language"), patient.language),
        (_("Size of print"), patient.edition.value),
        (_("Phone"), patient.phone),
        (_("Email"), patient.email),
        (_("Address"), patient.address),
    ]


def _papers(record: Record, language: str) -> Table | str:
    rows = [
        (
            Cell(f"{row['title']} {row['number']}", record.files[str(row["sha256"])]),
            _moment(row["made_at"], language),
            str(row["state"]),
        )
        for row in record.tables["document"]
    ]
    return Table(rows, (_("Paper"), _("Made"), _("State"))) if rows else _("There are none.")


def _other_files(record: Record, language: str) -> Table | str:
    files = (*record.tables["photograph"], *record.tables["attachment"])
    made = {str(row["sha256"]): row["at"] for row in files}
    rows = [
        (Cell(name, name), _moment(made.get(sha256), language))
        for sha256, name in record.files.items()
        if name.startswith("files/")
    ]
    return Table(rows, (_("File"), _("Kept"))) if rows else _("There are none.")


def _consultation(
    acting: Acting, tx: Tx, row: Mapping[str, Any], record: Record, language: str
) -> Iterator[Part]:
    begun = _moment(row["started_at"], language)
    who = record.people.get(row["physician_id"], "")
    words = _("{physician}, state: {state}").format(physician=who, state=row["state"])
    yield Part(_("Consultation of {moment}").format(moment=begun), (words,))
    try:
        told = material.gather(acting, tx, row["id"], None)
    except Refused as refused:  # its questions cannot be read: the stored rows still tell it all
        yield Part(_("Answers"), (_("Not readable here: {code}").format(code=refused.code),), 3)
    else:
        yield from _answers(told, language)
        if told.consent is not None:
            lines = consent_lines(told, told.consent, language)
            yield Part(_("What the consent rests on"), (Table(lines),), 3)
    for title, name, columns in _kinds():
        rows = _of(record.tables[name], row["id"])
        if rows:
            yield Part(title, (_listed(rows, columns, record, language),), 3)
    yield from _consents(record, row["id"], language)


def _kinds() -> tuple[tuple[str, str, dict[str, str]], ...]:
    """(title, table, column -> what it is called) of what hangs on a consultation."""
    who, when = _("By"), _("When")
    return (
        (
            _("Decisions"),
            "decision",
            {
                "choice": _("Decision"),
                "reason": _("Reason"),
                "until": _("Until"),
                "author_id": who,
                "at": when,
            },
        ),
        (
            _("Evaluations"),
            "evaluation",
            {
                "condition": _("Condition"),
                "evaluator": _("Specialist"),
                "opinion": _("Opinion"),
                "day": _("Day of the evaluation"),
                "note": _("Note"),
            },
        ),
        (
            _("Reasons to go on"),
            "rationale",
            {
                "rule_id": _("Rule"),
                "text": _("Reason"),
                "mitigation": _("What is done about it"),
                "author_id": who,
                "at": when,
            },
        ),
        (
            _("Treatments"),
            "treatment",
            {
                "session": _("Session"),
                "dose": _("Dose"),
                "site_words": _("Where"),
                "route": _("Route"),
                "reaction": _("Reaction"),
                "started_at": _("Began"),
                "ended_at": _("Ended"),
                "author_id": who,
                "at": when,
            },
        ),
        (_("Notes added later"), "addendum", {"text": _("Note"), "author_id": who, "at": when}),
    )


def _answers(told: Material, language: str) -> Iterator[Part]:
    for section in answer_table.sections(told, language):
        rows: Any = section["rows"]
        cells = [(r["question"], r["answer"], r["author"], r["moment"]) for r in rows]
        head = (_("Question"), _("Answer"), _("By"), _("When"))
        yield Part(str(section["title"]), (Table(cells, head),), 3)


def _consents(record: Record, consultation_id: int, language: str) -> Iterator[Part]:
    for consent in _of(record.tables["consent"], consultation_id):
        mine = [one for one in record.tables["consent_event"] if one["consent_id"] == consent["id"]]
        moves = {"state": _("State"), "reason": _("Reason"), "author_id": _("By"), "at": _("When")}
        title = _("Consent, state: {state}").format(state=consent["state"])
        back = [o for o in record.tables["consent_withdrawal"] if o["consent_id"] == consent["id"]]
        taken = [_taken_back(one, language) for one in back]
        yield Part(title, (*taken, _listed(mine, moves, record, language)), 3)


def _taken_back(row: Mapping[str, Any], language: str) -> str:
    return withdrawn_words(Withdrawal(row["who"], Said(row["way"]), row["day"]), language)


def _of(rows: Rows, consultation_id: int) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["consultation_id"] == consultation_id]


def _listed(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], record: Record, language: str
) -> Table:
    def words(name: str, value: object) -> str:
        if name == "author_id" and isinstance(value, int):
            return record.people.get(value, str(value))
        if isinstance(value, datetime):
            return _moment(value, language)
        if isinstance(value, date):
            return day_words(value, language)
        return _plain(value)

    cells = [[words(name, row[name]) for name in columns] for row in rows]
    return Table(cells, tuple(columns.values()))


def _moment(at: object, language: str) -> str:
    return moment_words(at, language) if isinstance(at, datetime) else ""


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)
