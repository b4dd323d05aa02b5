"""What holds a signature back: everything that is to be said, answered or shown before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.domain.consent import Consent
from consult_app.domain.conversation import Assent, Authority, Conversation, Reply
from consult_app.domain.teach_back import own_words


class Held(StrEnum):
    """Why a signature is held back."""

    REFLECTION = "reflection"
    STATEMENT_OPEN = "statement-open"
    STATEMENT_NO = "statement-no"
    STATEMENT_TALK = "statement-talk"
    QUESTION_OPEN = "question-open"
    TEACH_BACK_MISSING = "teach-back-missing"
    TEACH_BACK_COPIED = "teach-back-copied"
    CAPACITY = "capacity"
    CAPACITY_GROUND = "capacity-ground"
    AUTHORITY = "authority"
    GUARDIAN = "guardian"
    SECOND_GUARDIAN = "second-guardian"
    ASSENT = "assent"
    ASSENT_NO = "assent-no"
    INTERPRETER = "interpreter"
    INTERPRETER_HOW = "interpreter-how"
    ALTERNATIVES = "alternatives"
    DOING_NOTHING = "doing-nothing"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One thing that holds the signature back; `about` is the statement's or prompt's id."""

    reason: Held
    about: str = ""


@dataclass(frozen=True, slots=True)
class Required:
    """What this consent form asks for, and of whom.

    `told`: prompt id -> the words on the screen beside it, which are nobody's own; `guardians`:
    how many consent for a minor; `interpreter`: the assessment says that one is needed.
    """

    core: tuple[str, ...]
    optional: tuple[str, ...]
    prompts: tuple[str, ...]
    minor: bool
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    guardians: int = 1
    interpreter: bool = False


def held_back(consent: Consent, required: Required, now: datetime) -> tuple[HeldBack, ...]:
    """Everything that keeps the patient from signing; empty means that the pad may open.

    A "no" to an optional statement is an answer; to a core one it holds the signature back, and
    "I want to talk about this" does so for either, until it is resolved.
    """
    said = consent.conversation
    held: list[HeldBack] = []
    if consent.earliest is None or now < consent.earliest:
        held.append(HeldBack(Held.REFLECTION))
    held += _statements(dict(said.replies), required)
    held += [
        HeldBack(Held.QUESTION_OPEN, q.question) for q in said.questions if not q.answer.strip()
    ]
    held += _teach_back(said, required)
    held += [HeldBack(reason) for reason in (*_who(said, required), *_talk(said, required))]
    return tuple(held)


def _statements(replies: dict[str, Reply], required: Required) -> list[HeldBack]:
    held = []
    for statement in required.core + required.optional:
        reply = replies.get(statement)
        if reply is None:
            held.append(HeldBack(Held.STATEMENT_OPEN, statement))
        elif reply is Reply.TALK:
            held.append(HeldBack(Held.STATEMENT_TALK, statement))
        elif reply is Reply.NO and statement in required.core:
            held.append(HeldBack(Held.STATEMENT_NO, statement))
    return held


def _teach_back(said: Conversation, required: Required) -> list[HeldBack]:
    last, told = {t.prompt_id: t for t in said.teach_back}, dict(required.told)
    held = []
    for prompt in required.prompts:
        words = last.get(prompt)
        if words is None or not words.understood or not words.words.strip():
            held.append(HeldBack(Held.TEACH_BACK_MISSING, prompt))
        elif not own_words(words.words, told.get(prompt, ())):
            held.append(HeldBack(Held.TEACH_BACK_COPIED, prompt))
    return held


def _who(said: Conversation, required: Required) -> list[Held]:
    """Who may consent at all, and what shows it."""
    held = []
    if said.capacity is None or (said.capacity is False and not said.represented):
        held.append(Held.CAPACITY)
    elif said.capacity is False and not said.capacity_note.strip():
        held.append(Held.CAPACITY_GROUND)
    guardians = said.guardians
    if not all(one.authorised for one in guardians):
        held.append(Held.AUTHORITY)
    if required.minor:
        held += _minor(said, required)
    return held


def _minor(said: Conversation, required: Required) -> list[Held]:
    """No power of attorney speaks for a child."""
    held = []
    by_right = [g for g in said.guardians if g.authority is not Authority.PROXY]
    if not by_right:
        held.append(Held.GUARDIAN)
    elif len(by_right) < required.guardians:
        held.append(Held.SECOND_GUARDIAN)
    if said.assent is None or (said.assent is Assent.UNABLE and not said.assent_note.strip()):
        held.append(Held.ASSENT)
    elif said.assent is Assent.NO:
        held.append(Held.ASSENT_NO)
    return held


def _talk(said: Conversation, required: Required) -> list[Held]:
    """With whose words it was talked about, and that there are other ways, one of them nothing."""
    held = []
    if required.interpreter and not said.interpreter.strip():
        held.append(Held.INTERPRETER)
    how = said.interpreter_language.strip() and said.interpreter_presence
    if said.interpreter.strip() and not how:
        held.append(Held.INTERPRETER_HOW)
    if said.alternatives is not True:
        held.append(Held.ALTERNATIVES)
    if said.nothing is not True:
        held.append(Held.DOING_NOTHING)
    return held
