"""A megabyte, half a character, a pack with a fault: exact, or one sentence and nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from consult_app import paths
from consult_app.cli.commands import root
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.patients import NewPatient
from consult_app.domain.products import Product
from consult_app.services import (
    addenda,
    attachments,
    clinic,
    consents,
    consultations,
    day,
    decisions,
    documents,
    patients,
    products,
    shelf,
    treatments,
)
from tests.clinics import open_clinic
from tests.everything import refused_unchanged, rows
from tests.services.walk import Walk

MEGABYTE = "Ağrı <b>&amp;</b> 37,5 °C. " * 40_000
HALF = "Ada \ud83c"
"""Half an emoji, as a field leaves it that was full in the middle of one."""

Use = Callable[[str], object]


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    opened = open_clinic(tmp_path / "clinic")
    yield Walk(opened)
    opened.acting.store.close()


def _decision(walk: Walk) -> Use:
    id_ = walk.begin().id
    return lambda text: decisions.decide(walk.acting, id_, NewDecision(Choice.DO_NOT_TREAT, text))


def _evaluation(walk: Walk) -> Use:
    id_, today = walk.begin().id, walk.acting.today()
    new = NewEvaluation("cancer", "Dr Aksoy", "Oncology", today, Opinion.SUITABLE, "x")
    return lambda text: decisions.record_evaluation(walk.acting, id_, replace(new, note=text))


def _reason(walk: Walk) -> Use:
    id_ = walk.begin().id
    return lambda text: consultations.move(walk.acting, id_, Move.ABANDON, text)


def _conversation(walk: Walk) -> Use:
    consent = walk.opened()
    said = consent.conversation
    return lambda text: consents.say(walk.acting, consent, replace(said, matters=text))


def _treatment(walk: Walk) -> Use:
    id_ = walk.given()[0].consultation_id
    new = walk.new_treatment(id_)
    return lambda text: treatments.record(walk.acting, id_, replace(new, dose=text))


def _note(walk: Walk) -> Use:
    id_ = walk.begin().id
    decisions.decide(walk.acting, id_, NewDecision(Choice.DO_NOT_TREAT, "Not now."))
    consultations.move(walk.acting, id_, Move.CLOSE)
    return lambda text: addenda.add(walk.acting, id_, text)


def _visit(walk: Walk) -> Use:
    patient, today = walk.clinic.patient.id, walk.acting.today()
    return lambda text: day.add(walk.acting, patient, today, note=text)


def _clinic(walk: Walk) -> Use:
    old = clinic.settings(walk.acting)
    return lambda text: clinic.change_settings(walk.acting, replace(old, address=text))


def _profile(walk: Walk) -> Use:
    user = walk.acting.user
    return lambda text: clinic.change_profile(walk.acting, replace(user, specialty=text))


def _product(walk: Walk) -> Use:
    return lambda text: products.add_product(walk.acting, Product(0, text))


def _lot(walk: Walk) -> Use:
    id_ = walk.clinic.product.id
    return lambda text: products.add_lot(walk.acting, id_, text, date(2030, 1, 1))


def _answer(walk: Walk) -> Use:
    session = walk.session(walk.begin())
    return lambda text: session.save(walk.acting, (session.put("pt/pt.reason", text),))


AS_TYPED = (
    *(_decision, _evaluation, _reason, _conversation, _treatment),
    *(_note, _visit, _clinic),
)
"""Texts that are stored as they were typed."""
CLEANED = (_profile, _product, _lot)
"""Names, of which hidden and broken characters are taken away."""


@pytest.mark.parametrize("made", [*AS_TYPED, *CLEANED], ids=lambda made: made.__name__)
def test_megabyte_pasted_into_a_text_is_refused(walk: Walk, made: Callable[[Walk], Use]) -> None:
    use = made(walk)
    words = refused_unchanged(walk.acting, lambda: use(MEGABYTE))
    assert "characters" in words
    use("Ada")


@pytest.mark.parametrize("made", [*AS_TYPED, _answer], ids=lambda made: made.__name__)
def test_half_a_character_is_refused_and_the_rest_can_be_stored(
    walk: Walk, made: Callable[[Walk], Use]
) -> None:
    use = made(walk)
    assert "half a character" in refused_unchanged(walk.acting, lambda: use(HALF))
    use(HALF[:-1])


@pytest.mark.parametrize("made", CLEANED, ids=lambda made: made.__name__)
def test_half_a_character_in_a_name_is_taken_away(walk: Walk, made: Callable[[Walk], Use]) -> None:
    made(walk)(HALF)
    assert "Ada" in str(rows(walk.acting.store))


def test_megabyte_as_an_answer_is_kept_exactly_and_not_proceeded_with(walk: Walk) -> None:
    consultation = walk.suitable()
    session = walk.put(consultation, {"pt/pt.reason": MEGABYTE})
    assert [i.code for i in session.state.form.issues] == ["max-length"]
    assert walk.session(consultation).value("pt/pt.reason") == MEGABYTE
    refused_unchanged(walk.acting, lambda: walk.decide(consultation, Choice.PROCEED))
    walk.decide(consultation, Choice.DO_NOT_TREAT)
    make = partial(documents.make, walk.acting, consultation.id, Kind.SUMMARY)
    assert "too long to be printed" in refused_unchanged(walk.acting, make)


def test_megabyte_as_the_name_of_a_file_is_cut_where_it_is_read(walk: Walk) -> None:
    file = attachments.keep(walk.acting, walk.begin().id, MEGABYTE + ".pdf", b"%PDF-1.7")
    assert len(file.title) == 200
    assert file.title.endswith("….pdf")


# packs

BROKEN = {
    "syntax": ("rules.yaml", "rules:\n", "rules: [\n", "this is not valid YAML"),
    "unknown item": ("rules.yaml", "item: ci.cancer,", "item: ci.cancr,", "no item ci.cancr"),
    "duplicate linkId": ("assessment.yaml", "id: hs.general", "id: pt.hope", "pt.hope is used"),
    "unknown date": ("pack.yaml", "tx.followup]", "tx.folowup]", "no item tx.folowup"),
    "template": ("templates/en/information.md", "{{", "{{ x.__class__ ", "information.md, line"),
    "newer": ("pack.yaml", "id: exosome", "format: 2\nid: exosome\nnew: 1", "newer version"),
    "half translated": ("wording/tr/rules.yaml", "tr: Aktif enfeksiyon", "tr: ''", "is not whole"),
    "no text": ("pack.yaml", "id: exosome", "id: \udcff", "cannot be read as UTF-8"),
}


def copy_with_a_fault(place: Path, file: str, old: str, new: str) -> Path:
    """A copy of what comes with the program, with one fault in its pack."""
    copy = place / "resources"
    shutil.copytree(paths.resources() / "packs", copy / "packs")
    for part in ("fonts", "icons", "bodymap.json"):
        (copy / part).symlink_to(paths.resources() / part)
    (path,) = copy.glob(f"packs/*/{file}")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    return copy


@pytest.fixture
def forgetting() -> Iterator[None]:
    """The shipped pack is read again, before the test's fault and after it."""
    shelf.shipped_files.cache_clear()
    yield
    shelf.shipped_files.cache_clear()


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.usefixtures("forgetting")
def test_pack_with_a_fault_is_refused_and_the_old_one_goes_on(
    walk: Walk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    old: str,
    new: str,
    told: str,
) -> None:
    held = walk.proceed()
    other = patients.register(walk.acting, NewPatient("Ak", "Can", date(1980, 1, 2)))
    copy = copy_with_a_fault(tmp_path, file, old, new)
    monkeypatch.setattr(paths, "resources", lambda: copy)
    shelf.shipped_files.cache_clear()
    approve = partial(clinic.approve_texts, walk.acting, "a new one", "en")
    assert told in refused_unchanged(walk.acting, approve)
    assert consultations.start(walk.acting, other.id).pack_hash == held.pack_hash
    record = documents.make(walk.acting, held.id, Kind.SUMMARY)
    assert record.pages > 0


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_pack_check_names_the_fault_in_one_line(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    (folder,) = (copy_with_a_fault(tmp_path, file, old, new) / "packs").iterdir()
    result = CliRunner().invoke(root(), ["pack", "check", str(folder)])
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert told in line
    assert "Traceback" not in line
