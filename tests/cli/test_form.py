"""The form commands: JSON out, one sentence for what cannot be read, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from consult_app.cli.commands import root

FORM = {
    "resourceType": "Questionnaire",
    "status": "active",
    "item": [
        {"linkId": "n", "type": "decimal", "text": "How many?", "required": True},
        {"linkId": "i", "type": "string", "initial": [{"valueString": "start"}]},
        {
            "linkId": "x",
            "type": "string",
            "enableWhen": [{"question": "n", "operator": ">", "answerDecimal": 2}],
        },
    ],
}
RESPONSE = {
    "resourceType": "QuestionnaireResponse",
    "status": "completed",
    "item": [{"linkId": "n", "answer": [{"valueDecimal": 1}]}, {"linkId": "lost"}],
}


def run(*words: object) -> Result:
    return CliRunner().invoke(root(), [str(word) for word in words])


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    broken = FORM | {"item": [{"linkId": "n", "type": "choice"}]}
    texts = {
        "form": json.dumps(FORM),
        "marked": "\ufeff" + json.dumps(FORM),
        "response": json.dumps(RESPONSE),
        "broken": json.dumps(broken),
        "text": "not json",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    return {one.stem: one for one in tmp_path.iterdir()}


def test_check_of_sound_forms_says_nothing_and_ends_with_0(files: dict[str, Path]) -> None:
    result = run("form", "check", files["form"], files["marked"])
    assert (result.exit_code, result.output) == (0, "")


def test_check_names_file_item_and_fault_and_looks_at_every_file(files: dict[str, Path]) -> None:
    result = run("form", "check", files["broken"], files["text"], files["form"])
    assert result.exit_code == 1
    assert "broken.json: n: error: A choice has nothing to choose from." in result.output
    assert "text.json: The file text.json is not JSON" in result.output


def test_evaluate_prints_items_issues_and_response(files: dict[str, Path]) -> None:
    result = run("form", "evaluate", files["form"], files["response"], "--json")
    assert result.exit_code == 0
    told: Any = json.loads(result.stdout)
    assert set(told) == {"items", "issues", "response"}
    assert told["response"]["status"] == "completed"
    assert [row["enabled"] for row in told["items"]] == [True, True, False]
    assert told["items"][0]["answers"] == [{"valueDecimal": 1}]
    assert [(one["linkId"], one["code"]) for one in told["issues"]] == [("lost", "unknown-item")]


def test_evaluate_without_a_response_is_a_new_one_with_its_initial_values(
    files: dict[str, Path],
) -> None:
    told: Any = json.loads(run("form", "evaluate", files["form"], "--json").stdout)
    assert told["items"][1]["answers"] == [{"valueString": "start"}]
    assert [(one["path"], one["code"]) for one in told["issues"]] == [("n", "required")]


def test_evaluate_for_a_person_shows_words_and_what_is_missing(files: dict[str, Path]) -> None:
    result = run("form", "evaluate", files["form"])
    assert "n: How many?" in result.stdout
    assert "n: This needs an answer." in result.stderr


@pytest.mark.parametrize("name", ["text", "bytes", "response", "absent"])
def test_bad_file_gets_one_sentence_and_exit_code_1(files: dict[str, Path], name: str) -> None:
    file = files.get(name, Path("absent.json"))
    result = run("form", "evaluate", file, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.strip().endswith(".")
