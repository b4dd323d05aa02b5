"""Texts as a physician approves them: with the check, the clinic's own in, and never with a fault.

What a program brings that cannot be read or does not pass is told in a sentence; the texts that
were approved last go on.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from consult_app.cli.commands import root
from consult_app.domain.patients import NewPatient
from consult_app.services import clinic, consultations, own_words, patients, shelf, texts
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.updating import update

INFORMATION = "templates/en/information.md"
AFTERCARE = "templates/en/aftercare.md"
TITLE = "Looking after yourself after your treatment"
OURS = "Your days after the treatment"


@pytest.fixture
def approved(ctx: Context) -> str:
    """The hash of what a physician has approved in English."""
    digest = shelf.shipped().hash
    clinic.approve_texts(ctx.acting, digest, "en")
    return digest


def open_texts(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Texts")
    hands.settle()
    return hands


def begun(ctx: Context) -> str:
    """The hash of what a new patient's consultation begins with."""
    someone = patients.register(ctx.acting, NewPatient("Ak", "Can", date(1980, 1, 2)))
    return consultations.start(ctx.acting, someone.id).pack_hash


def say_own_title(ctx: Context) -> None:
    there = own_words.desk(ctx.acting, "en").lines
    place = next(line.piece.place for line in there if line.piece.words == TITLE)
    own_words.change(ctx.acting, "en", place, OURS)
    own_words.send(ctx.acting, "en")
    own_words.approve(ctx.acting, "en")


def test_texts_that_fail_are_refused_in_a_sentence_and_the_last_go_on(
    hands: Hands, ctx: Context, approved: str, program: Path
) -> None:
    update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    page = open_texts(hands, ctx)
    assert page.sees("Awaiting approval")
    page.click("Approve the texts in English")
    assert page.reads("These texts cannot be approved yet: of 1 problems the first is in")
    assert page.reads("“safe” promises too much")
    assert begun(ctx) == approved


FAULTS = {
    "half translated": ("wording/tr/rules.yaml", "tr: Aktif enfeksiyon", "tr: ''", "is not whole"),
    "newer program": ("pack.yaml", "id: exosome", "format: 2\nid: exosome", "newer version"),
    "missing item": ("rules.yaml", "item: ci.cancer,", "item: ci.cancr,", "no item ci.cancr"),
    "wrong field": (INFORMATION, "{{ hope }}", "{{ hopes }}", "no value hopes"),
}


@pytest.mark.parametrize(
    ("what", "part"),
    [
        *((what, "Texts") for what in FAULTS),
        ("half translated", "Wording"),
        ("newer program", "Legal status"),
    ],
)
def test_pack_with_a_fault_is_told_in_a_sentence_and_the_approved_one_goes_on(
    hands: Hands, ctx: Context, approved: str, program: Path, what: str, part: str
) -> None:
    file, old, new, told = FAULTS[what]
    text = (program / file).read_text("utf-8")
    assert old in text
    (program / file).write_text(text.replace(old, new, 1), "utf-8")
    shelf.shipped_files.cache_clear()
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", part)
    hands.settle()
    assert hands.reads(told)
    assert begun(ctx) == approved


def test_newer_texts_are_approved_with_the_clinics_own_words(
    hands: Hands, ctx: Context, approved: str, program: Path
) -> None:
    say_own_title(ctx)
    update(program, INFORMATION, "Take your time.", "Take your own time.")
    page = open_texts(hands, ctx)
    assert page.reads("with 1 change of this clinic")
    page.click("Show what is new in English")
    page.settle()
    assert page.reads("Take your [new: own] time.")
    assert not page.reads("[gone:")
    page.click("Approve the texts in English")
    page.find("Approved")
    with ctx.acting.read() as tx:
        pack = shelf.by_hash(tx, begun(ctx))
    assert pack.template("aftercare", "en").title == OURS
    assert "Take your own time." in pack.template("information", "en").body


def test_own_words_that_no_longer_fit_are_told_before_anything_is_lost(
    hands: Hands, ctx: Context, approved: str, program: Path
) -> None:
    say_own_title(ctx)
    held = begun(ctx)
    update(program, AFTERCARE, TITLE, "Looking after yourself")
    page = open_texts(hands, ctx)
    assert page.reads("1 change of this clinic no longer fits: look at it under Wording first")
    assert not page.sees("Approve the texts in English")
    (found,) = (one for one in texts.every(ctx.acting) if one.language == "en")
    assert not found.approved
    assert held in {digest for digest, *_rest in clinic.settings(ctx.acting).approvals}


def test_check_shown_has_each_line_of_the_command(
    hands: Hands, ctx: Context, program: Path
) -> None:
    update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    result = CliRunner().invoke(root(), ["pack", "check", str(program), "--language", "en"])
    heading, language, *problems = result.output.splitlines()
    page = open_texts(hands, ctx)
    page.click("Check the texts in English")
    page.settle()
    assert page.reads(heading.partition(": ")[2].partition(";")[0])
    assert page.reads(language.strip().removeprefix("en: ").partition(";")[0])
    assert page.reads(language.rpartition(", ")[2])
    told = [line for line in problems if line.startswith("  ")]
    assert len(told) == 1
    assert all(word in page.reading() for word in told[0].split()[1:])
