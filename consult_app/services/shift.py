"""The PIN for the rest of a shift, and the data key that it needs: in memory alone.

While a PIN is in force the data key stays in memory when the screen is locked: it has to, as a PIN
is far too short to protect a key on a disk. Without a PIN it is let go of with the records.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from consult_app.domain import pin as pins
from consult_app.domain.pin import Outcome, ShiftPin
from consult_app.errors import Refused
from consult_app.services import accounts
from consult_app.services.accounts import Session
from consult_app.services.acting import Acting


class Shift:
    """Of one user at one window. Every way in may be refused: pin.wrong, pin.spent."""

    def __init__(self) -> None:
        self._pin: ShiftPin | None = None
        self._acting: Acting | None = None
        self._key = b""
        self.length = 0
        """Digits of the PIN in force: who has typed so many need not press Enter."""

    def begin(self, acting: Acting, pin: str) -> None:
        """From now on this PIN is in force. Raises `Refused`: pin.not-digits, pin.guessable."""
        self._pin, self._acting = pins.begin(pin, acting.now()), acting
        self.length = len(pin)

    def end(self) -> None:
        """Only the password helps from now on."""
        self._pin = self._acting = None
        self._key = b""
        self.length = 0

    def of(self, user_id: int, now: datetime | None = None) -> bool:
        """Whether this user can come back by a PIN."""
        if self._pin is None or self._acting is None or self._acting.user.id != user_id:
            return False
        return not self._pin.spent(now or self._acting.now())

    def hold(self, acting: Acting) -> None:
        """The records are about to be closed: keep their key where a PIN is in force."""
        if self.of(acting.user.id):
            self._acting, self._key = acting, acting.store.data_key
        else:
            self.end()

    def enter(self, pin: str) -> Session:
        """Come back. Takes a moment: call it in a worker. Raises as `accounts.resume` too."""
        self._try(pin)
        acting = self._acting
        if acting is None:
            raise Refused("pin.spent")
        folder: Path = acting.store.folder
        return accounts.resume(folder, self._key, acting.user.id, acting.clock)

    def confirm(self, acting: Acting, secret: str) -> None:
        """That it is this user who sits here, by the PIN, or by the password without one.

        Takes a moment: call it in a worker. Raises as `accounts.confirm` too.
        """
        if self.of(acting.user.id):
            self._try(secret)
        else:
            accounts.confirm(acting, secret)

    def _try(self, pin: str) -> None:
        if self._pin is None or self._acting is None:
            raise Refused("pin.spent")
        self._pin, outcome = self._pin.tried(pin, self._acting.now())
        if outcome is Outcome.SPENT:
            self.end()
            raise Refused("pin.spent")
        if outcome is Outcome.WRONG:
            raise Refused("pin.wrong", left=self._pin.tries_left)
