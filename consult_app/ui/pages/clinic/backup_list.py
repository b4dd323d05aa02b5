"""The backups that there are, the newest first, and any other file; one is chosen and looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import safekeeping
from consult_app.services.safekeeping import Found
from consult_app.services.wording import moment_words
from consult_app.ui.backups.words import size_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FieldFrame, InlineError, TextField, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.clinic.backup_panel import BackupPanel
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane

_SHOWN = 30
_LONGEST_PATH = 1_000


class BackupList(QWidget):
    """Reads the folder off the window's thread; below it the panel of the one that was chosen."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._panel: BackupPanel | None = None
        self._section = Section(_("Backups that there are"), _("No backup is in the folder yet."))
        self._error = InlineError()
        self._path = TextField(max_length=_LONGEST_PATH)
        self._browse = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._open = Button(_("Look at this file"), strong=False)
        line = QHBoxLayout()
        line.setSpacing(tokens.M)
        help_text = _("From another disk, or of another computer")
        frame = FieldFrame(_("Another backup"), self._path, help_text=help_text)
        line.addWidget(frame, 1)
        for button in (self._browse, self._open):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._below = QVBoxLayout(self)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(tokens.L)
        self._below.addWidget(self._section)
        self._below.addWidget(self._error)
        self._below.addLayout(line)
        self._browse.clicked.connect(self._choose)
        self._open.clicked.connect(self._look_at_path)
        self._path.edit.returnPressed.connect(self._look_at_path)
        self.setSizePolicy(tall_policy())

    def read(self) -> None:
        """Look into the folder again."""
        job = partial(safekeeping.found, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, found: tuple[Found, ...]) -> None:
        self._error.set_error("")
        self._section.show_lines([self._line(one) for one in found[:_SHOWN]])

    def _line(self, found: Found) -> Line:
        when = moment_words(found.manifest.made_at, self._ctx.language)
        how = _("made by itself") if found.automatic else _("made by hand")
        line = Line(when, series((how, size_words(found.size), found.path.name), " · "))
        line.add_button(
            _("Look at it"),
            _("Look at the backup of {when}").format(when=when),
            partial(self._look_at, found.path),
        )
        return line

    def _choose(self) -> None:
        """The system's own choice of files."""
        ours, others = _("Backups"), _("All files")
        kinds = f"{ours} (*.backup);;{others} (*)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", kinds)
        if path:
            self._path.set_text(path)
            self._look_at_path()

    def _look_at_path(self) -> None:
        typed = self._path.text.strip()
        if typed:
            self._look_at(Path(typed))

    def _look_at(self, path: Path) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel = BackupPanel(self._ctx, path)
        self._below.addWidget(panel)
        panel.begin()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))
