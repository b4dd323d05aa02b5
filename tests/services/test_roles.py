"""Roles: every use case declares what it needs, and is refused to exactly those who lack it."""

from __future__ import annotations

import ast
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

import consult_app
from consult_app import services
from consult_app.cli.commands import root
from consult_app.domain.adverse_events import AdverseEvent, EventState, EventTold, Report
from consult_app.domain.audit import Event
from consult_app.domain.backup_plan import BackupPlan
from consult_app.domain.clinic import DateOrder
from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Move, VisitState
from consult_app.domain.deaths import NewDeath
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Edition, Kind
from consult_app.domain.erasure import Ground, Order
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.follow_ups import Contact
from consult_app.domain.outcomes import By
from consult_app.domain.patient_table import Mapped
from consult_app.domain.people import MAY, Capability, Role, User
from consult_app.domain.photographs import Moment
from consult_app.domain.products import BiologicalSource, Label, LotState, Product
from consult_app.domain.rationale import NewRationale
from consult_app.domain.recalls import EndGround, NewContact, NewEnd, NewRecall, Way
from consult_app.domain.scanning import PaperState, SignedPaper
from consult_app.domain.status import NewNote
from consult_app.domain.trail import Wanted
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.errors import Refused
from consult_app.exchange.csv_read import Sheet
from consult_app.services import day, documents, loading, products, shelf
from consult_app.services.acting import Acting
from consult_app.services.blanks import Blank
from consult_app.services.ink import Found
from consult_app.services.permission import needed, needs
from consult_app.services.role_table import UseCase, use_cases
from consult_app.services.worklists import Wait
from consult_app.storage import audit as audit_rows
from consult_app.storage import users as user_rows
from tests.clinics import ELIF, SETTINGS, Clinic, open_clinic
from tests.services.refusing import refused
from tests.services.walk import KNOWN, SCRAWL, Walk

CASES = {case.name: case for case in use_cases()}


def callables() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the services, by `module.function`."""
    for place in pkgutil.iter_modules(services.__path__):
        module = import_module(f"{services.__name__}.{place.name}")
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{place.name}.{name}", value


def events(walk: Walk, kind: str) -> list[Event]:
    """What the chain holds of one kind of subject, in order."""
    with walk.acting.store.read() as tx:
        bodies = [json.loads(entry.body) for entry in audit_rows.entries(tx)]
    return [Event(body["event"]) for body in bodies if body["kind"] == kind]


def test_every_function_for_someone_acting_declares_what_it_needs() -> None:
    undeclared = []
    for name, function in callables():
        hints = {str(hint) for hint in function.__annotations__.values()}
        # a step inside a transaction is part of the use case that opened it
        if "Acting" in hints and "Tx" not in hints and needed(function) is None:
            undeclared.append(name)
    assert undeclared == []
    assert len(CASES) > 50


def test_only_use_cases_open_the_records() -> None:
    """Whoever calls `acting.read()` or `acting.write()`, or uses its store, goes past the table."""
    package = Path(consult_app.__file__).parent
    past = re.compile(r"\bacting\.(read|write|store\.(?!close\())")
    wrong = [
        f"{file.name}: {past.search(source)}"
        for file in sorted([*package.glob("ui/**/*.py"), *package.glob("cli/**/*.py")])
        if past.search(source := ast.unparse(ast.parse(file.read_text("utf-8"))))
    ]
    assert wrong == []
    assert past.search("self.ctx.acting.store.write()")
    assert past.search("with acting.read() as tx: pass")


def test_nothing_is_looked_at_before_the_role(clinic: Clinic) -> None:
    done = []

    @needs(Capability.TREAT)
    def use_case(acting: Acting, number: int, *, word: str = "") -> str:
        done.append(acting.user.name)
        return f"{number}{word}"

    assert use_case(clinic.acting, 3, word="x") == "3x"
    with refused("role.not-permitted"):
        use_case(clinic.desk(), 3)
    assert done == [clinic.acting.user.name]


@dataclass(frozen=True)
class Bench:
    """A consultation that went all the way, somebody of each role, and what they call with."""

    people: dict[Role, Acting]
    values: dict[str, object]
    """By the name of a parameter, else by its type as it is written."""

    def call(self, case: UseCase, role: Role) -> None:
        acting = self.people[role]
        asked = list(inspect.signature(case.function).parameters.values())[1:]
        given = {p.name: self._value(case, acting, p) for p in asked}
        by_place = [given[p.name] for p in asked if p.kind is p.POSITIONAL_OR_KEYWORD]
        by_word = {p.name: given[p.name] for p in asked if p.kind is p.KEYWORD_ONLY}
        case.function(acting, *by_place, **by_word)

    def _value(self, case: UseCase, acting: Acting, parameter: inspect.Parameter) -> object:
        kind = str(parameter.annotation)
        if kind == "User":
            return acting.user
        told = kind in self.values and kind[0].isupper()  # a type of ours says more than a name
        for key in (kind, parameter.name) if told else (parameter.name, kind):
            if key in self.values:
                return self.values[key]
        if parameter.default is parameter.empty:
            pytest.fail(f"{case.name}: give the table below a value for {parameter.name}")
        return parameter.default


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("roles")
    clinic = open_clinic(folder / "clinic")
    yield Bench(_people(clinic), _values(Walk(clinic), folder))
    clinic.acting.store.close()


def _people(clinic: Clinic) -> dict[Role, Acting]:
    store, clock = clinic.acting.store, clinic.clock
    with store.write() as tx:
        users = {r: user_rows.insert(tx, User(0, f"A {r}", "", frozenset({r}))) for r in Role}
    return {role: Acting(user, store, clock) for role, user in users.items()}


def _values(walk: Walk, folder: Path) -> dict[str, object]:
    acting, clinic = walk.acting, walk.clinic
    consent, paper = walk.given()
    loaded = loading.load(acting, consent.consultation_id)
    file = folder / "letter.pdf"
    file.write_bytes(b"%PDF-1.7 made up")
    return {
        "consultation_id": consent.consultation_id,
        "patient_id": clinic.patient.id,
        "document_id": paper.id,
        "document_ids": (paper.id,),
        "product_id": clinic.product.id,
        "pack_hash": loaded.pack.hash,
        "rule_id": "keloid",
        "consent": consent,
        "strokes": SCRAWL,
        "identifiers": KNOWN,
        "changes": (),
        "orders": (),
        "user_id": 99,
        "place": "summary",
        "sha256": paper.sha256,
        "roles": frozenset({Role.ASSISTANT}),
        "known": {},
        "anchors": (),
        "language": "en",
        "str": "made up",
        "bytes": b"%PDF-1.7 made up",
        "date": acting.today(),
        "visit_id": 1,
        "pieces": (),
        "Path": file,
        "Conversation": consent.conversation,
        "ConsentMove": ConsentMove.WITHDRAW,
        "Move": Move.CLOSE,
        "Kind": Kind.INFORMATION,
        "Blank": Blank.INTAKE,
        "Edition": Edition.LARGE,
        "Loaded": loaded,
        "Pack": loaded.pack,
        "Lot": products.lots(acting, clinic.product.id)[0],
        "LotState": LotState.QUARANTINED,
        "NewDecision": NewDecision(Choice.DEFER, "Later."),
        "NewTreatment": walk.new_treatment(consent.consultation_id),
        "NewRationale": NewRationale("none", "1", "", "Talked over."),
        "NewEvaluation": NewEvaluation("", "", "", acting.today(), Opinion.SUITABLE, ""),
        "Label": Label(),
        "Product": Product(0, "Example-EX 1 ml", "Example", BiologicalSource.OTHER, ()),
        "Visit": day.add(acting, clinic.patient.id, acting.today()),
        "VisitState": VisitState.ARRIVED,
        "NewPatient": ELIF,
        "NewRecall": NewRecall(99, "", "", acting.today()),
        "NewDeath": NewDeath("", ""),
        "NewEnd": NewEnd(EndGround.LIFTED, "r", "the maker", acting.today()),
        "NewContact": NewContact(clinic.patient.id, Way.PHONE, acting.today()),
        "Moment": Moment.AFTER,
        **dict.fromkeys(("lot_id", "recall_id", "photograph_id", "units", "near_days"), 99),
        "session": 1,
        "Patient": clinic.patient,
        "ClinicSettings": SETTINGS,
        "Wanted": Wanted(),
        "Wait": Wait.FOLLOW_UP,
        "Order": Order(Ground.NEVER_TREATED),
        "merge_id": 99,
        "one_id": clinic.patient.id,
        "other_id": clinic.patient.id,
        "BackupPlan": BackupPlan(),
        "edit": lambda version: version.changes,
        "note_id": "R01",
        "other_language": "tr",
        "older": "shipped",
        "newer": "shipped",
        "NewNote": NewNote("DE", {}, {}, None, None),
        "consent_id": consent.id,
        "paper": SignedPaper(
            0, consent.id, paper.id, paper.id, "", 1, PaperState.FILED, 1, acting.now()
        ),
        "page_id": 99,
        "paper_id": 99,
        "number": "D-2026-00001",
        "page": 1,
        "width": 100,
        "Found": Found((), (), None),
        "Watch": lambda _stage: True,
        **dict.fromkeys(("event_id", "follow_up_id", "treatment_id", "import_id", "line_id"), 99),
        "EventTold": EventTold("A lump"),
        "event": AdverseEvent(
            *(99, clinic.patient.id, None, None, None, EventState.OPEN, EventTold("A lump")),
            *(1, acting.user.id, acting.now()),
        ),
        "Report": Report("Health authority", acting.today(), ""),
        "answers": {},
        "Contact": Contact.PHONE,
        "Withdrawal": Withdrawal("", Said.PHONE, acting.today()),
        "By": By.INDICATION,
        "limit": 10,
        "Sheet": Sheet(folder / "none.csv", "utf-8", ",", (), 0),
        "Mapped": Mapped({}, DateOrder.DAY_FIRST),
    }


@pytest.mark.parametrize(("name", "role"), [*product(CASES, Role)])
def test_use_case_is_refused_to_exactly_those_the_table_says(
    bench: Bench, name: str, role: Role
) -> None:
    case = CASES[name]
    code = ""
    try:
        bench.call(case, role)
    except Refused as error:
        code = error.code
    assert (code == "role.not-permitted") is not case.allows(role)


def test_table_printed_has_each_use_case_with_its_capability_and_roles() -> None:
    result = CliRunner().invoke(root(), ["roles"])
    assert result.exit_code == 0
    printed = {line.split()[0]: line.split()[1:] for line in result.output.splitlines()}
    for case in CASES.values():
        ticks = ["✓" if case.capability in MAY[role] else "·" for role in Role]
        assert printed[case.name] == [case.capability.value, *ticks]


def test_desk_sees_clinical_papers_only_once_released(walk: Walk) -> None:
    desk = _people(walk.clinic)[Role.ASSISTANT]
    consultation = walk.proceed()
    record = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    assert documents.of_patient(desk, record.patient_id) == ()
    assert documents.recent(desk) == ()
    for use_case in (documents.content, documents.note_printed, documents.note_saved):
        with refused("document.not-released"):
            use_case(desk, record.id)
    with refused("role.not-permitted"):
        documents.release(desk, record.id)

    released = documents.release(walk.acting, record.id)

    assert released == replace(record, released=True)
    assert documents.of_patient(desk, record.patient_id) == (released,)
    assert documents.content(desk, record.id) == documents.content(walk.acting, record.id)
    documents.note_printed(desk, record.id)
    assert documents.recent(desk)[0][0].printed == 1
    assert events(walk, "document")[-4:] == [
        Event.DOCUMENT_RELEASED,
        Event.DOCUMENT_VIEWED,
        Event.DOCUMENT_VIEWED,
        Event.DOCUMENT_PRINTED,
    ]


def test_release_is_for_final_papers_that_the_desk_does_not_have(walk: Walk) -> None:
    consultation = walk.proceed()
    first = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    second = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    with refused("document.not-releasable"):
        documents.release(walk.acting, first.id)
    documents.release(walk.acting, second.id)
    with refused("document.not-releasable"):
        documents.release(walk.acting, second.id)


def test_a_newer_paper_is_not_released_with_the_older_one(walk: Walk) -> None:
    desk = _people(walk.clinic)[Role.ADMINISTRATOR]
    consultation = walk.proceed()
    first = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    documents.release(walk.acting, first.id)
    documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    assert [r.id for r in documents.of_patient(desk, first.patient_id)] == [first.id]


@pytest.mark.parametrize("kind", list(Kind))
def test_shipped_papers_are_for_the_desk_where_the_patient_takes_them_home(kind: Kind) -> None:
    at_the_desk = {Kind.INFORMATION, Kind.CONSENT, Kind.AFTERCARE, Kind.RECALL, Kind.RECALL_END}
    pack = shelf.shipped()
    audiences = {pack.template(kind.value, language).audience for language in pack.languages}
    assert audiences == {"desk" if kind in at_the_desk else "clinical"}


def test_desk_prints_the_final_consent(walk: Walk) -> None:
    desk = _people(walk.clinic)[Role.ADMINISTRATOR]
    _consent, record = walk.given()
    assert record in documents.of_patient(desk, record.patient_id)
    assert documents.content(desk, record.id)
    documents.note_printed(desk, record.id)
    assert events(walk, "document")[-2:] == [Event.DOCUMENT_VIEWED, Event.DOCUMENT_PRINTED]
