"""The lint of a pack: the shipped one is clean, and each thing it looks for is found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from consult_app.cli import commands
from consult_app.packs.check import report
from consult_app.packs.files import PackFiles
from consult_app.packs.lint import Problem
from consult_app.packs.lint_duties import lint_duties
from consult_app.packs.lint_words import lint_words
from consult_app.packs.pack import load_pack
from consult_app.packs.readability import measure, sentences
from consult_app.packs.watched import denies, figures_in, is_hedged, promises_in
from tests.packs.shipped import changed, files, whole

TODAY = date(2026, 11, 23)
INFORMATION = "templates/en/information.md"
AFTERCARE = "templates/en/aftercare.md"
CONSENT = "templates/en/consent.md"


def words(found: PackFiles) -> list[Problem]:
    return list(lint_words(load_pack(found), "en"))


def duties(found: PackFiles, today: date = TODAY) -> list[tuple[str, str]]:
    return [(p.check, p.where) for p in lint_duties(load_pack(found), today)]


def test_shipped_pack_is_clean_in_every_language() -> None:
    found = report(load_pack(whole()), TODAY)
    assert found.problems == ()
    assert [row.language for row in found.languages] == ["en", "tr", "de", "ar"]
    assert all(row.there == row.needed and row.grades for row in found.languages)


WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "hard words": (
        "grade",
        INFORMATION,
        "You can bring someone with you.",
        "Notwithstanding individual variability, multidisciplinary specialists administer "
        "biological preparations intraoperatively.",
    ),
    "long sentence": (
        "sentence",
        INFORMATION,
        "Then ask us anything.",
        "Then you can ask us all that you want to ask and we will try to tell you all that we know "
        "so that you know it too.",
    ),
    "promise": ("promise", AFTERCARE, "Rest it today", "It is safe. Rest it today"),
    "promise in a title": ("promise", AFTERCARE, "## What is normal", "## A proven way"),
    "promise in a statement": ("promise", "consent.yaml", "I could ask", "It is safe. I could ask"),
    "promise in a rule": ("promise", "rules.yaml", "patient: Your scars", "patient: No risk. Your"),
    "promise in a question": ("promise", "assessment.yaml", "ask: Are you", "ask: A cure? Are you"),
    "figure": ("figure", INFORMATION, "Then ask us anything.", "It helps 9 in 10."),
    "figure in words": ("figure", AFTERCARE, "for two days. {R07}", "for two days."),
}


@pytest.mark.parametrize("what", WORDS)
def test_wording_that_is_wrong_is_found(what: str) -> None:
    check, file, old, new = WORDS[what]
    assert check in {p.check for p in words(changed(file, old, new))}


def test_promise_is_allowed_only_by_name() -> None:
    found = changed(INFORMATION, "{against F11 allow safe}", "{against F11 allow proven}")
    assert [(p.check, p.where) for p in words(found)] == [("promise", f"{INFORMATION} risks")]


@pytest.mark.parametrize("file", [INFORMATION, CONSENT, AFTERCARE])
def test_sheet_without_a_value_it_must_name_is_found(file: str) -> None:
    needed = {INFORMATION: "own_findings", CONSENT: "plan.product", AFTERCARE: "treatment.lot"}
    text = files()[file].replace(
        needed[file], "today" if "find" not in needed[file] else "findings"
    )
    assert ("element", file) in duties({**files(), file: text})


@pytest.mark.parametrize("part", ["::: same-day", "::: emergency", "::: cut", "::: do-not"])
def test_aftercare_without_a_part_is_found(part: str) -> None:
    text = files()[AFTERCARE].replace(part, "::: note")
    assert ("element", AFTERCARE) in duties({**files(), AFTERCARE: text})


def test_aftercare_that_shows_findings_is_found() -> None:
    body = "{% for f in findings %}\n{{ f.title }}\n{% endfor %}\n"
    found = {**files(), AFTERCARE: files()[AFTERCARE] + body}
    assert duties(found) == [("element", AFTERCARE)]


def test_consent_without_an_element_or_section_is_found() -> None:
    assert duties(changed("consent.yaml", "covers: questions", "covers: risks")) == [
        ("element", "consent.yaml")
    ]
    assert duties(changed("consent.yaml", "section: you", "section: me")) == [
        ("element", "consent.yaml own-health")
    ]
    optional = files()["consent.yaml"].replace("core: true", "core: false")
    assert ("element", "consent.yaml") in duties({**files(), "consent.yaml": optional})


def test_dates_past_review_are_found() -> None:
    late = {where for check, where in duties(files(), date(2027, 11, 3)) if check == "date"}
    assert {"rules.yaml", "consent.yaml", "regulatory.yaml R01", AFTERCARE} <= late
    assert duties(files(), date(2027, 11, 2)) == []


@pytest.mark.parametrize("flag", ["bulk", "carry"])
@pytest.mark.parametrize(
    "item", ["ci.infection", "ci.immune", "ci.cancer", "ci.pregnancy", "ci.skin", "hs.vitals"]
)
def test_short_cut_where_each_time_must_be_asked_is_found(item: str, flag: str) -> None:
    found = changed("assessment.yaml", f"id: {item}\n", f"id: {item}\n        {flag}: true\n")
    assert duties(found) == [("short cut", f"assessment.yaml {item}")]


EASY_AND_HARD: Mapping[str, tuple[str, str]] = {
    "en": (
        "The cat sat on the mat. It was a warm day.",
        "Intercellular communication facilitates regeneration capability.",
    ),
    "de": (
        "Die Stelle kann etwas rot werden. Das geht meist von selbst weg.",
        "Interzelluläre Kommunikation begünstigt Regenerationsfähigkeiten geschädigter Gewebe.",
    ),
    "tr": (
        "Yer biraz kızarabilir. Çoğu zaman kendi geçer.",
        "Hücrelerarası haberleşmenin kolaylaştırılması yenilenebilirliği güçlendirmektedir.",
    ),
    "ar": (
        "قد يحمر المكان قليلا. يزول هذا عادة وحده.",
        "يساعد التواصل بين الخلايا على تجديد الأنسجة التي تضررت بسبب العمر أو الإصابة أو الالتهاب "
        "في مواضع كثيرة من الجسم.",
    ),
}


@pytest.mark.parametrize("language", EASY_AND_HARD)
def test_plain_text_passes_and_a_hard_one_does_not(language: str) -> None:
    easy, hard = EASY_AND_HARD[language]
    formula = measure(language)
    assert formula.passes(formula.score(easy))
    assert not formula.passes(formula.score(hard))


def test_sentences_end_at_marks_and_not_in_numbers() -> None:
    assert sentences("One: two. Three 3.5 four? Five") == [
        "One:",
        "two.",
        "Three 3.5 four?",
        "Five",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This is SAFE.", ["safe"]),
        ("It has no side effects", ["side effects"]),
        ("A Guaranteed cure", ["guaranteed", "cure"]),
        ("unsafe, safety, approve", []),
    ],
)
def test_promises_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert promises_in(text, "en") == found


def test_figures_hedges_and_denials_are_found() -> None:
    assert figures_in("In two weeks, 30 to 150, one thing", "en") == ["two weeks", "30", "150"]
    assert is_hedged("It may help", "en")
    assert not is_hedged("It helps", "en")
    assert denies("No one knows", "en")
    assert not denies("It knows", "en")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands.root(), ["pack", "check", *arguments])
    return result.exit_code, result.output


def written(folder: Path, found: PackFiles) -> Path:
    for name, text in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_command_on_a_clean_pack_exits_0_and_counts_the_facts(tmp_path: Path) -> None:
    code, output = run(str(written(tmp_path, files())))
    heading, english, *_others = output.split("\n")
    assert code == 0
    assert heading == "exosome 1.0: 49 facts told, 1 left out with a reason; 0 problems"
    assert re.fullmatch(r"  en: (\d+) of \1 texts; hardest: .+, Flesch-Kincaid .+ 6\.0", english)


def test_command_on_a_pack_with_problems_prints_a_table_and_exits_1(tmp_path: Path) -> None:
    found = changed(AFTERCARE, "{F35}", "")
    code, output = run(str(written(tmp_path, found)))
    assert code == 1
    assert "fact" in output
    assert "F35" in output


def test_command_on_a_broken_pack_says_one_sentence(tmp_path: Path) -> None:
    code, output = run(str(written(tmp_path, changed("pack.yaml", "id: exosome", "id: [exosome"))))
    assert code == 1
    assert output.startswith("Error: pack.yaml, line ")


def test_command_on_no_pack_says_so(tmp_path: Path) -> None:
    code, output = run(str(tmp_path))
    assert code == 1
    assert "no treatment pack" in output
