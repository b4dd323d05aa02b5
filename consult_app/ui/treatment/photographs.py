"""Photographs of a session: chosen, kept without what the camera wrote, looked at in the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.photographs import Moment, Photograph
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import photographs
from consult_app.services.treatments import TreatmentView
from consult_app.services.wording import moment_words
from consult_app.ui.consultation.attach import ChooseFile
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, InlineError, Kind, NoteLine, PagePreview, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane

_HIGH = 420
_POINTS = 0.75
"""Of a pixel: pictures are shown as if a screen of 96 dpi had taken them."""


class PhotographsPart(QWidget):
    """Those that are kept, and two buttons for more."""

    def __init__(
        self, ctx: Context, consultation_id: int, choose: ChooseFile | None = None
    ) -> None:
        super().__init__()
        self._ctx, self._id, self._choose = ctx, consultation_id, choose or _ask
        self._sessions = dict.fromkeys(Moment, 1)
        self._picture = QImage()
        self._list = Section(_("Photographs of the place"), "")
        self._why = NoteLine(keeps_space=False)
        self._error = InlineError()
        self._before = Button(_("Add one from before"), icon="plus", strong=False)
        self._after = Button(_("Add one from after"), icon="plus", strong=False)
        self._hide = Button(_("Put the picture away"), Kind.QUIET)
        self._preview = PagePreview(name=_("Photograph"))
        self._preview.setMinimumHeight(ctx.theme.px(_HIGH))
        self._before.clicked.connect(partial(self._add, Moment.BEFORE))
        self._after.clicked.connect(partial(self._add, Moment.AFTER))
        self._hide.clicked.connect(self._put_away)
        self._preview.wanted.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        buttons = at_the_end(self._hide, self._before, self._after)
        for part in (self._list, self._why, self._error, self._preview, buttons):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        self._put_away()

    def show_view(self, view: TreatmentView, *, shown: bool) -> None:
        """Those that are kept; more can be added where the patient said yes."""
        done = len(view.done)
        self._sessions = {
            Moment.BEFORE: max(1, min(done + 1, view.plan.sessions)),
            Moment.AFTER: max(1, done),
        }
        self._listed(view.photographs)
        why = _("The patient has not agreed to photographs: none can be added.")
        self._why.set_help("" if view.photographs_allowed else why)
        for button in (self._before, self._after):
            button.setVisible(view.photographs_allowed)
        self.setVisible(shown)

    def _line(self, one: Photograph) -> Line:
        words = _("Before") if one.moment is Moment.BEFORE else _("After")
        session = _("session {n}").format(n=one.session)
        taken = _("kept {moment}").format(moment=moment_words(one.at, self._ctx.language))
        line = Line(words, f"{session} · {taken}")
        name = _("Show photograph {n}").format(n=one.id)
        line.add_button(_("Show"), name, partial(self._show, one))
        return line

    def _add(self, moment: Moment) -> None:
        name = self._choose(self)
        if not name:
            return
        self._error.set_error("")
        self._set_busy(_("Reading the file"))
        acting, file = self._ctx.acting, Path(name)
        session = self._sessions[moment]
        job = partial(photographs.keep_file, acting, self._id, session, moment, file)
        self._ctx.work.run(Lane.WRITE, self, job, self._kept, self._refused)

    def _kept(self, _photograph: Photograph) -> None:
        """Read anew alone: the form beside it keeps what is typed."""
        self._set_busy(None)
        job = partial(photographs.of, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.READ, self, job, self._listed, self._refused)

    def _listed(self, kept: tuple[Photograph, ...]) -> None:
        self._list.show_lines([self._line(one) for one in kept])

    def _set_busy(self, words: str | None) -> None:
        for button in (self._before, self._after):
            button.set_busy(words)

    def _show(self, one: Photograph) -> None:
        job = partial(photographs.content, self._ctx.acting, one.id)
        self._ctx.work.run(Lane.WRITE, self, job, self._arrived, self._refused)

    def _arrived(self, jpeg: bytes) -> None:
        self._picture = QImage.fromData(jpeg)
        size = self._picture.size()
        self._preview.set_pages([QSizeF(size.width() * _POINTS, size.height() * _POINTS)])
        self._preview.show()
        self._hide.show()

    def _draw(self, page: int, width: int) -> None:
        smooth = Qt.TransformationMode.SmoothTransformation
        job = partial(self._picture.scaledToWidth, max(1, width), smooth)
        put = partial(self._preview.set_image, page)
        self._ctx.work.run(Lane.PAPER, self, job, put, self._refused)

    def _put_away(self) -> None:
        self._preview.hide()
        self._hide.hide()

    def _refused(self, refused: Refused) -> None:
        self._set_busy(None)
        self._error.set_error(messages.sentence(refused))


def _ask(parent: QWidget) -> str:
    # HEIC is shown as well: who looks for it learns what to do instead
    kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.heic *.heif)"
    return QFileDialog.getOpenFileName(parent, _("Choose a photograph"), "", kinds)[0]
