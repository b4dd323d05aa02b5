"""Which file another system's Bundle lies in: typed or chosen, then looked at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.kit import Button, FieldFrame, Kind, TextField, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.head import at_the_end

_LONGEST_PATH = 1000


class BundleFile(QWidget):
    """Enter looks at the file. `asked(Path)`; `changed()`: what was looked at is another now."""

    asked = Signal(object)
    changed = Signal()

    def __init__(self, look: str) -> None:
        super().__init__()
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(
            _("File with a FHIR Bundle"), self._path, help_text=_("HL7 FHIR R4, as JSON")
        )
        browse = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._look = Button(look, Kind.PRIMARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._frame)
        column.addWidget(at_the_end(browse, self._look))
        self.setSizePolicy(tall_policy())
        browse.clicked.connect(self._choose)
        self._look.clicked.connect(self._ask)
        self._path.edit.returnPressed.connect(self._ask)
        self._path.edit.textChanged.connect(lambda _text: self.changed.emit())

    def clear(self) -> None:
        """Empty, for another file; the keyboard stands in it."""
        self._path.set_text("")
        self.offer(True)
        self.set_error("")
        self._path.setFocus()

    def offer(self, look: bool) -> None:
        """Whether looking is the next thing to do."""
        self._look.setVisible(look)

    def set_error(self, sentence: str) -> None:
        self._frame.set_error(sentence)

    def refuse(self, refused: Refused) -> None:
        """Say beside the field why it cannot be read."""
        self.set_error(messages.sentence(refused))
        self._path.setFocus()

    def _choose(self) -> None:
        kinds = _("FHIR Bundles (*.json)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if chosen:
            self._path.set_text(chosen)
            self._ask()

    def _ask(self) -> None:
        self.set_error("")
        self.asked.emit(Path(self._path.text.strip()))
