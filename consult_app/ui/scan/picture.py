"""One page as a picture on a desk: as large as there is room, sharp when it is enlarged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSizeF, Signal

from consult_app.errors import Refused
from consult_app.services.documents import PageImage
from consult_app.ui.context import Context
from consult_app.ui.kit import tokens
from consult_app.ui.kit.desk import Desk
from consult_app.ui.pages.printing import qimage
from consult_app.ui.work import Lane

Source = Callable[[int], PageImage]
"""The page so many pixels wide; asked on a lane."""
_A4 = QSizeF(595, 842)
_FIRST = 700
_POINT = 96 / 72
_LEAST = 0.45
"""Below it a page is shown by its width: there would be nothing to see."""


class PagePicture(Desk):
    """`refused(Refused)` where there is no picture. + and - change its size, 0 fits the width.

    `whole`: the page is shown whole where there is room for that, else it fills the width.
    """

    refused = Signal(object)

    def __init__(self, ctx: Context, name: str, *, whole: bool = True) -> None:
        super().__init__()
        self._ctx, self._is_whole = ctx, whole
        self._source: Source | None = None
        self._turn = 0
        self.setAccessibleName(name)
        self.wanted.connect(self._fetch)

    def show_page(self, source: Source | None) -> None:
        """Another page; None for none."""
        self._turn += 1
        self._source = source
        self.set_pages(())
        if source is not None:
            self._run(_FIRST, self._arrange)

    def _arrange(self, turn: int, image: PageImage) -> None:
        if turn == self._turn:
            height = _A4.width() * image.height / max(1, image.width)
            self.set_pages((QSizeF(_A4.width(), height),))
            self.set_image(0, qimage(image))
            self.set_zoom(self._whole(height) if self._is_whole else None)

    def _whole(self, height: float) -> float | None:
        """The size in which the whole page is in sight; None where the width decides."""
        self.set_zoom(None)
        room = (self.viewport().height() - 2 * tokens.XL) / (height * _POINT)
        return room if _LEAST < room < self.zoom else None

    def _fetch(self, _page: int, width: int) -> None:
        if self._source is not None:
            self._run(width, self._sharpen)

    def _sharpen(self, turn: int, image: PageImage) -> None:
        if turn == self._turn:
            self.set_image(0, qimage(image))

    def _run(self, width: int, then: Callable[[int, PageImage], None]) -> None:
        source, turn = self._source, self._turn
        if source is not None:
            job = partial(source, width)
            refuse = partial(self._refuse, turn)
            self._ctx.work.run(Lane.READ, self, job, partial(then, turn), refuse)

    def _refuse(self, turn: int, refused: Refused) -> None:
        if turn == self._turn:
            self.refused.emit(refused)
