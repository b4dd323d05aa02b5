"""The words of every refusal: what is wrong and what to do, one sentence a code."""

from __future__ import annotations

from consult_app.errors import Refused
from consult_app.i18n import _, mark

SENTENCES: dict[str, str] = {
    # The code's first part is the room or the thing it speaks of; keep each group together.
    # machine
    "machine.incomplete": mark("This machine is not ready yet: follow the lines above."),
    # packs
    "pack.no-folder": mark("There is no treatment pack in {folder}: name a folder with pack.yaml."),
    "pack.unreadable": mark("{file} cannot be read as UTF-8 text: save it again."),
    "pack.too-large": mark("{file} is larger than {limit} bytes: shorten it."),
    "pack.syntax": mark("{file}, line {line}: this is not valid YAML."),
    "pack.empty": mark("{file} is empty."),
    "pack.alias": mark("{file}, line {line}: aliases are not used here; write the words out."),
    "pack.duplicate-key": mark("{file}, line {line}: {field} stands here twice."),
    "pack.wrong-field": mark("{file}, line {line}: there is no field {field} here."),
    "pack.missing-field": mark("{file}, line {line}: the field {field} is missing."),
    "pack.wrong-value": mark("{file}, line {line}: this should be {expected}."),
    "pack.wrong-source": mark("{file}, line {line}: {source} is not the id of a source."),
    "pack.duplicate-id": mark("{file}, line {line}: the id {name} is used twice."),
    "pack.unknown-item": mark("{file}, line {line}: there is no item {name}."),
    "pack.unknown-option": mark("{file}, line {line}: {option} is not one of the options."),
    "pack.unknown-options": mark("{file}, line {line}: there is no set of options {name}."),
    "pack.unknown-fact": mark("{file}, line {line}: there is no fact {name} to ask for."),
    "pack.condition": mark(
        "{file}, line {line}: write a condition as item, operator (=, >, <, >=, <=, exists), value."
    ),
    "pack.no-condition-name": mark(
        "{file}, line {line}: specialist-evaluation, and nothing else, needs a condition's name."
    ),
}


def sentence(error: Refused) -> str:
    """What happened and what to do, in the language in use; raises KeyError for an unknown code."""
    return _(SENTENCES[error.code]).format(**error.params)
