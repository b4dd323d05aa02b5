"""Names, dates and numbers as they should not be typed: exact, asked, or refused unchanged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from consult_app.domain.clinic import DateOrder
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.parsing import (
    Ambiguous,
    Invalid,
    Trouble,
    Understood,
    parse_date,
    parse_number,
)
from consult_app.domain.patients import NewPatient
from consult_app.forms.model import PartialDate
from consult_app.services import audit, consultations, decisions, documents, patients
from consult_app.services.wording import month_numbers
from tests.clinics import NOON, open_clinic
from tests.documents.reading import page_texts, squeezed
from tests.everything import refused_unchanged
from tests.services.walk import Walk

BORN = date(1980, 1, 2)
MEGABYTE = "Ağrı <b>&amp;</b> 37,5 °C. " * 40_000


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    opened = open_clinic(tmp_path / "clinic")
    yield Walk(opened)
    opened.acting.store.close()


# names

PRINTED = {
    "markup": "O<b>Brien</b> <script>",
    "entities": "A & B &amp; &#8238;",
    "quotes": 'D\'Arcy "the" O’Neill `x`',
    "template": "{{ 7 * 7 }} {% if x %} %(name)s {0}",
    "database": "'; DROP TABLE patient; --",
    "wildcards": "100%_*?[a-z]",
    "decomposed": unicodedata.normalize("NFD", "Zoë Çağrı Ñandú"),
    "a long word": "Wolfeschlegelsteinhausen" * 20 + "x" * 20,
    "many words": "Ab " * 166 + "cd",
}
HIDDEN = {
    "right to left": ("\u202eevil\u202c", "evil"),
    "marks": ("Ay\u200fşe\u200e", "Ayşe"),
    "zero width": ("A\u200bd\ufeffa", "Ada"),
    "control": ("A\x00d\x1ba\n", "Ada"),
    "half a character": ("Ada\ud83c", "Ada"),
}
UNDRAWN = {
    "emoji": ("Zoë 🌿", "🌿 (HERB)"),
    "script": ("漢字", "漢"),
    "joined": ("👩‍⚕️ Ay", "👩 (WOMAN)"),
}


@pytest.mark.parametrize("name", PRINTED.values(), ids=PRINTED.keys())
def test_name_of_any_letters_is_found_and_printed_exactly(walk: Walk, name: str) -> None:
    patient = patients.register(walk.acting, NewPatient(name, "Elif", BORN))
    assert patient.family_name == unicodedata.normalize("NFC", name)
    assert patient in patients.search(walk.acting, name)
    consultation = consultations.start(walk.acting, patient.id)
    record = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    pages = page_texts(documents.content(walk.acting, record.id))
    assert all(squeezed(patient.name) in squeezed(page) for page in pages)


@pytest.mark.parametrize(("typed", "kept"), HIDDEN.values(), ids=HIDDEN.keys())
def test_name_with_hidden_characters_is_kept_as_it_reads(walk: Walk, typed: str, kept: str) -> None:
    patient = patients.register(walk.acting, NewPatient(typed, "Elif", BORN))
    assert patient.family_name == kept
    assert patient in patients.search(walk.acting, typed)


@pytest.mark.parametrize(("name", "told"), UNDRAWN.values(), ids=UNDRAWN.keys())
def test_name_that_paper_cannot_draw_is_named_and_leaves_no_gap(
    walk: Walk, name: str, told: str
) -> None:
    patient = patients.register(walk.acting, NewPatient(name, "Elif", BORN))
    assert patient in patients.search(walk.acting, name)
    id_ = consultations.start(walk.acting, patient.id).id
    words = refused_unchanged(
        walk.acting, lambda: documents.make(walk.acting, id_, Kind.INFORMATION)
    )
    assert f"cannot draw the character {told}" in words
    patients.correct(walk.acting, patient, NewPatient("Zoë", "Elif", BORN))
    record = documents.make(walk.acting, id_, Kind.INFORMATION)
    assert record.number == f"D-{NOON.year}-00001"


def test_name_of_every_kind_stands_on_every_paper_of_a_treatment(walk: Walk) -> None:
    nasty = NewPatient('O<b>Brien</b> & "Søn"', "{{ x }} 'Ayşe'", date(1979, 3, 12))
    patients.correct(walk.acting, walk.clinic.patient, nasty)
    treatment = walk.treated()
    for kind in (Kind.SUMMARY, Kind.AFTERCARE, Kind.INFORMATION):
        documents.make(walk.acting, treatment.consultation_id, kind)
    for record in documents.of_consultation(walk.acting, treatment.consultation_id):
        pages = page_texts(documents.content(walk.acting, record.id))
        name = squeezed(f"{nasty.given_name} {nasty.family_name}")
        assert all(name in squeezed(page) for page in pages), record.kind
    assert audit.verify(walk.acting).sound


WRONG_PATIENTS = {
    "501 letters": (NewPatient("x" * 501, "Elif", BORN), "A name holds 500 characters"),
    "a megabyte": (NewPatient("Demir", MEGABYTE, BORN), "A name holds 500 characters"),
    "an address": (NewPatient("Demir", "Elif", BORN, address=MEGABYTE), "500 characters each"),
    "nothing": (NewPatient("\u202e\x00 ", "\n", BORN), "needs a name"),
    "tomorrow": (NewPatient("D", "E", NOON.date() + timedelta(1)), "in the future"),
    "1850": (NewPatient("D", "E", date(1850, 6, 1)), "more than 130 years ago"),
    "year 1": (NewPatient("D", "E", date(1, 1, 1)), "more than 130 years ago"),
    "year 9999": (NewPatient("D", "E", date(9999, 12, 31)), "in the future"),
}


@pytest.mark.parametrize(("new", "told"), WRONG_PATIENTS.values(), ids=WRONG_PATIENTS.keys())
def test_patient_who_cannot_be_is_refused(walk: Walk, new: NewPatient, told: str) -> None:
    assert told in refused_unchanged(walk.acting, lambda: patients.register(walk.acting, new))
    patient = walk.clinic.patient
    assert told in refused_unchanged(
        walk.acting, lambda: patients.correct(walk.acting, patient, new)
    )


# dates


def test_birth_date_after_a_consultation_is_refused(walk: Walk) -> None:
    patient = walk.clinic.patient
    consultation = walk.begin()
    walk.clinic.clock.forward(days=10)
    after = NewPatient("Demir", "Elif", NOON.date() + timedelta(days=3))
    words = refused_unchanged(walk.acting, lambda: patients.correct(walk.acting, patient, after))
    assert "after a consultation" in words
    # of one that was entered for the wrong patient it says nothing
    consultations.move(walk.acting, consultation.id, Move.WRONG_PATIENT, "Opened by mistake.")
    assert patients.correct(walk.acting, patient, after).birth_date == after.birth_date


MONTHS = month_numbers("en")
DATES: dict[str, tuple[date, ...] | Trouble] = {
    "03/04/25": (date(2025, 4, 3), date(2025, 3, 4)),
    "25/04/03": (date(2003, 4, 25),),
    "31/02/2024": Trouble.NO_SUCH_DAY,
    "12/03/1850": Trouble.TOO_EARLY,
    "1850": Trouble.TOO_EARLY,
    "24/11/2026": Trouble.IN_FUTURE,
    "2999": Trouble.IN_FUTURE,
    "13/2026": Trouble.NO_SUCH_MONTH,
    "03/04": Trouble.YEAR_MISSING,
    "soon": Trouble.NOT_A_DATE,
    "1" * 1_000_000: Trouble.NOT_A_DATE,
    "٣/٤/٢٠٢٥": (date(2025, 4, 3),),
    "3/4/2025\u202e": (date(2025, 4, 3),),
}


@pytest.mark.parametrize(("typed", "meant"), DATES.items(), ids=lambda value: str(value)[:20])
def test_date_typed_is_read_asked_or_named(typed: str, meant: tuple[date, ...] | Trouble) -> None:
    match parse_date(typed, DateOrder.DAY_FIRST, NOON.date(), MONTHS, future=False):
        case Understood(value):
            assert (value,) == meant
        case Ambiguous(candidates):
            assert candidates == meant
        case Invalid(code):
            assert code == meant


@pytest.mark.parametrize(
    ("text", "side"), [("1850", "min"), ("2999-01-01", "max"), ("2026-11-24", "max")]
)
def test_date_of_a_history_that_cannot_be_keeps_from_proceeding(
    walk: Walk, text: str, side: str
) -> None:
    consultation = walk.suitable()
    path = "ind/ind.group[0]/ind.injury.since"
    session = walk.put(consultation, {path: PartialDate(text)})
    assert [(i.path, i.code) for i in session.state.form.issues] == [(path, side)]
    words = refused_unchanged(walk.acting, lambda: walk.decide(consultation, Choice.PROCEED))
    assert "still in the way: 1" in words
    walk.put(consultation, {path: PartialDate("2024")})
    walk.decide(consultation, Choice.PROCEED)


def test_date_of_an_evaluation_or_a_decision_that_cannot_be_is_refused(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.cancer", "unknown")
    today = walk.acting.today()
    tomorrow, acting, id_ = today + timedelta(1), walk.acting, consultation.id
    new = NewEvaluation("cancer", "Dr Aksoy", "Oncology", tomorrow, Opinion.SUITABLE, "x")
    words = refused_unchanged(walk.acting, lambda: decisions.record_evaluation(acting, id_, new))
    assert "in the future" in words
    words = refused_unchanged(
        walk.acting, lambda: walk.decide(consultation, Choice.DEFER, until=today)
    )
    assert "must lie after today" in words


# numbers

NUMBERS: dict[str, tuple[str, ...]] = {
    "37,5": ("37.5",),
    "37.5": ("37.5",),
    "1.234,5": ("1234.5",),
    "1,234.5": ("1234.5",),
    "1 500": ("1500",),
    "1,500": ("1500", "1.500"),
    "1.500": ("1.500", "1500"),
    "1,2,3": (),
    "1e9": (),
    "NaN": (),
    "½": (),
    "9" * 1_000_000: (),
}


@pytest.mark.parametrize(("typed", "meant"), NUMBERS.items(), ids=lambda value: str(value)[:20])
def test_number_with_comma_or_point_is_read_or_asked(typed: str, meant: tuple[str, ...]) -> None:
    match parse_number(typed, decimal_comma=False):
        case Understood(value):
            found: tuple[Decimal, ...] = (value,)
        case Ambiguous(candidates):
            found = candidates
        case Invalid():
            found = ()
    assert found == tuple(Decimal(number) for number in meant)


@pytest.mark.parametrize("number", [Decimal("29.9"), Decimal("375"), Decimal("37.123")])
def test_number_that_cannot_be_is_kept_and_named(walk: Walk, number: Decimal) -> None:
    consultation = walk.suitable()
    session = walk.put(consultation, {"hs/hs.vitals/hs.temp": number})
    assert [i.path for i in session.state.form.issues] == ["hs/hs.vitals/hs.temp"]
    assert walk.session(consultation).value("hs/hs.vitals/hs.temp") == number
