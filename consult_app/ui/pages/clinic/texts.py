"""The words that patients read and sign: a physician reads them here and approves them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.documents import Edition
from consult_app.domain.people import Capability
from consult_app.forms.model import say
from consult_app.i18n import _, ngettext, series
from consult_app.packs.templates import Template
from consult_app.services import blanks, clinic, specimens, texts
from consult_app.services.texts import Texts
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Card, Chip, Kind, Verdict, WrapLabel
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.check import CheckLine
from consult_app.ui.pages.clinic.compare import NewsLine
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.section import Line
from consult_app.ui.words import language_name
from consult_app.ui.work import Lane

PAPER_HEIGHT = 640
"""Pixels in which most of a page is seen."""


class TextsPart(Part):
    """One card a language: its texts to read, then the approval."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._cards = QVBoxLayout()
        self._column.addWidget(
            WrapLabel(
                _(
                    "Until a physician of this clinic has approved them, documents are marked as "
                    "drafts and no consent can be signed on them."
                ),
                token=Token.QUIET,
            )
        )
        self._column.addLayout(self._cards)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addStretch()

    def enter(self) -> None:
        """Read which texts there are and who has approved them."""
        job = partial(_read, self.ctx)
        self.ctx.work.run(Lane.READ, self, job, self._arrived, self.say_refused)

    def _arrived(self, found: tuple[tuple[Texts, ...], ClinicSettings]) -> None:
        every, self.ctx.settings = found
        while self._cards.count():
            item = self._cards.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.deleteLater()
        ours = self.ctx.settings.works_in(tuple(one.language for one in every))
        for one in sorted(every, key=lambda found: found.language not in ours):
            self._cards.addWidget(self._card(one, is_open=one.language in ours))

    def _card(self, found: Texts, *, is_open: bool) -> Card:
        card = Card()
        language, pack = found.language, found.pack
        name = language_name(language, self.ctx.language)
        chip = (
            Chip(_("Approved"), Verdict.CLEAR, icon="check")
            if found.approved
            else Chip(_("Awaiting approval"), Verdict.CAUTION, icon="triangle-alert")
        )
        title = _("{pack}, version {version}, {language}").format(
            pack=say(pack.title, self.ctx.language), version=pack.version, language=name
        )
        head = Line(title, self._standing(found), (chip,))
        news = [NewsLine(self.ctx, language, name)] if found.before and not found.approved else []
        papers: list[QWidget] = [
            *news,
            CheckLine(self.ctx, language, name),
            *self._papers(found),
        ]
        if not is_open:
            _open_by(head, name, papers)
        may = self.ctx.acting.user.may(Capability.DECIDE)
        if may and not found.approved and not found.unfit:
            button = head.add_button(
                _("Approve"),
                _("Approve the texts in {language}").format(language=name),
                partial(self._approve, pack.hash, language),
            )
            button.set_kind(Kind.PRIMARY)
        for widget in (head, *papers):
            card.add(widget)
        for paper in papers:
            paper.setVisible(is_open)
        return card

    def _papers(self, found: Texts) -> list[_Reading]:
        """Every paper to be read; what is filled in by hand shows all its questions."""
        pack, language = found.pack, found.language
        there = [t for (_id, known), t in pack.templates.items() if known == language]
        read = [_Reading(self.ctx, t) for t in there if t.id != blanks.Blank.INTAKE]
        blank = [_Empty(self.ctx, pack.template(kind, language), kind) for kind in blanks.Blank]
        return [*read, *blank]

    def _standing(self, found: Texts) -> str:
        """Who approved these words and when, and what of them is the clinic's own."""
        parts = []
        if found.on is not None:
            day = day_words(found.on, self.ctx.language)
            words = _("Approved by {physician} on {day}")
            parts.append(words.format(physician=found.by, day=day))
        own, unfit = found.own - found.unfit, found.unfit
        if own:
            words = ngettext(
                "with {n} change of this clinic", "with {n} changes of this clinic", own
            )
            parts.append(words.format(n=own))
        if unfit:
            words = ngettext(
                "{n} change of this clinic no longer fits: look at it under Wording first",
                "{n} changes of this clinic no longer fit: look at them under Wording first",
                unfit,
            )
            parts.append(words.format(n=unfit))
        return series(parts, " · ")

    def _approve(self, digest: str, language: str) -> None:
        job = partial(clinic.approve_texts, self.ctx.acting, digest, language)
        self.ctx.work.run(Lane.WRITE, self, job, self._stored, self.say_refused)

    def _stored(self, settings: ClinicSettings) -> None:
        self.ctx.settings = settings
        self.say_saved()
        self.enter()
        self.ctx.go.records_changed.emit()


class _Reading(QWidget):
    """A text by its title; a button opens it as it is printed, filled with nothing."""

    def __init__(self, ctx: Context, template: Template) -> None:
        super().__init__()
        self._ctx, self._template = ctx, template
        self._view: DocumentView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        line = Line(*self._words())
        self._button = line.add_button(_("Read"), "", self._turn)
        self._button.set_kind(Kind.QUIET)
        self._tell()
        self._column.addWidget(line)

    def _turn(self) -> None:
        if self._view is not None:
            self._view.setVisible(self._view.isHidden())
            self._tell()
            return
        self._view = view = DocumentView(self._ctx)
        view.setFixedHeight(PAPER_HEIGHT)
        self._column.addWidget(view)
        view.show()
        self._tell()
        self._opened(view)
        self._draw()

    def _opened(self, view: DocumentView) -> None:
        """What is shown is only read."""

    def _draw(self) -> None:
        if self._view is not None:
            self._ctx.work.run(Lane.PAPER, self, self._job(), self._drawn, self._view.refuse)

    def _words(self) -> tuple[str, str]:
        template = self._template
        return template.title, _("Version {version}").format(version=template.version)

    def _job(self) -> Callable[[], bytes]:
        template = self._template
        return partial(specimens.draw, self._ctx.acting, template.id, template.language)

    def _drawn(self, pdf: bytes) -> None:
        if self._view is not None:
            self._view.show_pdf(pdf, self._template.title)

    def _tell(self) -> None:
        shown = self._view is not None and not self._view.isHidden()
        label = _("Put away") if shown else _("Read")
        name = _("Put away {title}") if shown else _("Read {title}")
        self._button.set_label(label)
        self._button.setAccessibleName(name.format(title=self._template.title))


def _open_by(head: Line, language: str, papers: list[QWidget]) -> None:
    """The texts of a language that the clinic does not work in are shown when asked for."""

    def turn() -> None:
        shown = papers[0].isHidden()
        for paper in papers:
            paper.setVisible(shown)
        button.set_label(_("Close") if shown else _("Show"))

    name = _("Show the texts in {language}").format(language=language)
    button = head.add_button(_("Show"), name, turn)
    button.set_kind(Kind.QUIET)


class _Empty(_Reading):
    """A paper to be filled by hand: it is printed and saved from here."""

    def __init__(self, ctx: Context, template: Template, kind: blanks.Blank) -> None:
        self._kind, self._edition = kind, Edition.STANDARD
        super().__init__(ctx, template)

    def _words(self) -> tuple[str, str]:
        title = _("{title}, to fill in by hand").format(title=self._template.title)
        return title, _("For a day without power; print some and keep them")

    def _job(self) -> Callable[[], bytes]:
        language = self._template.language
        return partial(blanks.draw, self._ctx.acting, self._kind, language, self._edition)

    def _opened(self, view: DocumentView) -> None:
        view.edition_asked.connect(self._draw_in)

    def _draw_in(self, edition: Edition) -> None:
        self._edition = edition
        self._draw()

    def _drawn(self, pdf: bytes) -> None:
        if self._view is not None:
            large = "" if self._edition is Edition.STANDARD else f"-{self._edition.value}"
            name = f"{self._kind.value}-{self._template.language}{large}.pdf"
            self._view.show_blank(pdf, self._template.title, name, self._edition)


def _read(ctx: Context) -> tuple[tuple[Texts, ...], ClinicSettings]:
    return texts.every(ctx.acting), clinic.settings(ctx.acting)
