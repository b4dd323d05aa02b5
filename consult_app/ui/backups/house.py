"""Backups at one window: the sign in the rail, the line under the bar, the last one of the day."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from consult_app.i18n import _
from consult_app.ui.backups.keeper import Keeper
from consult_app.ui.backups.leaving import LeavingPage
from consult_app.ui.backups.sign import BackupSign
from consult_app.ui.backups.strip import BackupStrip
from consult_app.ui.context import Context
from consult_app.ui.window import Window


class BackupHouse(QObject):
    """Lives as long as the window; whoever logs in brings a keeper of their own."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._keeper: Keeper | None = None
        self._sign: BackupSign | None = None
        self._strip = BackupStrip()
        window.add_strip(self._strip)
        window.stays = self._makes_one_first
        window.closed.connect(self._stop)

    def keep(self, ctx: Context) -> None:
        """Somebody is logged in: from now on backups are looked after."""
        self._sign = BackupSign()
        self._sign.hide()
        self._sign.clicked.connect(ctx.go.backups)
        self._window.rail.add_sign(self._sign)
        ctx.keeper = self._keeper = Keeper(ctx, self._sign, self._strip)

    def begin(self) -> None:
        """The records are open, perhaps again."""
        if self._keeper is not None:
            self._keeper.begin()

    def retire(self) -> None:
        """Everything of the one who was here goes."""
        if self._keeper is not None and self._sign is not None:
            self._keeper.stop()
            self._keeper.deleteLater()
            self._sign.hide()
            self._sign.deleteLater()
        self._keeper = self._sign = None
        self._strip.hide()

    def tell_restored(self, kept: str, told: str = "") -> None:
        """`kept`: the folder beside the records with those that were there; empty: none were.

        `told`: what else there is to say of it.
        """
        words = _("The backup is in place. What was there is kept in the folder {folder}.")
        said = (words.format(folder=kept) if kept else "", told)
        if any(said):
            self._strip.tell(" ".join(words for words in said if words))

    def _stop(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()

    def _makes_one_first(self) -> bool:
        """Whether the window, which is being closed, stays until the day's backup is made."""
        keeper, app = self._keeper, QApplication.instance()
        hurried = isinstance(app, QApplication) and app.isSavingSession()
        if keeper is None or hurried or not keeper.due_when_leaving():
            return False
        self._window.stays = lambda: False
        page = LeavingPage()
        page.hurried.connect(keeper.stop)
        page.hurried.connect(self._window.close)
        keeper.changed.connect(self._window.close)
        self._window.set_open(False)
        self._window.bar.lock.hide()
        self._window.stack.addWidget(page)
        self._window.stack.setCurrentWidget(page)
        page.enter()
        keeper.leave()
        return True
