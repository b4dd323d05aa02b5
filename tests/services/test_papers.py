"""What the papers say of a patient: no empty label, no unknown as no, nothing that is not so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path as Path_

import pytest

from consult_app import i18n
from consult_app.documents.pages import page_count, page_text
from consult_app.domain.blocks import Block, CallOut, Columns, CutStrip, Facts
from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Consultation
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import Opinion
from consult_app.domain.products import Product
from consult_app.domain.rules import Outcome
from consult_app.forms.model import Coding, Path, Value
from consult_app.services import clinic as clinic_service
from consult_app.services import consents, documents, products, sheets
from consult_app.services.facts import product_reference
from tests.clinics import LABEL
from tests.pseudo import LANGUAGE, make_catalogue
from tests.services.walk import Walk

CANCER: dict[Path, Value] = {
    "ci/ci.cancer": Coding("yes"),
    "ci/ci.cancer/ci.cancer.status": Coding("past"),
    "ci/ci.cancer/ci.cancer.site": "Breast, left",
}
NOTHING_FOUND = "Our questions found nothing"


def paper(walk: Walk, consultation: Consultation, kind: Kind) -> str:
    """The text of a document as it would be now, without its line ends."""
    pdf = documents.preview(walk.acting, consultation.id, kind)
    return " ".join(" ".join(page_text(pdf, i) for i in range(page_count(pdf))).split())


def with_answers(walk: Walk, answers: dict[Path, Value]) -> Consultation:
    """A suitable patient, with these answers put over."""
    consultation = walk.suitable()
    walk.put(consultation, answers)
    return consultation


def facts_in(blocks: Iterable[Block]) -> Iterable[tuple[str, str]]:
    for block in blocks:
        match block:
            case Facts(rows):
                yield from ((label, "".join(run.text for run in words)) for label, words in rows)
            case CallOut(blocks=inner) | CutStrip(blocks=inner):
                yield from facts_in(inner)
            case Columns(parts):
                for part in parts:
                    yield from facts_in(part)


def test_paper_speaks_the_language_of_its_template_whatever_the_window_speaks(
    walk: Walk, tmp_path: Path_
) -> None:
    consultation = walk.proceed()
    catalogue = make_catalogue(tmp_path / "i18n")
    i18n.use(LANGUAGE, catalogue)
    try:
        papers = [paper(walk, consultation, kind) for kind in (Kind.SUMMARY, Kind.INFORMATION)]
    finally:
        i18n.use(i18n.SOURCE)
    assert all("«" not in text and "PREVIEW" in text for text in papers)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in documents.STAND_ALONE])
def test_paper_of_an_empty_consultation_has_no_label_without_words(walk: Walk, kind: Kind) -> None:
    settings = replace(clinic_service.settings(walk.acting), address="", phone_night="")
    clinic_service.change_settings(walk.acting, settings)
    consultation = walk.begin()
    with walk.acting.read() as tx:
        sheet = sheets.compose(walk.acting, tx, consultation.id, kind, number="", final=False).sheet
    assert [label for label, words in facts_in(sheet.blocks) if not words.strip()] == []
    said = paper(walk, consultation, kind)
    assert [odd for odd in (" ,", ", ,", " .", ": .", "lot ,", "on .") if odd in said] == []


@pytest.mark.parametrize(
    "path", ["mh/mh.surg.any", "mh/mh.devices", "mh/mh.prior", "pt/pt.interpreter", "mh/mh.any"]
)
def test_answer_that_nobody_knows_is_never_told_as_nothing_found(walk: Walk, path: Path) -> None:
    said = paper(walk, walk.with_answer(path, "unknown"), Kind.CONSENT)
    assert "We do not know" in said
    assert NOTHING_FOUND not in said


def test_consent_says_that_nothing_was_found_only_when_all_was_asked(walk: Walk) -> None:
    assert NOTHING_FOUND in paper(walk, walk.suitable(), Kind.CONSENT)


def test_consent_before_all_was_asked_says_so(walk: Walk) -> None:
    said = paper(walk, walk.begin(), Kind.CONSENT)
    assert "We have not asked you everything yet." in said
    assert NOTHING_FOUND not in said


@pytest.mark.parametrize(
    "kind", [Kind.INFORMATION, Kind.CONSENT, Kind.DEFERRAL, Kind.DECLINE, Kind.REFERRAL]
)
def test_pressure_from_others_is_on_no_paper_that_goes_home(walk: Walk, kind: Kind) -> None:
    pressure: dict[Path, Value] = {
        "pt/pt.pressure": Coding("yes"),
        "pt/pt.pressure/pt.pressure.note": "Her sister",
    }
    consultation = with_answers(walk, pressure | CANCER)
    assert "sister" not in paper(walk, consultation, kind)
    assert "sister" in paper(walk, consultation, Kind.SUMMARY)
    assert NOTHING_FOUND not in paper(walk, consultation, kind)


def test_answers_behind_a_finding_are_told_as_sentences(walk: Walk) -> None:
    said = paper(walk, with_answers(walk, CANCER), Kind.CONSENT)
    assert "We wrote down: Breast, left. In the past." in said


def test_referral_asks_for_what_waits_and_names_the_rest_apart(walk: Walk) -> None:
    consultation = with_answers(walk, CANCER | {"ci/ci.vaccine": Coding("yes")})
    said = paper(walk, consultation, Kind.REFERRAL)
    asked, _, rest = said.partition("What else we found")
    assert "History of cancer Breast, left." in asked
    assert "vaccination" not in asked
    assert "Recent vaccination. Yes." in rest
    assert "The source asks" not in said


def test_patient_who_says_no_gets_no_letter_that_refuses_them(walk: Walk) -> None:
    consultation = walk.proceed()
    consent = walk.inform(consultation)
    consents.step_back(walk.acting, consent, ConsentMove.DECLINE)
    said = paper(walk, consultation, Kind.DECLINE)
    assert "You told us that you do not want" in said
    assert "We will not give you" not in said


def test_letter_that_declines_names_what_stands_in_the_way_and_nothing_settled(walk: Walk) -> None:
    consultation = with_answers(walk, CANCER)
    walk.evaluate(consultation, Opinion.SUITABLE)
    walk.change(consultation, "ci/ci.pregnancy", "yes")
    walk.decide(consultation, Choice.DO_NOT_TREAT)
    said = paper(walk, consultation, Kind.DECLINE)
    assert "pregnant" in said
    assert "cancer" not in said


def test_specialist_who_advises_against_is_named_in_the_letter(walk: Walk) -> None:
    consultation = with_answers(walk, CANCER)
    walk.evaluate(consultation, Opinion.NOT_SUITABLE)
    walk.decide(consultation, Choice.DO_NOT_TREAT)
    said = paper(walk, consultation, Kind.DECLINE)
    assert "Dr Selin Aksoy has looked at this and advises against the treatment." in said


def test_deferral_says_until_when_the_specialist_waits(walk: Walk) -> None:
    consultation = with_answers(walk, CANCER)
    walk.evaluate(consultation, Opinion.DEFER_UNTIL, until=date(2027, 2, 1))
    said = paper(walk, consultation, Kind.DEFERRAL)
    assert "asks us to wait until 1 February 2027." in said


def test_status_is_told_once_where_it_is_that_of_the_clinics_own_country(walk: Walk) -> None:
    settings = replace(clinic_service.settings(walk.acting), jurisdiction="US")
    clinic_service.change_settings(walk.acting, settings)
    said = paper(walk, walk.suitable(), Kind.CONSENT)
    assert said.count("has approved no exosome product") == 1


def test_way_that_is_not_in_the_list_is_told_in_its_own_words(walk: Walk) -> None:
    way: dict[Path, Value] = {
        "tx/tx.site[0]/tx.route": Coding("other"),
        "tx/tx.site[0]/tx.route/tx.route.other": "Along the nerve",
    }
    assert "Knee, left · Along the nerve" in paper(walk, with_answers(walk, way), Kind.CONSENT)


@pytest.mark.parametrize(("weeks", "words"), [(1, "1 week"), (4, "4 weeks")])
def test_weeks_between_sessions_follow_their_number(walk: Walk, weeks: int, words: str) -> None:
    plan: dict[Path, Value] = {"tx/tx.sessions": 2, "tx/tx.more/tx.interval": weeks}
    assert f"Time between {words} " in paper(walk, with_answers(walk, plan), Kind.CONSENT)


def test_consent_says_what_the_treatment_is_for(walk: Walk) -> None:
    said = paper(walk, walk.suitable(), Kind.CONSENT)
    assert "Injury of muscle, joint or tendon: Meniscus tear" in said


@pytest.mark.parametrize(
    ("components", "substance", "outcome"),
    [
        ((), "Latex", Outcome.CAUTION),
        (("saline",), "Latex", None),
        (("Dimethyl sulfoxide",), Coding("dmso"), Outcome.DO_NOT_TREAT),
        (("DMSO 10 %",), Coding("dmso"), Outcome.DO_NOT_TREAT),
    ],
)
def test_allergy_is_held_against_what_the_product_is_recorded_to_consist_of(
    walk: Walk, components: tuple[str, ...], substance: Value, outcome: Outcome | None
) -> None:
    new = Product(0, "Vial", components=components, label=LABEL)
    product = products.add_product(walk.acting, new)
    consultation = with_answers(
        walk,
        {
            "med/all.state": Coding("some"),
            "med/all.state/all.list[0]/all.substance": substance,
            "tx/tx.product": product_reference(product),
        },
    )
    assert walk.session(consultation).state.suitability.outcome is outcome


def test_allergy_said_and_not_named_is_open_and_never_clear(walk: Walk) -> None:
    answers = {p: v for p, v in walk.answers().items() if "all.list" not in p}
    consultation = walk.begin()
    walk.put(consultation, answers | {"med/all.state": Coding("some")})
    suitability = walk.session(consultation).state.suitability
    assert "allergy-product" in {r.rule.id for r in suitability.open_results}
