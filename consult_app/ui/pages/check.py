"""Is this paper one of ours: a file that is dropped or chosen, or a number typed from a page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import verify_words, verifying
from consult_app.services.acting import Acting
from consult_app.services.verifying import Finding
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    FormColumn,
    Kind,
    NoteLine,
    ScrollArea,
    TextField,
    Verdict,
    VerdictBanner,
)
from consult_app.ui.pages.head import PageHead, at_the_end
from consult_app.ui.pages.section import Facts
from consult_app.ui.work import Lane

_LONGEST = 1000


class CheckPage(QWidget):
    """A file may be dropped anywhere on the page; Escape leads back to the documents."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._turn = 0
        head = PageHead(
            _("Check a document"),
            _("Whether a file or a printed page is ours, unchanged, and still counts."),
        )
        away = head.add_action(Button(_("Back to the list"), Kind.QUIET, icon="arrow-left"))
        away.clicked.connect(ctx.go.documents)
        self._what = TextField(max_length=_LONGEST)
        self._frame = FieldFrame(
            _("File, or the number printed on a page"),
            self._what,
            help_text=_("Drop a PDF here, choose one, or type or scan: D-2026-00001, page 2"),
        )
        self._choose = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._go = Button(_("Check"), Kind.PRIMARY, icon="shield-check")
        self._busy = NoteLine()
        self._banner = VerdictBanner()
        self._facts = Facts()
        column = FormColumn()
        for part in (head, self._frame, at_the_end(self._choose, self._go)):
            column.add(part)
        for part in (self._busy, self._banner, self._facts):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(column))
        self.setAcceptDrops(True)
        self._what.edit.returnPressed.connect(self._check)
        self._go.clicked.connect(self._check)
        self._choose.clicked.connect(self._ask)
        QShortcut(QKeySequence("Escape"), self, ctx.go.documents.emit).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._clear()

    def enter(self) -> None:
        """The keyboard is where a number or a scan goes."""
        self._what.setFocus()
        self._what.edit.selectAll()

    def check_file(self, file: Path) -> None:
        """Check this file now."""
        self._what.set_text(str(file))
        self._check()

    def _check(self) -> None:
        text = self._what.text.strip()
        self._clear()
        if not text:
            self._frame.set_error(_("Choose a file, or type the number that is printed on a page."))
            return
        self._turn += 1
        self._busy.set_help(_("Checking …"))
        job = partial(_found, self._ctx.acting, text)
        done = partial(self._show, self._turn)
        # the whole history of the records is walked: nobody should wait behind it
        self._ctx.work.run(Lane.LONG, self, job, done, partial(self._refuse, self._turn))

    def _show(self, turn: int, finding: Finding) -> None:
        if turn != self._turn:
            return
        language = self._ctx.language
        self._busy.set_help("")
        verdict, title = _judged(finding)
        self._banner.show_verdict(verdict, title, verify_words.headline(finding, language))
        self._banner.show()
        self._facts.show_facts(verify_words.details(finding, language))
        self._facts.setVisible(bool(verify_words.details(finding, language)))

    def _refuse(self, turn: int, refused: Refused) -> None:
        if turn == self._turn:
            self._busy.set_help("")
            self._frame.set_error(messages.sentence(refused))
            self._what.setFocus()

    def _clear(self) -> None:
        self._frame.set_error("")
        self._banner.hide()
        self._facts.hide()

    def _ask(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a file"), "", "PDF (*.pdf)")
        if chosen:
            self.check_file(Path(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is on its way."""
        if _first_file(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is checked at once."""
        file = _first_file(event.mimeData().urls())
        if file:
            event.acceptProposedAction()
            self.check_file(file)


def _judged(finding: Finding) -> tuple[Verdict | None, str]:
    """Colour and the two or three words over the sentence; a number alone proves no paper."""
    if finding.good:
        proven = finding.judgement is not None
        words = _("Unchanged and in force") if proven else _("Known and in force")
        return (Verdict.CLEAR if proven else None), words
    if finding.known is not None and (finding.known.exact or finding.judgement is None):
        return Verdict.CAUTION, _("Look twice")
    return Verdict.STOP, _("Do not rely on it")


def _found(acting: Acting, text: str) -> Finding:
    """On a lane: a file where there is one, else a number."""
    file = Path(text)
    if file.is_file() or not verifying.is_code(text):
        return verifying.check_file(acting, verifying.read(file))
    return verifying.check_code(acting, text)


def _first_file(urls: list[QUrl]) -> Path | None:
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
