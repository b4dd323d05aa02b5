"""What is said and answered before a consent is signed: kept whole, each time anew."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum


class Reply(StrEnum):
    """The answer to one statement."""

    YES = "yes"
    NO = "no"
    TALK = "talk"


class Authority(StrEnum):
    """By what right someone consents for the patient."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    PROXY = "proxy"
    OTHER = "other"


class Assent(StrEnum):
    """What a minor says to it. UNABLE: too young, or too ill, to be asked; with the reason."""

    YES = "yes"
    NO = "no"
    UNABLE = "unable"


class Presence(StrEnum):
    """How the interpreter takes part."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Question:
    """A question the patient asked; without an answer it is still to be talked about."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TeachBack:
    """What the patient said in their own words."""

    prompt_id: str
    words: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """Who saw or judged something, and when."""

    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Guardian:
    """Someone who consents for the patient, and what shows that they may.

    `words`: the right in words where it is of another kind; `document`: the evidence that was
    seen, with its day where it bears one, and who saw it when.
    """

    name: str = ""
    authority: Authority | None = None
    words: str = ""
    document: str = ""
    dated: date | None = None
    seen: Noted | None = None

    @property
    def authorised(self) -> bool:
        """Whether it is said who it is, by what right, and by what evidence."""
        told = self.authority is not None and (
            self.authority is not Authority.OTHER or self.words.strip()
        )
        return bool(self.name.strip() and told and self.document.strip() and self.seen)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything said and answered before signing.

    `replies`: statement id -> reply. `consenter`: patient or representative; for the latter
    `representative`, `authority` (in words), `authority_kind` and the evidence are of the first
    who consents, `second` is the other guardian where two sign. `capacity` with its ground and who
    judged it; `assent` of a minor. `alternatives` and `nothing`: whether other treatments, and
    doing nothing, were talked about, `other_ways` in words. `holds_until`: the last day, where it
    is sooner than the clinic's period. `keeps_text`: a newer text is approved, and this consent
    goes on with the one that the patient was given.
    """

    replies: tuple[tuple[str, Reply], ...] = ()
    questions: tuple[Question, ...] = ()
    teach_back: tuple[TeachBack, ...] = ()
    consenter: str = "patient"
    representative: str = ""
    authority: str = ""
    authority_kind: Authority | None = None
    evidence: str = ""
    evidence_dated: date | None = None
    evidence_seen: Noted | None = None
    second: Guardian | None = None
    assent: Assent | None = None
    assent_note: str = ""
    capacity: bool | None = None
    capacity_note: str = ""
    capacity_noted: Noted | None = None
    interpreter: str = ""
    interpreter_language: str = ""
    interpreter_presence: Presence | None = None
    witness: str = ""
    matters: str = ""
    alternatives: bool | None = None
    nothing: bool | None = None
    other_ways: str = ""
    holds_until: date | None = None
    keeps_text: bool = False

    @property
    def represented(self) -> bool:
        """Whether another person consents for the patient."""
        return self.consenter != "patient"

    @property
    def guardians(self) -> tuple[Guardian, ...]:
        """Who consents for the patient: nobody, one, or two."""
        if not self.represented:
            return ()
        first = Guardian(
            self.representative,
            self.authority_kind,
            self.authority,
            self.evidence,
            self.evidence_dated,
            self.evidence_seen,
        )
        return (first, self.second) if self.second is not None else (first,)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that was typed."""
        asked = (text for q in self.questions for text in (q.question, q.answer))
        second = self.second or Guardian()
        return (
            *asked,
            *(t.words for t in self.teach_back),
            *(self.representative, self.authority, self.evidence),
            *(second.name, second.words, second.document),
            *(self.assent_note, self.capacity_note),
            *(self.interpreter, self.interpreter_language, self.witness),
            *(self.matters, self.other_ways),
        )


def joined(
    base: Conversation, mine: Conversation, theirs: Conversation
) -> tuple[Conversation, tuple[str, ...]]:
    """What two people made of `base`, put together; and the names of what both changed.

    In what both changed to something different, `mine` holds. Statements are joined one by one.
    """
    changes: dict[str, object] = {}
    clashes: list[str] = []
    for field in fields(Conversation):
        was, here, there = (getattr(said, field.name) for said in (base, mine, theirs))
        if there in (was, here):
            continue
        if field.name == "replies":
            changes["replies"], clash = _joined_replies(was, here, there)
        elif here == was:
            changes[field.name], clash = there, False
        else:
            clash = True
        if clash:
            clashes.append(field.name)
    return replace(mine, **changes), tuple(clashes)  # type: ignore[arg-type]  # of these very fields


def _joined_replies(
    base: tuple[tuple[str, Reply], ...],
    mine: tuple[tuple[str, Reply], ...],
    theirs: tuple[tuple[str, Reply], ...],
) -> tuple[tuple[tuple[str, Reply], ...], bool]:
    was, here, there = dict(base), dict(mine), dict(theirs)
    together, clash = {}, False
    for statement in dict.fromkeys((*there, *here)):
        old, one, other = was.get(statement), here.get(statement), there.get(statement)
        kept = other if one == old else one
        clash = clash or (one != old and other != old and one != other)
        if kept is not None:
            together[statement] = kept
    return tuple(together.items()), clash


def stamped(before: Conversation, said: Conversation, noted: Noted) -> Conversation:
    """Whoever enters a judgement of capacity, or evidence that was seen, stands for it with a time.

    What stood before and was not changed keeps its own; what is taken back has none.
    """
    capacity = (said.capacity, said.capacity_note)
    if said.capacity is None:
        said = replace(said, capacity_noted=None)
    elif capacity != (before.capacity, before.capacity_note) or before.capacity_noted is None:
        said = replace(said, capacity_noted=noted)
    else:
        said = replace(said, capacity_noted=before.capacity_noted)
    old = before.guardians
    first, second = _seen(said, said.evidence, old[:1], noted), said.second
    if second is not None:
        second = replace(second, seen=_seen(second, second.document, old[1:], noted))
    return replace(said, evidence_seen=first, second=second)


def _seen(
    now: Conversation | Guardian, document: str, before: tuple[Guardian, ...], noted: Noted
) -> Noted | None:
    if not document.strip():
        return None
    dated = now.dated if isinstance(now, Guardian) else now.evidence_dated
    for old in before:
        if (old.document, old.dated) == (document, dated) and old.seen is not None:
            return old.seen
    return noted


def unstamped(said: Conversation) -> Conversation:
    """The same words and answers, without who noted them when."""
    second = replace(said.second, seen=None) if said.second is not None else None
    return replace(said, capacity_noted=None, evidence_seen=None, second=second)


def restamped(said: Conversation, kept: Conversation) -> Conversation:
    """The same words, with who noted them when as it is `kept` of just these words."""
    capacity, second = said.capacity_noted, said.second
    if (said.capacity, said.capacity_note) == (kept.capacity, kept.capacity_note):
        capacity = kept.capacity_noted
    if second is not None and kept.second is not None and second.document == kept.second.document:
        second = replace(second, seen=kept.second.seen)
    same = said.evidence == kept.evidence
    seen = kept.evidence_seen if same else said.evidence_seen
    return replace(said, capacity_noted=capacity, evidence_seen=seen, second=second)
