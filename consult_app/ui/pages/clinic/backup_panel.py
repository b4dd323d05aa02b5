"""One backup: opened and compared; put in place of the records after it was asked twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import safekeeping
from consult_app.services.audit_words import fault_words
from consult_app.services.erasure_words import repeated_words
from consult_app.services.safekeeping import Checked, PutBack
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    InlineError,
    Kind,
    NoteLine,
    ProgressLine,
    ScrollArea,
    SecretField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.backup_key import BackupKey
from consult_app.ui.work import Lane

OTHER_KEY = "backup.other-key"
"""Made before the keys were renewed, or of another computer: it opens by a password of then."""


class BackupPanel(QWidget):
    """Begins with the comparison: nobody restores what has not been looked at."""

    def __init__(self, ctx: Context, path: Path) -> None:
        super().__init__()
        self._ctx, self._path = ctx, path
        self._data_key: bytes | None = None
        self._progress = ProgressLine(_("Opening the copy and comparing it"), cancellable=False)
        self._note = NoteLine(keeps_space=False)
        self._error = InlineError()
        self._key = BackupKey(ctx, path)
        self._restore = Button(_("Restore it"))
        self._warning = WrapLabel("", Type.BODY, Token.TEXT)
        self._proof = SecretField()
        self._proof_frame = FieldFrame(_("Your PIN or password"), self._proof)
        self._sure = Button(_("Yes, put it in place of the records"), Kind.DANGER)
        self._card = Card(padding=tokens.XL)
        self._lay_out()
        self._key.opened.connect(self._opened)
        self._restore.clicked.connect(self._ask_again)
        self._sure.clicked.connect(self._put_back)
        self._proof.entered.connect(self._put_back)

    def begin(self) -> None:
        """Restore it aside and compare."""
        self._error.set_error("")
        self._progress.show()
        job = partial(safekeeping.check, self._ctx.acting, self._path, self._data_key)
        self._ctx.work.run(Lane.LONG, self, job, self._checked, self._not_checked)

    def _lay_out(self) -> None:
        title = WrapLabel(self._path.name, Type.QUESTION, semibold=True, heading=True)
        asked = (self._warning, self._proof_frame, self._sure)
        for part in (title, self._progress, self._note, self._error, self._key):
            self._card.add(part)
        leading = Qt.AlignmentFlag.AlignLeading
        self._card.column.addWidget(self._restore, 0, leading)
        self._card.add(self._warning)
        self._card.add(self._proof_frame)
        self._card.column.addWidget(self._sure, 0, leading)
        for later in (self._key, self._restore, *asked):
            later.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.setSizePolicy(tall_policy())

    def _opened(self, data_key: bytes) -> None:
        self._data_key = data_key
        self._key.hide()
        self.begin()

    def _checked(self, checked: Checked) -> None:
        self._progress.hide()
        manifest = checked.archive.manifest
        words = _(
            "Whole: {rows} rows, as they were on {when}, with the list of who did what up to "
            "entry {entry}. Made by version {version}."
        )
        self._note.set_echo(
            words.format(
                rows=f"{sum(manifest.counts.values()):,}",
                when=moment_words(manifest.made_at, self._ctx.language),
                entry=manifest.anchor.seq if manifest.anchor else 0,
                version=manifest.program,
            )
        )
        if not checked.report.sound:
            self._error.set_error(fault_words(checked.report.faults[0]))
        self._warning.set_text(
            _(
                "What was entered after {when} will be missing from the records. They are kept "
                "in a folder beside, with their passwords; those of the backup are in force then."
            ).format(when=moment_words(manifest.made_at, self._ctx.language))
        )
        self._restore.show()
        self._restore.setFocus()

    def _not_checked(self, refused: Refused) -> None:
        self._progress.hide()
        if refused.code == OTHER_KEY and self._data_key is None:
            self._key.ask()
            return
        self._error.set_error(messages.sentence(refused))

    def _ask_again(self) -> None:
        self._restore.hide()
        self._warning.show()
        self._sure.show()
        QTimer.singleShot(0, self._sure, self._reveal)
        if self._ctx.shift is not None:
            self._proof_frame.show()
            self._proof.setFocus()
        else:
            self._sure.setFocus()

    def _reveal(self) -> None:
        """The button is seen together with what it does."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, ScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.reveal(self._sure)

    def _put_back(self) -> None:
        self._error.set_error("")
        self._sure.set_busy(_("Restoring"))
        secret = self._proof.text
        self._proof.clear()
        self._ctx.work.run(Lane.WRITE, self, partial(self._job, secret), self._done, self._refused)

    def _job(self, secret: str) -> PutBack:
        """On the lane: who sits here proves to be the one, then it is done."""
        acting, shift = self._ctx.acting, self._ctx.shift
        if shift is not None:
            shift.confirm(acting, secret)
        return safekeeping.put_back(acting, self._path, self._data_key)

    def _done(self, done: PutBack) -> None:
        self._sure.set_busy(None)
        if done.acting is not None:
            self._ctx.acting = done.acting
        if done.trouble is not None:
            self._error.set_error(messages.sentence(done.trouble))
            return
        restored = done.restored
        kept = restored.kept.name if restored is not None and restored.kept is not None else ""
        told = repeated_words(restored.repeated) if restored is not None else ""
        self._ctx.go.replaced.emit(kept, told)

    def _refused(self, refused: Refused) -> None:
        self._sure.set_busy(None)
        self._error.set_error(messages.sentence(refused))
