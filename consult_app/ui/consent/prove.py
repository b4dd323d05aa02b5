"""Asks in the bar who sits there: for what only the person who is logged in may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import both
from consult_app.ui.consent.bar import Bar, Proof
from consult_app.ui.context import Context
from consult_app.ui.work import Lane


class Prove(QObject):
    """By the PIN of the shift, or the password without one; where nobody logs in, by nothing."""

    def __init__(self, ctx: Context, bar: Bar) -> None:
        super().__init__(bar)
        self._ctx, self._bar = ctx, bar

    @property
    def needed(self) -> bool:
        """Whether people log in here."""
        return self._ctx.shift is not None

    def ask(self, sentence: str, yes: str, back: str, then: Callable[[], None]) -> None:
        """`then` once it is proved; until then the bar asks, and says what is not right.

        After five wrong PINs it asks anew, for the password.
        """
        shift = self._ctx.shift
        if shift is None:
            then()
            return
        again = partial(self.ask, sentence, yes, back, then)
        given = partial(self._try, then, again)
        with_pin = shift.of(self._ctx.acting.user.id)
        label = both("PIN or password") if with_pin else both("Password")
        self._bar.ask_proof(Proof(sentence, label, yes, back, given, shift.length))

    def _try(self, then: Callable[[], None], again: Callable[[], None], secret: str) -> None:
        shift, acting = self._ctx.shift, self._ctx.acting
        if shift is None:
            return
        job = partial(shift.confirm, acting, secret)

        def refused(why: Refused) -> None:
            if why.code == "pin.spent":
                again()
            self._bar.refuse_proof(messages.sentence(why))

        self._ctx.work.run(Lane.WRITE, self, job, lambda _none: then(), refused)
