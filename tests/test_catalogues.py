"""The translations: in step with the code, whole in every language, with every parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from consult_app import i18n
from tools import catalogues

LANGUAGES = ("ar", "de", "tr")
_PARAMETER = re.compile(r"\{[a-z_]*\}")
Sentences = dict[str | tuple[str, ...], str]
SAYING = ("_", "mark", "both", "of_window", "ngettext")
"""The calls that say a sentence."""


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    """What the extraction finds in the code, read once."""
    return catalogues.sentences()


def said_in(file: Path) -> Iterator[str]:
    """Every sentence a module says, however deep the call stands in an expression."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYING:
            for argument in call.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def forms(message: Message) -> list[str]:
    """Every translated form of a sentence."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_languages_are_those_that_are_kept() -> None:
    assert sorted(p.name for p in catalogues.FOLDER.iterdir()) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_what_the_code_says_and_nothing_else(
    language: str, sentences: Sentences
) -> None:
    spoken = {m if isinstance(m, str) else m[0] for m in sentences}
    kept = [m for m in catalogues.read(language) if m.id]
    assert {m.id if isinstance(m.id, str) else m.id[0] for m in kept} <= spoken
    assert all(catalogues.said(m) for m in kept)
    assert len(kept) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_keeps_every_parameter(language: str) -> None:
    lost = {}
    for message in catalogues.read(language):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for form in forms(message) if message.id else ():
            if not set(_PARAMETER.findall(form)) <= set(_PARAMETER.findall(source)):
                lost[form] = source
            if isinstance(message.id, str) and set(_PARAMETER.findall(source)) - set(
                _PARAMETER.findall(form)
            ):
                lost[form] = source
    assert lost == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_person_reads_is_left_in_english(
    language: str, sentences: Sentences
) -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogues.read(language) if m.id}
    assert {m if isinstance(m, str) else m[0] for m in sentences} <= known


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "صفحة"), ("de", "Seite"), ("tr", "Sayfa"), ("en", "Page")]
)
def test_sheet_is_spoken_in_its_own_language(language: str, words: str) -> None:
    with i18n.speaking(language):
        assert i18n._("Page") == words
    assert i18n._("Page") == "Page"


def test_extraction_finds_every_sentence_the_code_says(sentences: Sentences) -> None:
    """One inside an f-string, or inside another call that says, would stay English for ever."""
    found = {words for m in sentences for words in ((m,) if isinstance(m, str) else m)}
    files = sorted((catalogues.ROOT / "consult_app").rglob("*.py"))
    hidden = {f"{file.name}: {words}" for file in files for words in said_in(file)}
    assert {one for one in hidden if one.partition(": ")[2] not in found} == set()


def test_sentence_with_a_plural_is_never_said_without_a_number(sentences: Sentences) -> None:
    """In a language of one form it would show its bare `{n}`."""
    counted = {m[0] for m in sentences if isinstance(m, tuple)}
    assert counted & {m for m in sentences if isinstance(m, str)} == set()
