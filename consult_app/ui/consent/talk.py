"""What is said in the consent conversation: in memory at once, on disk right behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from consult_app import messages
from consult_app.domain.consent import Consent
from consult_app.domain.conversation import Conversation, Reply, restamped
from consult_app.errors import Refused
from consult_app.services import consents
from consult_app.ui.context import Context
from consult_app.ui.work import Lane


class Talk(QObject):
    """One conversation; every `say` goes to disk in the order it was said.

    `changed()` after each, `failed(sentence)` when one could not be stored: `retry` stores all
    that has been said since, for nothing said is dropped from memory. `clashed()` behind it where
    another window has said otherwise: `retry` puts this over it, `give_way` takes the other.
    """

    changed = Signal()
    saved = Signal()
    failed = Signal(str)
    clashed = Signal()

    def __init__(self, ctx: Context, consent: Consent, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._consent = consent
        self._said = consent.conversation
        self._waiting = 0
        self._broken = False
        self._base = consent.conversation  # on the lane alone: what was stored last of what is said

    @property
    def consent(self) -> Consent:
        """The consent as stored last, with what has been said until now."""
        return replace(self._consent, conversation=self._said)

    @property
    def said(self) -> Conversation:
        return self._said

    @property
    def broken(self) -> bool:
        """Whether something said is not on disk."""
        return self._broken

    def renew(self, consent: Consent) -> None:
        """The consent has moved on; what is said and not stored yet stays."""
        self._consent = consent
        if not self._waiting and not self._broken:
            self._said = self._base = consent.conversation

    def say(self, conversation: Conversation) -> None:
        """From now on this is what has been said."""
        if conversation != self._said:
            self._said = conversation
            self._store()
            self.changed.emit()

    def reply(self, statement: str, reply: Reply | None) -> None:
        """The answer to one statement; None takes it back."""
        kept = {i: r for i, r in self._said.replies if i != statement}
        if reply is not None:
            kept[statement] = reply
        self.say(replace(self._said, replies=tuple(kept.items())))

    def reply_to(self, statement: str) -> Reply | None:
        """What was answered to this statement."""
        return dict(self._said.replies).get(statement)

    def retry(self) -> None:
        """Store what could not be stored; where another window said otherwise, this one holds."""
        self._store(over=True)

    def give_way(self, consent: Consent) -> None:
        """What is stored holds; what was said here and could not be stored is let go."""
        self._broken = False
        self._consent = consent
        self._said = self._base = consent.conversation
        self.saved.emit()

    def _store(self, *, over: bool = False) -> None:
        self._waiting += 1
        job = partial(self._put, self._said, over)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _put(self, said: Conversation, over: bool) -> Consent:
        """On the lane: what was said since the last time it could be stored."""
        before = replace(self._consent, conversation=self._base)
        kept = consents.say(self._ctx.acting, before, said, over=over)
        self._base = said
        return kept

    def _stored(self, consent: Consent) -> None:
        self._waiting -= 1
        self._consent = consent
        self._broken = False
        if not self._waiting:
            self._stamp(consent.conversation)
        self.saved.emit()

    def _stamp(self, kept: Conversation) -> None:
        """With who noted what. What another window has put there is taken over when it is shown:
        until then a change of the same is a conflict, not a silent one."""
        before, self._said = self._said, restamped(self._said, kept)
        self._base = self._said
        if before != self._said:
            self.changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._waiting -= 1
        self._broken = True
        self.failed.emit(messages.sentence(refused))
        if refused.code == "consent.said-elsewhere":
            self.clashed.emit()
