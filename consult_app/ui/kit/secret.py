"""A field for what nobody beside should read; a paste goes in, nothing is copied out."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from consult_app.ui.kit.fields import TextField
from consult_app.ui.kit.tokens import Size

LONGEST = 512


class SecretField(TextField):
    """Dots for letters, until `set_shown`. `entered` is Qt's own signal for Enter."""

    def __init__(
        self, *, name: str = "", size: Size = Size.DESK, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, max_length=LONGEST, size=size, parent=parent)
        self.entered = self.edit.returnPressed
        self.set_shown(False)

    def set_shown(self, shown: bool) -> None:
        """Letters, for who wants to see what they type, or dots."""
        plain, dots = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password
        self.edit.setEchoMode(plain if shown else dots)

    def clear(self) -> None:
        """Nothing stays in the field."""
        self.edit.clear()
        self.set_text("")
