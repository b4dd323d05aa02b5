"""The real page beside the text: drawn anew as one types, the words one works at marked on it."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QSizeF, QTimer
from PySide6.QtWidgets import QVBoxLayout

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import documents, trying
from consult_app.services.acting import Acting
from consult_app.services.trying import Tried
from consult_app.ui.context import Context
from consult_app.ui.kit import InlineError, NoteLine, PagePreview, Surface, tokens
from consult_app.ui.kit.pagetext import PageWord
from consult_app.ui.pages.preview import read_words
from consult_app.ui.pages.printing import qimage
from consult_app.ui.work import Lane

PAUSE_MS = 350
"""How long nobody types before the page is drawn again."""
MOST_PROBLEMS = 3
_MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*+|::")
_ENOUGH = 6
Sizes = tuple[tuple[float, float], ...]
Words = list[list[PageWord]]
Drawn = tuple[Tried, Sizes, Words]


class LivePaper(Surface):
    """`show_words(...)`, then `follow(words)` while one types; the last good page stays."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("")
        self._ctx = ctx
        self._wanted: tuple[str, str, str, str] | None = None
        self._next = ""
        self._drawing = False
        self._turn = self._paper = 0
        self._pdf = b""
        self._sizes: Sizes = ()
        self._error = InlineError()
        self._note = NoteLine(keeps_space=False)
        self.preview = PagePreview(name=_("The page with these words"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        words.addWidget(self._error)
        words.addWidget(self._note)
        column.addLayout(words)
        column.addWidget(self.preview, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._typed)
        self.preview.wanted.connect(self._draw)

    def show_words(self, language: str, template: str, place: str, words: str) -> None:
        """Draw the paper with these words in it, now."""
        self._pause.stop()
        self._wanted = (language, template, place, words)
        self._begin()

    def follow(self, words: str) -> None:
        """Other words are typed: draw them as soon as nobody types for a moment."""
        if self._wanted is not None:
            self._next = words
            self._pause.start()

    def _typed(self) -> None:
        if self._wanted is not None:
            self._wanted = (*self._wanted[:3], self._next)
            self._begin()

    def clear(self) -> None:
        """No paper of this piece."""
        self._pause.stop()
        self._turn += 1
        self._paper += 1
        self._wanted = None
        self._pdf, self._sizes = b"", ()
        self._error.set_error("")
        self._note.set_help("")
        self.preview.set_pages(())

    def _begin(self) -> None:
        """One drawing at a time; what was typed meanwhile is drawn after it."""
        if self._wanted is None or self._drawing:
            return
        self._drawing = True
        self._turn += 1
        job = partial(_try, self._ctx.acting, self._wanted)
        done = partial(self._show, self._turn, self._wanted)
        refused = partial(self._refuse, self._turn, self._wanted)
        self._ctx.work.run(Lane.PAPER, self, job, done, refused)

    def _show(self, turn: int, wanted: tuple[str, str, str, str], drawn: Drawn) -> None:
        self._drawing = False
        if turn == self._turn:
            found, sizes, words = drawn
            self._paper += 1
            self._pdf = found.pdf
            same, self._sizes = sizes == self._sizes, sizes
            if same:  # the old picture stands until the new one is there: nothing flickers
                self.preview.renew()
            else:
                self.preview.set_pages([QSizeF(width, height) for width, height in sizes])
            self.preview.set_words(words)
            self._mark(wanted[3])
            self._tell(found.problems)
        self._go_on(wanted)

    def _go_on(self, wanted: tuple[str, str, str, str]) -> None:
        if self._wanted is not None and self._wanted != wanted:
            self._begin()

    def _refuse(self, turn: int, wanted: tuple[str, str, str, str], refused: Refused) -> None:
        self._drawing = False
        if turn == self._turn:
            self._note.set_help("")
            self._error.set_error(messages.sentence(refused))
        self._go_on(wanted)

    def _tell(self, problems: tuple[str, ...]) -> None:
        self._error.set_error("\n".join(problems[:MOST_PROBLEMS]))
        more = len(problems) - MOST_PROBLEMS
        if problems:
            words = ngettext("And {n} more.", "And {n} more.", more).format(n=more)
            self._note.set_help(words if more > 0 else "")
        else:
            self._note.set_help(_("The check finds nothing against these words."))

    def _mark(self, words: str) -> None:
        """Bring the piece into sight; as much of it as stands on one line of words is enough."""
        plain = max(_MARKUP.sub("\n", words).split("\n"), key=len, default="").split()
        for count in range(min(_ENOUGH, len(plain)), 0, -1):
            if self.preview.desk.find_words(" ".join(plain[:count])):
                self.preview.desk.find_next()
                return

    def _draw(self, page: int, width: int) -> None:
        if page < len(self._sizes):
            dpi = width / self._sizes[page][0] * documents.POINTS_PER_INCH
            job = partial(documents.picture, self._pdf, page, dpi)
            put = partial(self._put, self._paper, page)
            self._ctx.work.run(Lane.PAPER, self, job, put, self._no_picture)

    def _put(self, paper: int, page: int, image: documents.PageImage) -> None:
        if paper == self._paper:
            self.preview.set_image(page, qimage(image))

    def _no_picture(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))


def _try(acting: Acting, wanted: tuple[str, str, str, str]) -> Drawn:
    """On a lane: the paper, its pages and their words."""
    found = trying.tried(acting, *wanted)
    return found, documents.sizes(found.pdf), read_words(found.pdf)
