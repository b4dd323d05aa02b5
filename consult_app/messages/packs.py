"""Sentences for who writes a treatment pack."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # packs
    "pack.no-folder": mark("There is no treatment pack in {folder}: name a folder with pack.yaml."),
    "pack.unreadable": mark("{file} cannot be read as UTF-8 text: save it again."),
    "pack.too-large": mark("{file} is larger than {limit} bytes: shorten it."),
    "pack.newer": mark(
        "{file} was written for a newer version of this program: update the program first."
    ),
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
    "pack.missing-file": mark("The pack has no file {file}."),
    "pack.half-translated": mark(
        "The language {language} is not whole: {count} texts are missing or older than the first "
        "language, the first is {name} in {file}."
    ),
    "pack.no-words": mark("{file}, line {line}: the pack has no text {name} to translate."),
    "pack.no-such-language": mark("The pack has no words in {language}: name a language it has."),
    "pack.not-to-approve": mark(
        "These texts cannot be approved yet: of {count} problems the first is in {where} ({what})."
    ),
    "pack.unknown-rule": mark("{file}, line {line}: there is no rule {name}."),
    "pack.not-clean": mark("The check found {count} problems: mend them, then check again."),
    "wording.no-such-place": mark("These words are not in the texts any more: open them again."),
    "wording.no-such-edition": mark("This version is not there to compare: open the page again."),
    "wording.no-folder": mark("There is no such folder: choose the one that holds version.yaml."),
    "wording.folder-incomplete": mark(
        "{file} is missing in this folder: read in a folder as it was written, with all its files."
    ),
    "wording.folder-path": mark(
        "{file} is no plain file of this folder: only such files are read in. Nothing was changed."
    ),
    "wording.folder-format": mark(
        "This folder was written in another form ({found}) than this program reads ({known}): "
        "write it out again with this version."
    ),
    "wording.folder-too-many": mark("This folder names more than {limit} files: it is not ours."),
    "wording.folder-words": mark(
        "{file}, line {line}: the words are missing or longer than {limit} characters. Nothing was "
        "changed."
    ),
    "wording.other-pack": mark("These words are of another treatment ({pack}), not of this one."),
    "wording.draft-open": mark(
        "Changes are being worked on in this language: approve or discard them first, then read "
        "the folder in."
    ),
    "wording.folder-same": mark("The folder says what is in use already: there is nothing to do."),
    "wording.empty": mark("Write something, or put the shipped words back."),
    "wording.too-long": mark("This is too long: at most {limit} characters fit."),
    "wording.no-number": mark("This is no number: “{text}”. Write it in digits, with a point."),
    "wording.no-day": mark("This is no date: “{text}”. Write it like 2026-01-31."),
    "wording.in-review": mark("The changes are in review: take them back first, then go on."),
    "wording.does-not-fit": mark(
        "{count} of the clinic's changes no longer fit the program's texts: look at them first."
    ),
    "status.no-country": mark("Choose the country that the note is about."),
    "status.words-missing": mark(
        "Patients read the note in their own language: write it in each (missing: {language})."
    ),
    "status.source-missing": mark("A note needs the source it was read in: write it down."),
    "status.no-source-date": mark("Enter the date of the source."),
    "status.not-looked-up": mark("Enter the day on which it was last looked up."),
    "status.in-future": mark("It cannot have been looked up after today: check the day."),
    "status.order": mark(
        "The source is dated after the day on which it was looked up: check both days."
    ),
    "status.no-such-note": mark("This note is not there any more: open the page again."),
    "wording.texts-first": mark(
        "The program brought new texts ({language}) that nobody has approved yet: read and approve "
        "them under Texts first."
    ),
    "pack.texts-changed": mark(
        "These texts have changed meanwhile: read them again, then approve."
    ),
    "wording.forbidden-move": mark("The texts do not stand where this can be done: look again."),
    "pack.no-reading-grade": mark("There is no reading grade for the language {language} here."),
    "pack.no-template": mark("The pack has no template {name}."),
    "pack.front-matter": mark("{file} does not begin with front matter between two lines ---."),
    "pack.template-syntax": mark("{file}, line {line}: this is not valid template text."),
    "pack.template-construct": mark(
        "{file}, line {line}: templates may only name values, and use if, for, join, length, first."
    ),
    "pack.template-markup": mark(
        "{file}, line {line}: only headings ## and ###, paragraphs, flat lists and tables here."
    ),
    "pack.directive": mark(
        "{file}, line {line}: this ::: part is not known, not ended or not full."
    ),
    "pack.unknown-value": mark("{file}, line {line}: there is no value {name} to print."),
    "pack.value-missing": mark(
        "{file} cannot be filled: the value {name} is missing or not words."
    ),
    "pack.value-too-much": mark(
        "A text is too long to be printed ({file}): shorten it where it was typed, then try again."
    ),
    "pack.condition": mark(
        "{file}, line {line}: write a condition as item, operator (=, >, <, >=, <=, exists), value."
    ),
    "pack.no-condition-name": mark(
        "{file}, line {line}: specialist-evaluation, and nothing else, needs a condition's name."
    ),
}
