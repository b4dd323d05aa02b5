"""The recovery code, shown once: to be printed or written down, and proved to be there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageSize, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.printing import Printers, SystemPrinters

WIDTH = 560
ASKED = (1, 4)
"""Which groups are typed again, counted from 0: none that the eye falls on first or last."""


class CodePage(QWidget):
    """`noted()` once two groups were typed as they stand there."""

    noted = Signal()

    def __init__(self, code: str, printers: Printers | None = None) -> None:
        super().__init__()
        self._code, self._printers = code, printers or SystemPrinters()
        groups = code.split("-")
        self._proofs = {
            at: FieldFrame(_("Group {n}").format(n=at + 1), TextField(max_length=8)) for at in ASKED
        }
        self._groups = groups
        self._print = Button(_("Print the sheet for the safe"), icon="printer")
        self._print.clicked.connect(self._print_sheet)
        self._go = Button(_("It is noted"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._go.clicked.connect(self._check)
        self._error = InlineError()
        self._lay_out()

    def enter(self) -> None:
        """The keyboard is on the first group asked for."""
        self._proofs[ASKED[0]].control.setFocus()

    def _lay_out(self) -> None:
        form = FormColumn(width=WIDTH)
        form.add(WrapLabel(_("The recovery code"), Type.PAGE, semibold=True, heading=True), 32)
        form.add(WrapLabel(self._explained(), Type.BODY, Token.QUIET))
        card = Card(padding=tokens.XL)
        shown = WrapLabel(self._code, Type.SECTION, semibold=True)
        card.add(shown)
        form.add(card)
        leading = Qt.AlignmentFlag.AlignLeading
        form.column.insertWidget(form.column.count() - 1, self._print, 0, leading)
        form.add(WrapLabel(_("Type these groups from your sheet:"), Type.BODY), 8)
        for frame in (*self._proofs.values(), self._error):
            form.add(frame)
        form.column.insertWidget(form.column.count() - 1, self._go, 0, leading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(form))

    @staticmethod
    def _explained() -> str:
        return _(
            "If every password is forgotten, this code alone opens the records. It is shown this "
            "once. Print it or write it down, and put it in a safe; whoever finds it can read "
            "everything."
        )

    def _check(self) -> None:
        first_wrong: TextField | None = None
        for at, frame in self._proofs.items():
            field = frame.control
            if not isinstance(field, TextField):
                raise TypeError(field)
            right = field.text.strip().upper() == self._groups[at]
            frame.set_error("" if right else _("Group {n} reads otherwise.").format(n=at + 1))
            first_wrong = first_wrong or (None if right else field)
        if first_wrong is not None:
            first_wrong.setFocus()
            return
        self._code = ""
        self.noted.emit()

    def _print_sheet(self) -> None:
        names = self._printers.names()
        if not names:
            self._error.set_error(_("No printer is known here: write the code down by hand."))
            return
        printer = self._printers.printer(names[0])
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        sheet = QTextDocument()
        sheet.setPlainText(
            "\n\n".join((_("Consult: recovery code"), self._code, self._explained()))
        )
        sheet.print_(printer)
        self._error.set_error("")
        self._print.set_label(_("Print it again"))
