"""`form check` and `form evaluate`: any R4 Questionnaire, checked or evaluated."""

from __future__ import annotations

from pathlib import Path

import click

from consult_app.errors import Refused
from consult_app.forms import jsontext
from consult_app.forms.evaluate import evaluate
from consult_app.forms.faults import Severity
from consult_app.forms.initial import initial_answers
from consult_app.forms.lint import check
from consult_app.forms.model import Questionnaire, say
from consult_app.forms.r4 import questionnaire_from_json
from consult_app.forms.report import report
from consult_app.forms.response import answers_from_response
from consult_app.forms.state import FormState, Issue
from consult_app.forms.words import fault_message, issue_message, spoken
from consult_app.i18n import _
from consult_app.messages import sentence

_LARGEST = 50_000_000
_FILE = click.Path(path_type=Path)


@click.group(name="form", help=_("Check and evaluate FHIR questionnaires."))
def command() -> None:
    """The group of form commands."""


@command.command(name="check", help=_("Say what is wrong with questionnaires (R4 JSON)."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
def check_forms(files: tuple[Path, ...]) -> None:
    """Print every fault; exit 1 where one of them is an error."""
    sound = [_check_one(file) for file in files]
    if not all(sound):
        raise click.exceptions.Exit(1)


@command.command(name="evaluate", help=_("Evaluate a questionnaire over a response (R4 JSON)."))
@click.argument("form", type=_FILE)
@click.argument("response", required=False, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
def evaluate_form(form: Path, response: Path | None, as_json: bool) -> None:
    """Print the state of every item; without a response, that of a new one."""
    questionnaire, _faults = questionnaire_from_json(read_json(form))
    reading: tuple[Issue, ...] = ()
    status = "in-progress"
    if response is None:
        answers = initial_answers(questionnaire)
    else:
        data = read_json(response)
        answers, reading = answers_from_response(questionnaire, data)
        status = str(data.get("status", status)) if isinstance(data, dict) else status
    state = evaluate(questionnaire, answers)
    if as_json:
        told = report(questionnaire, state, reading=reading, status=status)
        click.echo(jsontext.dumps(told, indent=2))
    else:
        _show(questionnaire, state, reading)


def read_json(file: Path) -> object:
    """The JSON in a file; refuses one that cannot be read or holds no JSON."""
    try:
        if file.stat().st_size > _LARGEST:
            raise Refused("form.too-large", name=file.name)
        return jsontext.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused("form.unreadable", name=file.name) from error
    except ValueError as error:
        raise Refused("form.not-json", name=file.name) from error


def _check_one(file: Path) -> bool:
    """Print the faults of one file; whether it is free of errors."""
    try:
        questionnaire, faults = questionnaire_from_json(read_json(file))
    except Refused as error:
        click.echo(f"{file.name}: {sentence(error)}", err=True)
        return False
    found = (*faults, *check(questionnaire))
    for fault in dict.fromkeys((one.severity, one.link_id, fault_message(one)) for one in found):
        severity, link_id, words = fault
        place = f"{file.name}: {link_id}" if link_id else file.name
        kind = _("error") if severity is Severity.ERROR else _("warning")
        click.echo(f"{place}: {kind}: {words}")
    return all(one.severity is not Severity.ERROR for one in found)


def _show(questionnaire: Questionnaire, state: FormState, reading: tuple[Issue, ...]) -> None:
    """Every visible item with its answers, then the issues, for a person to read."""
    language = questionnaire.languages[0] if questionnaire.languages else ""
    for one in state.items:
        if one.visible:
            answers = ", ".join(spoken(value) for value in one.answers)
            words = say(one.item.text, language) or one.item.link_id
            click.echo(f"{one.path}: {words}{': ' + answers if answers else ''}")
    for issue in (*reading, *state.issues):
        click.echo(f"{issue.path}: {issue_message(issue, language)}", err=True)
