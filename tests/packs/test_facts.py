"""Every fact is told where it belongs, in its tone; when one goes, the check fails."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.packs.facts import Fact
from consult_app.packs.lint_facts import lint_facts
from consult_app.packs.pack import load_pack
from consult_app.packs.rules import below
from tests.packs.shipped import changed, files, shipped, whole

TOLD_IN = ("information", "consent", "aftercare")
MARK = re.compile(r"\{[^{}%#]*\b[FR]\d\d[^{}%#]*\}")
SOURCES = re.compile(r"(sources: )(\[[^\]]*\]|[FRG0-9 ]+)")
ROW = re.compile(r"^\| ([FR]\d\d) \| .+? \| ([^|]+) \| (\w+) \|$", re.MULTILINE)
PLACES = {
    "information": "information",
    "consent": "consent",
    "aftercare": "aftercare",
    "assessment": "assessment",
    "rule": "rules",
    "treatment record": "treatment",
    "follow-up schedule": "follow-up",
    "counter-statement": "information",
}
ELSEWHERE = {
    **dict.fromkeys(("R01", "R02", "R04"), "information"),
    **dict.fromkeys(("R06", "R07", "R08"), "aftercare"),
    "R03": "regulatory",
}


def facts() -> dict[str, Fact]:
    return {fact.id: fact for fact in shipped().facts}


def belongs(words: str) -> set[str]:
    """The places that a row of the list names before the colons."""
    heads = " ".join(
        part.partition(":")[0] if "contraindication" not in part else part
        for part in words.split(";")
    )
    return {place for word, place in PLACES.items() if re.search(rf"\b{word}", heads)}


def test_facts_are_counted_where_their_list_is_not_there() -> None:
    assert Counter(name[0] for name in facts()) == {"F": 42, "R": 8}
    assert Counter(fact.tone for fact in facts().values()) == {
        "plain": 19,
        "hedged": 14,
        "claim": 9,
        "reference": 8,
    }
    assert [name for name, fact in facts().items() if fact.left_out] == ["F42"]


def test_facts_have_the_ids_tones_and_places_of_their_list(shared: Path) -> None:
    rows = ROW.findall((shared / "source" / "FACTS.md").read_text(encoding="utf-8"))
    assert len(rows) == 42
    found = facts()
    assert {name: tone for name, _, tone in rows} == {
        name: fact.tone for name, fact in found.items() if name.startswith("F")
    }
    assert sum(len(belongs(where)) for _, where, _ in rows) >= 60
    for name, where, _ in rows:
        assert belongs(where) <= {place for place, _ in found[name].told}, name


@pytest.mark.parametrize(("name", "place"), ELSEWHERE.items())
def test_reference_is_told_where_it_is_needed(name: str, place: str) -> None:
    assert place in dict(facts()[name].told)


def telling_lines() -> list[tuple[str, str]]:
    return [
        (file, line)
        for name in TOLD_IN
        for file in [f"templates/en/{name}.md"]
        for line in files()[file].split("\n")
        if MARK.search(line) and "{cite" not in line
    ]


@pytest.mark.parametrize(("file", "line"), telling_lines())
def test_paragraph_that_tells_a_fact_gone_is_noticed(file: str, line: str) -> None:
    pack = load_pack(changed(file, line + "\n", "\n"))
    told = {*re.findall(r"[FR]\d\d", MARK.findall(line)[-1])}
    assert {problem.where for problem in lint_facts(pack, "en")} >= told


@pytest.mark.parametrize("language", ["tr", "de", "ar"])
def test_paragraph_gone_in_a_translation_is_noticed(language: str) -> None:
    pack = load_pack(whole())
    assert list(lint_facts(pack, language)) == []
    for name in TOLD_IN:
        template = pack.templates[name, language]
        lines = [one for one in template.body.split("\n") if MARK.search(one)]
        for line in lines:
            if "{cite" in line:
                continue
            body = template.body.replace(line + "\n", "\n", 1)
            sheets = {**pack.templates, (name, language): replace(template, body=body)}
            told = {*re.findall(r"[FR]\d\d", MARK.findall(line)[-1])}
            found = lint_facts(replace(pack, templates=sheets), language)
            assert {problem.where for problem in found} >= told, line


def sourced_places() -> list[tuple[str, int, str]]:
    return [
        (file, found.start(), found[0])
        for file in ("assessment.yaml", "rules.yaml", "pack.yaml")
        for found in SOURCES.finditer(files()[file])
        if re.search(r"[FR]\d\d", found[0])
    ]


@pytest.mark.parametrize(("file", "at", "words"), sourced_places())
def test_item_or_rule_that_names_a_fact_gone_is_noticed(file: str, at: int, words: str) -> None:
    text = files()[file]
    pack = load_pack({**files(), file: text[:at] + "sources: G" + text[at + len(words) :]})
    gone = {*re.findall(r"[FR]\d\d", words)}
    assert {problem.where for problem in lint_facts(pack, "en")} == gone


@pytest.mark.parametrize("language", ["en", "tr", "de", "ar"])
def test_note_on_the_law_gone_is_noticed(language: str) -> None:
    pack = load_pack(whole())
    for note in pack.regulatory:
        fewer = replace(pack, regulatory=tuple(n for n in pack.regulatory if n is not note))
        assert {problem.where for problem in lint_facts(fewer, language)} == {note.id}


@pytest.mark.parametrize("language", ["tr", "de", "ar"])
def test_cited_words_without_a_translation_are_each_noticed(language: str) -> None:
    """Items, rules, statements and notes keep their facts in the structure, which has no words."""
    pack, found = load_pack(whole()), dict(whole())
    items = {i.link_id for top in pack.questionnaire.items for i in below(top) if i.sources}
    rules = {rule.id for rule in pack.rules if rule.sources}
    statements = {one.id for one in pack.consent.statements}
    wanted = {
        *((f"wording/{language}/assessment.yaml", f"items/{one}/text") for one in items),
        *((f"wording/{language}/rules.yaml", f"{one}/explanation") for one in rules),
        *((f"wording/{language}/consent.yaml", f"statements/{one}") for one in statements),
        *((f"wording/{language}/regulatory.yaml", f"{one.id}/text") for one in pack.regulatory),
    }
    for file in sorted({file for file, _key in wanted}):
        found[file] = re.sub(rf"(?m)^( +{language}:) .*$", r"\1 ''", found[file])
    gaps = {(gap.file, gap.key) for gap in load_pack(found, (language,)).gaps}
    assert wanted - gaps == set()
    assert len(wanted) > 50


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{against F11 allow safe}", "{F11 allow safe}", "F11"),
        ("Nobody can promise that this is safe.", "People say that this is safe.", "F11"),
        ("{F09}", "{against F09}", "F09"),
        ("It might calm inflammation that is too strong.", "It calms inflammation.", "F15"),
    ],
)
def test_fact_told_in_another_tone_is_noticed(old: str, new: str, what: str) -> None:
    pack = load_pack(changed("templates/en/information.md", old, new))
    assert [p.what[:3] for p in lint_facts(pack, "en") if p.check == "tone"] == [what]


def test_fact_that_nobody_declared_is_noticed() -> None:
    pack = load_pack(changed("templates/en/summary.md", "{cite R05}", "{cite R09}"))
    assert [(p.check, p.where) for p in lint_facts(pack, "en")] == [("fact", "R09")]
