"""A consent that is out to be signed on paper: where the paper is, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.services.wording import moment_words
from consult_app.ui.consent.notice import Notice
from consult_app.ui.kit import Button, FieldFrame, TextField, Verdict, tokens
from consult_app.ui.kit.base import tall_policy


class InkCard(QWidget):
    """`show_form`, `to_scans` and `void(reason)` are what its links and its button do."""

    def __init__(
        self,
        view: ConsentView,
        language: str,
        show_form: Callable[[], object],
        to_scans: Callable[[], object],
        void: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._void = void
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XL)
        notice = self._notice(view, language)
        link = notice.add_link(_("Show the form"), _("Show the consent form"))
        link.clicked.connect(lambda: show_form())
        scans = notice.add_link(_("To the scans"), _("To the scans of signed forms"))
        scans.clicked.connect(lambda: to_scans())
        column.addWidget(notice)
        if not view.scanned:
            column.addWidget(self._taking_back())
        self.setSizePolicy(tall_policy())

    @staticmethod
    def _notice(view: ConsentView, language: str) -> Notice:
        last = view.last
        since = moment_words(last.at, language) if last is not None else ""
        name = view.person(last.author_id) if last is not None else ""
        by = _("Printed on {moment} by {name}").format(moment=since, name=name)
        if view.scanned:
            return Notice(
                Verdict.DEFER,
                _("The signed form is scanned."),
                _("It counts once you have found the signatures on it."),
            )
        return Notice(
            Verdict.DEFER, _("The form was printed and waits for a signature on paper."), by
        )

    def _taking_back(self) -> QWidget:
        """A form that is lost or spoilt is void, and another can be made."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        why = TextField(max_length=200)
        button = Button(_("Declare the form void"), strong=False)
        button.clicked.connect(lambda: self._void(why.text))
        help_text = _("Where the paper is lost or spoilt, or a word in it is wrong.")
        line.addWidget(FieldFrame(_("Why it does not count any more"), why, help_text=help_text), 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder
