"""How far a version of the clinic's own words is, what the check says, what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.domain.wording import VersionState
from consult_app.i18n import _, mark, ngettext
from consult_app.services import own_words
from consult_app.services.own_words import Desk
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, Chip, FlowRow, InlineError, Kind, Verdict, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.section import Line

MOST_PROBLEMS = 6
STATE = {
    VersionState.DRAFT: (mark("Draft"), Verdict.CAUTION),
    VersionState.IN_REVIEW: (mark("In review"), Verdict.DEFER),
    VersionState.APPROVED: (mark("Approved"), Verdict.CLEAR),
    VersionState.RETIRED: (mark("Retired"), None),
    VersionState.DISCARDED: (mark("Discarded"), None),
}


class VersionHead(QWidget):
    """`asked(deed)`: one of `own_words`' moves is to be done."""

    asked = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._pressed = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.M)
        self._card = QVBoxLayout()
        self._deeds = FlowRow(tokens.S)
        self._send = self._deed(_("Send for review"), own_words.send, Kind.PRIMARY)
        self._approve = self._deed(_("Approve this version"), own_words.approve, Kind.PRIMARY)
        self._take_back = self._deed(_("Take back"), own_words.take_back, Kind.SECONDARY)
        self._discard = self._deed(_("Discard the changes"), own_words.discard, Kind.QUIET)
        self._faults = InlineError()
        self._column.addLayout(self._card)
        self._column.addWidget(self._deeds)
        self._column.addWidget(self._faults)
        self.setSizePolicy(tall_policy())

    def show_desk(self, desk: Desk) -> None:
        """Tell how it stands."""
        while self._card.count():
            item = self._card.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = ngettext("{n} piece changed", "{n} pieces changed", desk.changes)
        chips: tuple[Chip, ...] = ()
        if desk.version is not None:
            state, verdict = STATE[desk.version.state]
            chips = (Chip(_(state), verdict),)
        card = Card()
        card.add(Line(words.format(n=desk.changes), _standing(desk), chips))
        self._card.addWidget(card)
        shown = desk.problems[:MOST_PROBLEMS]
        more = len(desk.problems) - len(shown)
        if more > 0:
            shown = (*shown, ngettext("And {n} more.", "And {n} more.", more).format(n=more))
        self._faults.set_error("\n".join(shown))
        self._offer(desk)

    def _offer(self, desk: Desk) -> None:
        state = desk.version.state if desk.version is not None else None
        may = self._ctx.acting.user.may
        keeps, reviewed = may(Capability.KEEP_TEXTS), state is VersionState.IN_REVIEW
        self._send.setVisible(state is VersionState.DRAFT and keeps)
        self._approve.setVisible(reviewed and may(Capability.DECIDE))
        self._take_back.setVisible(reviewed and keeps)
        self._discard.setVisible(desk.open and keeps)
        self._deeds.setVisible(desk.open)
        if self._pressed:  # the keyboard stays with what can be done next
            deeds = (self._approve, self._send, self._take_back, self._discard)
            left = next((deed for deed in deeds if not deed.isHidden()), None)
            if left is not None:
                left.setFocus()
        self._pressed = False

    def _ask(self, deed: Callable[..., Desk]) -> None:
        self._pressed = True
        self.asked.emit(deed)

    def _deed(self, label: str, deed: Callable[..., Desk], kind: Kind) -> Button:
        button = Button(label, kind)
        button.clicked.connect(partial(self._ask, deed))
        self._deeds.add(button)
        button.hide()
        return button


def _standing(desk: Desk) -> str:
    if desk.version is None:
        return _("The shipped words are in use; none was changed.")
    if desk.unfit:
        words = ngettext(
            "The program ships other words for {n} of them: say it anew, or as it is shipped.",
            "The program ships other words for {n} of them: say them anew, or as it is shipped.",
            desk.unfit,
        )
        return words.format(n=desk.unfit)
    if desk.version.state is VersionState.APPROVED:
        return _("New consultations begin with these words.")
    if desk.problems:
        return _("It cannot be approved before the check is clean.")
    return _("The check finds nothing; a physician approves it once it is in review.")
