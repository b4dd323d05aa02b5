"""A pack that is wrong: one clear sentence with file and line, and nothing is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.messages import sentence
from consult_app.packs.files import LARGEST, pack_hash, read_folder
from consult_app.packs.pack import load_pack
from tests.packs.shipped import changed, files, refusal

PACK, FORM, RULES, CONSENT = "pack.yaml", "assessment.yaml", "rules.yaml", "consent.yaml"
FACTS, DEMO, LAW = "facts.yaml", "demo.yaml", "regulatory.yaml"
DECLINE, AFTER = "templates/en/decline.md", "templates/en/aftercare.md"
NO_ITEM, NO_OPTION, NO_ID = "pack.unknown-item", "pack.unknown-option", "pack.wrong-source"
VALUE, TWICE = "pack.wrong-value", "pack.duplicate-id"
DIRECTIVE, CONDITION = "pack.directive", "pack.condition"

WRONG = {
    # what: (file, from, to, code, line)
    "no YAML": (RULES, "rules:\n", "rules: [\n", "pack.syntax", None),
    "tab": (PACK, "plan:\n  eval", "plan:\n\teval", "pack.syntax", None),
    "key twice": (PACK, "id: exosome\n", "id: a\nid: b\n", "pack.duplicate-key", 2),
    "alias": (PACK, "id: exosome\n", "id: &a x\ntitle2: *a\n", "pack.alias", 2),
    "field unknown": (PACK, "id: exosome\n", "id: x\ncolour: red\n", "pack.wrong-field", 2),
    "field missing": (PACK, "id: exosome\n", "", "pack.missing-field", 1),
    "no number": (PACK, "days: 180", "days: many", VALUE, None),
    "not whole": (PACK, "days: 180", "days: 1.5", VALUE, None),
    "infinite": (PACK, "days: 180", "days: Infinity", VALUE, None),
    "no day": (PACK, "rules: 2027-11-02", "rules: 2027-02-30", VALUE, None),
    "role without item": (PACK, "hope: pt.hope", "hope: pt.hop", NO_ITEM, None),
    "yes as flag": (FORM, "required: true", "required: yes", VALUE, None),
    "usual of nothing": (PACK, "hs.temp: [35", "hs.tmp: [35", NO_ITEM, None),
    "usual of words": (PACK, "hs.temp: [35", "pt.hope: [35", VALUE, None),
    "usual upside down": (PACK, "[35, 40.5]", "[40.5, 35]", VALUE, None),
    "usual without an end": (PACK, "[35, 40.5]", "[35]", VALUE, None),
    "order of nothing": (PACK, "- ci.infection.since ci", "- ci.infection.sinc ci", NO_ITEM, None),
    "order of no dates": (PACK, "- ci.infection.since ci", "- ci.infection.site ci", VALUE, None),
    "order of one": (
        PACK,
        "- ci.infection.since ci.infection.ends",
        "- ci.infection.since",
        VALUE,
        None,
    ),
    "wait for nothing": (RULES, "item: ci.infection.ends", "item: ci.infection.end", NO_ITEM, None),
    "wait for no date": (RULES, "item: ci.infection.ends", "item: ci.infection.site", VALUE, None),
    "wait not in detail": (
        RULES,
        "item: ci.infection.ends",
        "item: ci.infection.since",
        VALUE,
        None,
    ),
    "wait backwards": (RULES, "days: 2\n", "days: -2\n", VALUE, None),
    "wait without a source": (
        RULES,
        "infection comes back.\n        sources: G",
        "infection comes back.",
        "pack.missing-field",
        None,
    ),
    "fact unknown": (
        RULES,
        "fact: product.standing",
        "fact: product.fame",
        "pack.unknown-fact",
        None,
    ),
    "linkId twice": (FORM, "id: hs.general", "id: pt.hope", TWICE, None),
    "no such options": (
        "assessment.yaml",
        "options: ynu",
        "options: yn",
        "pack.unknown-options",
        0,
    ),
    "no such option": (
        "assessment.yaml",
        "exclusive: alone",
        "exclusive: a",
        NO_OPTION,
        0,
    ),
    "no such type": (FORM, "type: decimal", "type: float", VALUE, 0),
    "not equal": (FORM, "tx.sessions > 1", "tx.sessions != 1", CONDITION, 0),
    "half a condition": (FORM, "tx.sessions > 1", "tx.sessions", CONDITION, 0),
    "condition on nothing": (
        "assessment.yaml",
        "tx.sessions > 1",
        "tx.s > 1",
        NO_ITEM,
        0,
    ),
    "condition no number": (
        "assessment.yaml",
        "tx.sessions > 1",
        "tx.sessions > a",
        VALUE,
        0,
    ),
    "variable of nothing": (
        "assessment.yaml",
        "temp: hs.temp",
        "temp: hs.tmp",
        NO_ITEM,
        0,
    ),
    "no such source": (FORM, "sources: F26", "sources: F2", NO_ID, 0),
    "rule on nothing": (
        "rules.yaml",
        "item: ci.cancer,",
        "item: ci.cancr,",
        NO_ITEM,
        0,
    ),
    "rule on no option": (
        "rules.yaml",
        "ci.cancer, is: yes",
        "ci.cancer, is: si",
        NO_OPTION,
        0,
    ),
    "words for an answer that is not told": (
        "rules.yaml",
        'hs.temp: "{answer}"',
        'hs.sys: "{answer}"',
        "pack.wrong-field",
        0,
    ),
    "words that leave the answer out": (
        "rules.yaml",
        'hs.temp: "{answer}"',
        'hs.temp: "warm"',
        VALUE,
        0,
    ),
    "rule twice": (RULES, "id: immune\n", "id: infection\n", TWICE, 0),
    "rule without condition": (
        "rules.yaml",
        "    condition: cancer\n",
        "",
        "pack.no-condition-name",
        0,
    ),
    "rule of no outcome": (RULES, "outcome: defer", "outcome: wait", VALUE, 0),
    "two comparisons": (
        "rules.yaml",
        "{item: ci.skin, is: yes}",
        "{item: ci.skin, is: yes, is-not: no}",
        VALUE,
        0,
    ),
    "fact of nothing": (
        "rules.yaml",
        "fact: patient.sex",
        "fact: patient.hat",
        "pack.unknown-fact",
        0,
    ),
    "detail of nothing": (
        "rules.yaml",
        "detail: [hs.temp]",
        "detail: [hs.tmp]",
        NO_ITEM,
        0,
    ),
    "statement twice": (CONSENT, "id: benefits", "id: nature", TWICE, 0),
    "element unknown": (
        "consent.yaml",
        "covers: questions",
        "covers: price",
        VALUE,
        0,
    ),
    "fact told nowhere": (FACTS, "told: {information: 1}", "", VALUE, 0),
    "place unknown": (FACTS, "{information: 1}", "{cover: 1}", VALUE, 0),
    "demo answers nothing": (DEMO, "pt/pt.identity", "pt/pt.ident", NO_ITEM, 0),
    "demo no option": (
        "demo.yaml",
        "hs.general: good",
        "hs.general: well",
        NO_OPTION,
        0,
    ),
    "no source date": (
        "regulatory.yaml",
        'source_date: "2020"',
        "source_date: once",
        VALUE,
        0,
    ),
    "no front matter": (DECLINE, "---\nid", "id", "pack.front-matter", 0),
    "no such reader": (
        "templates/en/decline.md",
        "reader: patient",
        "reader: cat",
        VALUE,
        7,
    ),
    "name and file differ": (
        "templates/en/decline.md",
        "id: decline",
        "id: other",
        TWICE,
        0,
    ),
    "value unknown": (
        "templates/en/decline.md",
        "patient.name",
        "patient.nam",
        "pack.unknown-value",
        11,
    ),
    "directive unknown": (
        "templates/en/decline.md",
        "::: signature",
        "::: signal",
        DIRECTIVE,
        0,
    ),
    "directive not ended": (
        "templates/en/aftercare.md",
        "::: cut",
        "::: cut\n::: note",
        DIRECTIVE,
        0,
    ),
    "mark unknown": (AFTER, "{F35}", "{F3x}", NO_ID, 0),
    "mark of a word": (AFTER, "{F35}", "{allowed}", NO_ID, 0),
}


@pytest.mark.parametrize("what", WRONG)
def test_pack_wrong_is_refused_with_one_sentence_that_names_the_place(what: str) -> None:
    file, old, new, code, line = WRONG[what]
    error = refusal(changed(file, old, new))
    assert (error.code, error.params["file"]) == (code, file)
    if line:
        assert error.params["line"] == line
    words = sentence(error)
    assert file in words
    assert words.count(". ") <= 1
    assert "\n" not in words


@pytest.mark.parametrize("file", ["rules.yaml", "consent.yaml", "facts.yaml", "assessment.yaml"])
def test_pack_without_a_file_is_refused(file: str) -> None:
    found = {name: text for name, text in files().items() if name != file}
    assert refusal(found).code == "pack.missing-file"
    assert refusal({**found, file: ""}).code == "pack.empty"


def test_pack_nested_without_end_is_refused() -> None:
    assert refusal({**files(), "rules.yaml": "[" * 20_000}).code == "pack.syntax"


def test_folder_without_pack_large_file_and_odd_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no-folder"):
        read_folder(tmp_path)
    (tmp_path / "pack.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(Refused, match="unreadable"):
        read_folder(tmp_path)
    (tmp_path / "pack.yaml").write_text("x" * (LARGEST + 1), encoding="utf-8")
    with pytest.raises(Refused, match="too-large"):
        read_folder(tmp_path)


def test_words_yes_no_on_off_stay_words() -> None:
    found = changed("pack.yaml", "title: Exosome treatment", "title: on")
    assert load_pack(found).title == {"en": "on"}


def test_hash_differs_with_any_text_and_path_and_not_with_line_ends() -> None:
    base = pack_hash({"a": "x", "b": "y"})
    others = [{"a": "x"}, {"a": "y", "b": "x"}, {"a": "xb", "": "y"}, {"a": "x", "b": "y "}]
    assert len({base, *map(pack_hash, others)}) == 5
    assert pack_hash({"b": "y", "a": "x"}) == base
    assert pack_hash({"a": "1\r\n2"}) == pack_hash({"a": "1\n2"})


def test_pack_of_the_same_content_is_loaded_once() -> None:
    assert load_pack(dict(files())) is load_pack(files())
