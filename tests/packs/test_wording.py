"""A second language: read beside the first, refused while half, checked while it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from consult_app.cli import commands
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.messages import sentence
from consult_app.packs.check import check_pack
from consult_app.packs.files import pack_hash
from consult_app.packs.pack import drafted, load_pack, released, to_translate
from tests.packs.shipped import files
from tests.packs.test_check import TODAY, written

LANGUAGE = "fi"
"""One that the shipped pack does not speak."""
ONLY_ENGLISH = files()
RULES, INFORMATION = f"wording/{LANGUAGE}/rules.yaml", f"templates/{LANGUAGE}/information.md"


def translated() -> dict[str, str]:
    """The pack in a second language whose words are the English ones with a mark before them."""
    found = dict(ONLY_ENGLISH)
    for name, text in to_translate(ONLY_ENGLISH, LANGUAGE).items():
        lines = text.split("\n")
        for at, line in enumerate(lines):
            if line.strip() == f"{LANGUAGE}: ''":
                blanks, _, english = lines[at - 1].partition("en: ")
                lines[at] = (
                    f"{blanks}{LANGUAGE}: {english.replace(english[:1], english[:1] + '~', 1)}"
                )
        found[name] = "\n".join(lines)
    for name, text in ONLY_ENGLISH.items():
        if name.startswith("templates/en/"):
            found[name.replace("/en/", f"/{LANGUAGE}/")] = text.replace(
                "language: en", f"language: {LANGUAGE}"
            )
    return found


def whole(found: dict[str, str]) -> dict[str, str]:
    """The same with the language listed as whole."""
    listed = found["pack.yaml"].replace("languages: [en]", f"languages: [en, {LANGUAGE}]")
    return {**found, "pack.yaml": listed}


def test_words_of_a_whole_language_stand_beside_the_first() -> None:
    pack = load_pack(whole(translated()))
    assert pack.languages == ("en", LANGUAGE)
    assert pack.gaps == ()
    rule = next(rule for rule in pack.rules if rule.id == "infection")
    assert say(rule.title, "en") == "Active infection"
    assert say(rule.title, LANGUAGE) == "A~ctive infection"
    assert pack.template("decline", LANGUAGE).language == LANGUAGE


def test_language_that_is_half_is_refused_by_the_first_text_that_is_missing() -> None:
    found = whole(translated())
    found[RULES] = found[RULES].replace("A~ctive infection", "''", 1)
    del found[INFORMATION]
    with pytest.raises(Refused) as refused:
        load_pack(found)
    assert refused.value.params["count"] == 2
    assert "infection/title" in sentence(refused.value)
    assert RULES in sentence(refused.value)


def test_language_of_which_nothing_is_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        load_pack(whole(ONLY_ENGLISH))
    assert refused.value.code == "pack.half-translated"


def test_translation_of_words_that_have_changed_counts_as_missing() -> None:
    found = translated()
    found["rules.yaml"] = found["rules.yaml"].replace("title: Fever\n", "title: High fever\n")
    pack = load_pack(found, (LANGUAGE,))
    assert [(gap.file, gap.key, gap.stale) for gap in pack.gaps] == [(RULES, "fever/title", True)]
    assert ("language", f"{RULES} fever/title") in {
        (p.check, p.where) for p in check_pack(pack, TODAY)
    }


def test_words_for_what_the_pack_does_not_have_are_refused_with_their_line() -> None:
    found = translated()
    found[RULES] += f"gone:\n  title: {{en: Gone, {LANGUAGE}: Gone}}\n"
    with pytest.raises(Refused) as refused:
        load_pack(found, (LANGUAGE,))
    assert refused.value.code == "pack.no-words"
    assert refused.value.params["line"] == found[RULES].count("\n")


def test_draft_of_a_language_changes_nothing_for_the_others() -> None:
    found = {**ONLY_ENGLISH, RULES: "fever: [", INFORMATION: "no front matter"}
    assert drafted(found) == (LANGUAGE,)
    assert load_pack(found).languages == ("en",)
    assert pack_hash(released(found)) == pack_hash(ONLY_ENGLISH)


def test_files_for_a_translator_keep_what_is_there_and_drop_what_is_stale() -> None:
    found = translated()
    again = to_translate(found, LANGUAGE)
    assert "A~ctive infection" in again[RULES]
    found["rules.yaml"] = found["rules.yaml"].replace("title: Fever\n", "title: High fever\n")
    again = to_translate(found, LANGUAGE)
    assert f"    en: High fever\n    {LANGUAGE}: ''\n" in again[RULES]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("## What could go wrong {risks}", "## What could go wrong {risk}", "risks"),
        ("{{ clinic.phone_day }}", "us", "clinic.phone_day"),
        ("::: write 3", "", "write"),
        ("{% if not regulatory %}", "{% if regulatory %}", "if not regulatory"),
        ('version: "1.0"', 'version: "0.9"', "0.9"),
        ("audience: desk", "audience: clinical", "audience"),
    ],
)
def test_translated_sheet_that_is_built_otherwise_is_found(old: str, new: str, what: str) -> None:
    found = translated()
    assert old in found[INFORMATION]
    found[INFORMATION] = found[INFORMATION].replace(old, new, 1)
    problems = check_pack(load_pack(found, (LANGUAGE,)), TODAY)
    told = [p.what for p in problems if (p.check, p.where) == ("language", INFORMATION)]
    assert any(what in words for words in told), told


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands.root(), ["pack", *arguments])
    return result.exit_code, result.output


def test_command_checks_a_language_that_is_being_written(tmp_path: Path) -> None:
    found = translated()
    found[RULES] = found[RULES].replace("A~ctive infection", "''", 1)
    folder = str(written(tmp_path, found))
    assert run("check", folder)[0] == 0
    code, output = run("check", folder, "--language", LANGUAGE)
    assert code == 1
    assert "2 problems\n" in output  # and there is no list of watched words
    assert "infection/title" in output
    assert run("check", folder, "--language", "xx")[0] == 1


def test_command_writes_the_files_that_a_translator_fills(tmp_path: Path) -> None:
    folder = written(tmp_path, ONLY_ENGLISH)
    assert run("words", str(folder), "--language", LANGUAGE)[0] == 0
    assert f"en: Active infection\n    {LANGUAGE}: ''" in (folder / RULES).read_text("utf-8")
