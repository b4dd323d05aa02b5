"""Signed on paper: what is out, what came from the scanner, filed with one key once it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.scanning import PageState, ScanPage, SignedPaper
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import forms_out, ink, scans
from consult_app.services.acting import Acting
from consult_app.services.forms_out import Open, Waiting
from consult_app.services.scans import Known, Tray
from consult_app.services.wording import day_words
from consult_app.ui.consent.bar import Action, Bar
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Chip,
    EmptyState,
    FormColumn,
    InlineError,
    Kind,
    NoteLine,
    ProgressLine,
    ScrollArea,
    Surface,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.pages.head import PageHead, at_the_end
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.scan import words
from consult_app.ui.scan.folder import WatchedFolder
from consult_app.ui.scan.intake import Intake
from consult_app.ui.scan.pile_row import PageRow, PileRow
from consult_app.ui.scan.side import ScanSide
from consult_app.ui.words import number_words
from consult_app.ui.work import Lane

LIST_SHARE, SIDE_SHARE = 11, 10


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything the page shows, read in one go."""

    tray: Tray
    waiting: tuple[Waiting, ...]
    open: tuple[Open, ...]


class ScanPageView(QWidget):
    """The list at one side, the page in sight at the other, the one next thing in the bar below."""

    shown = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows: list[PileRow] = []
        self._refusals: list[str] = []
        self._folder: WatchedFolder | None = None
        self._left: list[str] = []
        self._filed = 0
        self._intake = Intake(ctx, self)
        self._head = PageHead(_("Signed on paper"))
        self._files = Button(_("Take in a scan"), icon="folder-open", strong=False)
        self._watch = Button(_("Watch a folder"), Kind.QUIET)
        self._progress = ProgressLine()
        self._note = NoteLine(keeps_space=False)
        self._error = InlineError()
        self._piles = _Group(_("Scanned"))
        self._unknown = _Group(_("Not recognised"))
        self._waiting = Section(_("Waiting for paper"), _("No form is out to be signed."))
        self._aside = _Group(_("Set aside"))
        self._side = ScanSide(ctx)
        self._bar = Bar(wide=True)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read what is out and what lies there; go on with what was not read to its end."""
        self._read()

    def take(self, files: Sequence[Path]) -> None:
        """Take these files in."""
        self._refusals = []
        self._error.set_error("")
        self._note.set_echo("")
        self._intake.take(files)
        self._show_progress(0, 0)

    def _connect(self) -> None:
        self._files.clicked.connect(self._ask_files)
        self._watch.clicked.connect(self._ask_folder)
        self._progress.cancelled.connect(self._intake.stop)
        self._intake.progress.connect(self._show_progress)
        self._intake.refused.connect(self._note_refusal)
        self._intake.finished.connect(self._taken)
        self._side.changed.connect(self._read)
        self._ctx.go.records_changed.connect(self._read_if_shown)
        QShortcut(QKeySequence("Escape"), self, self._ctx.go.documents.emit).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    # files

    def _ask_files(self) -> None:
        kinds = _("Scans") + " (*.pdf *.tif *.tiff *.jpg *.jpeg *.png)"
        names, _kind = QFileDialog.getOpenFileNames(self, _("Take in a scan"), "", kinds)
        if names:
            self.take([Path(name) for name in names])

    def _ask_folder(self) -> None:
        if self._folder is not None:
            self._unwatch()
            return
        name = QFileDialog.getExistingDirectory(self, _("Watch a folder"))
        if name:
            self.watch(Path(name))

    def watch(self, folder: Path) -> None:
        """Take in what lies in this folder, and what the scanner adds to it."""
        self._folder = WatchedFolder(folder, self)
        self._folder.found.connect(self.take)
        self._folder.gone.connect(self._folder_gone)
        self._watch.set_label(_("Stop watching"))
        self._head.line.set_text(_("New files in {folder} are taken in.").format(folder=folder))

    def _unwatch(self) -> None:
        if self._folder is not None:
            self._folder.deleteLater()
            self._folder = None
        self._watch.set_label(_("Watch a folder"))
        self._head.line.set_text(_line())

    def _folder_gone(self) -> None:
        self._unwatch()
        self._error.set_error(messages.sentence(Refused("file.no-folder")))

    def _show_progress(self, done: int, total: int) -> None:
        said = _("Reading page {done} of {total}") if total else _("Taking in the files")
        self._progress.show_progress(done, total, said.format(done=done, total=total))
        self._progress.show()

    def _note_refusal(self, file: str, sentence: str) -> None:
        self._refusals.append(f"{file}: {sentence}" if file else sentence)
        self._error.set_error("\n".join(self._refusals))

    def _taken(self) -> None:
        self._progress.hide()
        self._read()

    # what lies there

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        job = partial(_look, self._ctx.acting)
        self._ctx.work.run(Lane.WRITE, self, job, self._show, self._refused)

    def _show(self, desk: _Desk) -> None:
        if desk.tray.unread and not self._intake.busy:
            self._intake.go_on()
            return
        self._show_piles(desk)
        self._show_waiting(desk.waiting)
        unknown = [self._page_row(p, _("No code was found on it.")) for p in desk.tray.unknown]
        self._unknown.show_rows(unknown)
        self._aside.show_rows([self._page_row(page, page.reason) for page in desk.tray.aside])
        self._empty.setVisible(not desk.waiting and not desk.tray.piles and not unknown)
        self._waiting.setVisible(not self._empty.isVisibleTo(self))
        self._side.set_forms(self._forms(desk))
        self._keep_in_sight(desk.tray)
        self._offer()
        self.shown.emit()

    def _show_piles(self, desk: _Desk) -> None:
        open_ = [(one, self._open_words(one)) for one in desk.open]
        held = {row.known.pile.key: row.whose for row in self._rows}
        self._rows = [PileRow(k, open_, held.get(k.pile.key, 0)) for k in desk.tray.piles]
        for row in self._rows:
            row.looked.connect(partial(self._look_at_known, row.known))
            row.changed.connect(self._offer)
        self._piles.show_rows(self._rows)

    def _open_words(self, one: Open) -> str:
        day = day_words(one.since.astimezone().date(), self._ctx.language, short=True)
        return series((one.patient.name, number_words(one.patient), day), " · ")

    def _show_waiting(self, waiting: Sequence[Waiting]) -> None:
        lines = []
        for one in waiting:
            verdict, said = words.waiting_verdict(one)
            chip = Chip(said, verdict)
            line = Line(one.patient.name, words.waiting_words(one, self._ctx.language), (chip,))
            if one.paper is not None and self._ctx.acting.user.may(Capability.DECIDE):
                name = _("Confirm the signatures: {name}").format(name=one.patient.name)
                look = partial(self._ctx.go.signed_paper.emit, one.consultation_id)
                line.add_button(_("Confirm"), name, look)
            elif one.paper is None and one.record is not None:
                name = _("Show the form: {name}").format(name=one.patient.name)
                show = partial(self._ctx.go.document.emit, one.record.id)
                line.add_button(_("Show"), name, show)
            lines.append(line)
        self._waiting.show_lines(lines)

    def _page_row(self, page: ScanPage, said: str) -> PageRow:
        row = PageRow(page, said)
        row.looked.connect(partial(self._look_at_page, said))
        return row

    def _look_at_known(self, known: Known, page: ScanPage) -> None:
        said = _("read from its code") if not page.by_person else _("as a person said")
        about = f"{words.about(known)} · {said}"
        self._side.show_page(page, words.page_name(known, page), about)

    def _look_at_page(self, said: str, page: ScanPage) -> None:
        self._side.show_page(page, words.scanned_as(page), said)

    def _keep_in_sight(self, tray: Tray) -> None:
        """The page that is looked at stays; after it, whatever asks for a person first."""
        held = self._side.page
        lying = {p.id: p for p in (*tray.unknown, *tray.aside)}
        known = {page.id: (k, page) for k in tray.piles for page in k.pile.pages}
        if held is not None and held.id in lying and lying[held.id].state is held.state:
            self._look_at_page(lying[held.id].reason or self._none(), lying[held.id])
        elif held is not None and held.id in known and held.state is PageState.FOUND:
            self._look_at_known(*known[held.id])
        elif tray.unknown:
            self._look_at_page(self._none(), tray.unknown[0])
        else:
            self._side.clear()

    @staticmethod
    def _none() -> str:
        return _("No code was found on it.")

    @staticmethod
    def _forms(desk: _Desk) -> list[tuple[str, str]]:
        out = [(w.record.number, w) for w in desk.waiting if w.record is not None and not w.paper]
        named = [(number, series((w.patient.name, number), " · ")) for number, w in out]
        blank = {k.pile.form.number for k in desk.tray.piles}
        extra = [n for n in sorted(blank) if n.startswith("B-")]
        return [*named, *((n, _("Blank form {number}").format(number=n)) for n in extra)]

    # filing

    def _offer(self) -> None:
        ready = [row for row in self._rows if row.ready]
        if not ready:
            self._bar.show_actions((), ())
            return
        label = _("File {count} forms") if len(ready) > 1 else _("File 1 form")
        action = Action(label.format(count=len(ready)), self._file, Kind.PRIMARY)
        self._bar.show_actions((), (action,))

    def _file(self) -> None:
        self._left = [_key(row) for row in self._rows if row.ready]
        chosen = {_key(row): row.whose for row in self._rows if row.ready}
        self._bar.set_busy(_("Filing"))
        self._filed, self._refusals = 0, []
        self._error.set_error("")
        self._file_next(chosen)

    def _file_next(self, chosen: dict[str, int]) -> None:
        """One form after the other: each is filed whole, or stays as it is with its reason."""
        if not self._left:
            self._all_filed()
            return
        key = self._left.pop()  # from the end: the copies before it keep their numbers
        job = partial(ink.file, self._ctx.acting, key, chosen[key])
        done = partial(self._one_filed, chosen)
        self._ctx.work.run(Lane.PAPER, self, job, done, partial(self._one_refused, chosen))

    def _one_filed(self, chosen: dict[str, int], _paper: SignedPaper) -> None:
        self._filed += 1
        self._file_next(chosen)

    def _one_refused(self, chosen: dict[str, int], refused: Refused) -> None:
        self._note_refusal("", messages.sentence(refused))
        self._file_next(chosen)

    def _all_filed(self) -> None:
        said = _("{count} forms filed. A physician confirms the signatures.")
        one = _("1 form filed. A physician confirms the signatures.")
        if self._filed:
            self._note.set_echo((said if self._filed > 1 else one).format(count=self._filed))
        self._side.clear()
        self._ctx.go.records_changed.emit()
        if not self.isVisible():
            self._read()

    def _refused(self, refused: Refused) -> None:
        self._bar.set_busy(None)
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        self._head.line.set_text(_line())
        away = Button(_("Back to the documents"), Kind.QUIET, icon="arrow-left")
        away.clicked.connect(self._ctx.go.documents)
        self._empty = EmptyState(
            "printer",
            _("No paper is out"),
            detail=_("A consent is printed to be signed in ink from its consultation."),
        )
        column = FormColumn(width=tokens.FORM_WIDTH, margin=tokens.XL)
        column.add(self._head)
        column.add(at_the_end(away, self._watch, self._files))
        parts: tuple[QWidget, ...] = (self._progress, self._error, self._note, self._unknown)
        for part in (*parts, self._piles, self._waiting, self._aside, self._empty):
            column.add(part)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(ScrollArea(column), 1)
        inside.addWidget(self._bar)
        side = Surface("leading")
        beside = QVBoxLayout(side)
        beside.setContentsMargins(1, 0, 0, 0)
        beside.addWidget(self._side)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, LIST_SHARE)
        whole.addWidget(side, SIDE_SHARE)
        hidden: tuple[QWidget, ...] = (self._progress, self._piles, self._unknown, self._aside)
        for part in (*hidden, self._empty, self._bar):
            part.hide()


def _line() -> str:
    return _("Drop scans here, take them in, or watch the folder of the scanner.")


class _Group(QWidget):
    """A title over a card of rows; nothing where there are none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._card = Card()
        self._rows: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
        column.addWidget(self._card)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Replace the rows."""
        for row in self._rows:
            self._card.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = list(rows)
        for row in rows:
            self._card.add(row)
        self.setVisible(bool(rows))


def _look(acting: Acting) -> _Desk:
    """On a lane, behind what is being stored."""
    return _Desk(scans.tray(acting), forms_out.waiting(acting), forms_out.open_for_blank(acting))


def _key(row: PileRow) -> str:
    return row.known.pile.key
