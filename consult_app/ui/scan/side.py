"""One scanned page in sight, and what a person can say of it: which it is, or that it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.scanning import PageState, ScanPage
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import scans
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    EmptyState,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    PickField,
    Surface,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.scan.picture import PagePicture
from consult_app.ui.work import Lane

_PAGE_FIELD = 120
_DIGITS = 3
_BOTTOM = Qt.AlignmentFlag.AlignBottom


class ScanSide(QWidget):
    """`changed()` when something was said of the page that is shown."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._page: ScanPage | None = None
        self._name = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._said = WrapLabel("", Type.HINT, Token.QUIET)
        self._error = InlineError()
        self._turn = Button(_("Turn the page"), Kind.QUIET, icon="rotate-cw")
        self._aside = Button(_("Set aside"), Kind.QUIET)
        self._back = Button(_("Put it back"), Kind.SECONDARY, strong=False)
        self._form = PickField([], open_text=True, placeholder=_("Name, or number on the page"))
        self._number = TextField(max_length=_DIGITS)
        self._place = Button(_("It is this page"), strong=False)
        self._why = TextField(max_length=200)
        self._leave = Button(_("Leave it out"), strong=False)
        self.picture = PagePicture(ctx, _("The scanned page"))
        self._empty = EmptyState(
            "files", _("No page chosen"), detail=_("Choose a page to see its picture here.")
        )
        self._places, self._reasons = QWidget(), QWidget()
        self._lay_out()
        self._connect()
        self.clear()

    def set_forms(self, forms: Sequence[tuple[str, str]]) -> None:
        """What a page can be said to belong to: (number, words)."""
        self._form.set_options(forms)

    @property
    def page(self) -> ScanPage | None:
        """The page in sight."""
        return self._page

    def clear(self) -> None:
        """No page."""
        self._page = None
        self._head.hide()
        self.picture.hide()
        self.picture.show_page(None)
        self._empty.show()

    def show_page(self, page: ScanPage, name: str, said: str) -> None:
        """This page: its picture, and what can be said of it."""
        self._page = page
        self._name.set_text(name)
        self._said.set_text(said)
        self._error.set_error("")
        aside = page.state is PageState.ASIDE
        self._places.setVisible(page.state is PageState.UNKNOWN)
        self._aside.setVisible(not aside)
        self._back.setVisible(aside)
        self._turn.setVisible(not aside)
        self._reasons.hide()
        for field in (self._number, self._why, self._form):
            field.set_text("")
        self._empty.hide()
        self._head.show()
        self.picture.show()
        self.picture.show_page(partial(scans.picture, self._ctx.acting, page.id))
        if page.state is PageState.UNKNOWN:
            self._form.setFocus()

    def _connect(self) -> None:
        self._turn.clicked.connect(lambda: self._do(scans.turn))
        self._back.clicked.connect(lambda: self._do(scans.put_back))
        self._aside.clicked.connect(self._ask_why)
        self._leave.clicked.connect(self._leave_out)
        self._why.committed.connect(lambda text: self._leave_out() if text.strip() else None)
        self._place.clicked.connect(self._say_which)
        self._number.edit.returnPressed.connect(self._say_which)
        self.picture.refused.connect(self._refused)

    def _ask_why(self) -> None:
        self._reasons.show()
        self._why.setFocus()

    def _leave_out(self) -> None:
        why = self._why.text
        self._do(lambda acting, page_id: scans.set_aside(acting, page_id, why))

    def _say_which(self) -> None:
        number = self._form.value or self._form.text
        digits = self._number.text.strip()
        if not number.strip() or not digits.isdecimal():
            self._error.set_error(_("Choose the form, and type which page of it this is."))
            return
        self._do(lambda acting, page_id: scans.place(acting, page_id, number, int(digits)))

    def _do(self, act: Callable[..., ScanPage]) -> None:
        if self._page is None:
            return
        job = partial(act, self._ctx.acting, self._page.id)
        self._ctx.work.run(Lane.WRITE, self, job, self._done, self._refused)

    def _done(self, _page: ScanPage) -> None:
        self.changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        self._head = Surface("bottom")
        inside = QVBoxLayout(self._head)
        inside.setContentsMargins(tokens.XL, tokens.M, tokens.XL, tokens.M)
        inside.setSpacing(tokens.S)
        top = QHBoxLayout()
        top.setSpacing(tokens.M)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._said)
        top.addLayout(texts, 1)
        buttons = FlowRow(tokens.S)
        for button in (self._turn, self._aside, self._back):
            buttons.add(button)
        top.addWidget(buttons)
        inside.addLayout(top)
        self._row(
            self._places,
            (
                FieldFrame(_("Whose form is it?"), self._form, keeps_space=False),
                FieldFrame(_("Page"), self._number, keeps_space=False),
            ),
            self._place,
        )
        self._number.setMaximumWidth(self._ctx.theme.px(_PAGE_FIELD))
        self._row(
            self._reasons,
            (FieldFrame(_("Why is it left out?"), self._why, keeps_space=False),),
            self._leave,
        )
        for part in (self._places, self._reasons, self._error):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self._head, 0), (self.picture, 1), (self._empty, 1)):
            column.addWidget(widget, stretch)

    @staticmethod
    def _row(holder: QWidget, fields: Sequence[QWidget], button: Button) -> None:
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        for place, field in enumerate(fields):
            line.addWidget(field, 0 if place else 1, _BOTTOM)
        line.addWidget(button, 0, _BOTTOM)
