"""The recovery code, shown once: to be printed or written down, and proved to be there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import (
    Button,
    Card,
    Dashes,
    FieldFrame,
    FlowRow,
    FormColumn,
    InlineError,
    Kind,
    NoteLine,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages import code_sheet
from consult_app.ui.pages.foot import Foot
from consult_app.ui.pages.printing import Printers, SystemPrinters

WIDTH = 640
ASKED = (1, 4)
"""Which groups are typed again, counted from 0: none that the eye falls on first or last."""


class CodePage(QWidget):
    """`noted()` once two groups were typed as they stand there."""

    noted = Signal()

    def __init__(
        self, code: str, printers: Printers | None = None, step: tuple[int, int] | None = None
    ) -> None:
        """`step`: which page of how many, where it is one of a row."""
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
        self._error, self._sent = InlineError(), NoteLine(keeps_space=False)
        self._lay_out(step)

    def enter(self) -> None:
        """The keyboard is on the first group asked for."""
        self._proofs[ASKED[0]].control.setFocus()

    def _lay_out(self, step: tuple[int, int] | None) -> None:
        form = FormColumn(width=WIDTH)
        if step is not None:
            form.add(Dashes(step[1], step[0]))
        title = WrapLabel(_("The recovery code"), Type.PAGE, semibold=True, heading=True)
        form.add(title, 0 if step is not None else 32)
        form.add(WrapLabel(self._explained(), Type.BODY, Token.QUIET))
        form.add(self._shown())
        leading = Qt.AlignmentFlag.AlignLeading
        form.column.insertWidget(form.column.count() - 1, self._print, 0, leading)
        form.add(self._sent)
        form.add(WrapLabel(_("Type these groups from your sheet:"), Type.BODY), 8)
        proofs = QHBoxLayout()
        proofs.setSpacing(tokens.L)
        for frame in self._proofs.values():
            proofs.addWidget(frame)
        form.column.insertLayout(form.column.count() - 1, proofs)
        form.add(self._error)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ScrollArea(form), 1)
        if step is not None:
            whole.addWidget(Foot(WIDTH, trailing=(self._go,)))
        else:
            form.column.insertWidget(form.column.count() - 1, self._go, 0, leading)

    def _shown(self) -> Card:
        """Group by group, each below its number, as on the sheet."""
        card = Card(padding=tokens.XL)
        card.setAccessibleName(self._code)
        line = FlowRow(tokens.L)
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as it is typed, in any language
        for at, group in enumerate(self._groups, 1):
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(WrapLabel(str(at), Type.HINT, Token.QUIET))
            column.addWidget(WrapLabel(group, Type.SECTION, semibold=True))
            line.add(cell)
        card.add(line)
        return card

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
        code_sheet.print_code(self._code, date.today(), printer, QPageSize(QPageSize.PageSizeId.A4))
        self._error.set_error("")
        self._sent.set_echo(_("Sent to {printer}").format(printer=names[0]))
        self._print.set_label(_("Print it again"))
