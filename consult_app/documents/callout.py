"""Call-outs: framed by urgency, so that they differ in black and white too; never parted if a page
can hold them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from consult_app.documents import marks, paper
from consult_app.documents.boxes import FORCED, FUZZ, Box, Parts, Stack, Text
from consult_app.documents.paper import Colour
from consult_app.documents.pen import Pen, Sign
from consult_app.documents.structure import Element
from consult_app.domain.blocks import Urgency

SIDE = 13.0
HEAD = 7.5
BODY = 9.0
ICON = 11.0
ICON_ROOM = 19.0
MOST_REPEATED = 2
"""Lines of a title that comes back where the call-out goes on; a longer one comes once."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an urgency looks. `head` is None where title and text share one ground."""

    border: Colour | None
    thickness: float
    icon: Sign
    icon_colour: Colour
    ground: Colour = paper.WHITE
    head: Colour | None = None
    title: Colour = paper.INK
    bar: float = 0.0


LOOKS = {
    Urgency.NOTE: Look(None, 0.0, marks.information, paper.QUIET, ground=paper.NOTE_WASH),
    Urgency.PERSONAL: Look(
        paper.ACCENT, 0.9, marks.person, paper.ACCENT, ground=paper.WASH, bar=4.0
    ),
    Urgency.SAME_DAY: Look(paper.AMBER, 1.0, marks.phone, paper.AMBER, head=paper.AMBER_WASH),
    Urgency.EMERGENCY: Look(
        paper.INK,
        2.4,
        marks.warning,
        paper.WHITE,
        head=paper.INK,
        title=paper.WHITE,
    ),
}


def inner_width(width: float) -> float:
    """What a call-out of `width` leaves for its blocks."""
    return width - 2 * SIDE


class CallOutBox(Box):
    """Title, icon and blocks in a frame."""

    def __init__(self, urgency: Urgency, title: Text, body: Stack, scale: float = 1.0) -> None:
        self.element = Element("Sect")
        self.before = self.after = 11.0
        self._look = LOOKS[urgency]
        self._title = title
        self._body: Box = body
        self._continued = False
        self._icon, self._icon_room = ICON * scale, ICON_ROOM * scale

    def layout(self, width: float) -> None:
        self.width = width
        self._title.layout(width - 2 * SIDE - self._icon_room)
        self._body.layout(inner_width(width))
        self._measure()

    def split(self, room: float, page: float) -> Parts:
        if self.height <= page:
            return None
        around = self._around
        parts = self._body.split(room - around, page) or self._body.split(room - around, FORCED)
        if parts is not None:
            return self._with(self._title, parts[0]), self._going_on(parts[1])
        if page != FORCED or not self._title.count:
            return None
        if around <= room + FUZZ:
            return self._with(self._title, Stack(())), self._going_on(self._body)
        titles = self._title.split(room - 2 * HEAD, FORCED)
        if titles is None:
            return None
        return self._with(titles[0], Stack(())), self._with(titles[1], self._body)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        with pen.decoration():
            self._draw_frame(pen, x, top)
        if self._continued:
            with pen.decoration("Pagination"):
                self._draw_title(pen, x, top, element)
        else:
            self._draw_title(pen, x, top, element)
        self._body.draw(pen, x + SIDE, top - self._head_height - self._body_top, element)

    def _draw_title(self, pen: Pen, x: float, top: float, element: Element) -> None:
        self._title.draw(pen, x + SIDE + self._icon_room, top - HEAD, element)

    def _with(self, title: Text, body: Box) -> CallOutBox:
        part = copy(self)
        part._title, part._body = title, body
        part._measure()
        return part

    def _going_on(self, body: Box) -> CallOutBox:
        """What is on the next page; its title is there for the eye only."""
        title = self._title if self._title.count <= MOST_REPEATED else self._title.emptied()
        part = self._with(title, body)
        part._continued = True
        return part

    @property
    def _around(self) -> float:
        """The height of all but the body."""
        return self._head_height + BODY + self._body_top

    @property
    def _head_height(self) -> float:
        return self._title.height + 2 * HEAD

    @property
    def _body_top(self) -> float:
        return 0.0 if self._look.head is None else BODY

    def _measure(self) -> None:
        full = self._around + self._body.height
        self.height = full if self._body.height else self._head_height

    def _draw_frame(self, pen: Pen, x: float, top: float) -> None:
        look, canvas = self._look, pen.canvas
        bottom, left = top - self.height, pen.left(x, self.width)
        canvas.saveState()
        outline = canvas.beginPath()
        outline.roundRect(left, bottom, self.width, self.height, paper.RADIUS)
        canvas.clipPath(outline, stroke=0, fill=0)
        if look.ground != paper.WHITE:
            _fill(pen, left, bottom, self.width, self.height, look.ground)
        if look.head is not None:
            _fill(pen, left, top - self._head_height, self.width, self._head_height, look.head)
        if look.bar and look.border is not None:
            _fill(pen, pen.left(x, look.bar), bottom, look.bar, self.height, look.border)
        canvas.restoreState()
        if look.border is not None:
            canvas.setStrokeColorRGB(*look.border)
            canvas.setLineWidth(look.thickness)
            inset = look.thickness / 2
            width, height = self.width - look.thickness, self.height - look.thickness
            canvas.roundRect(left + inset, bottom + inset, width, height, paper.RADIUS - inset)
        if not self._title.count:
            return
        y = top - HEAD - self._title.leading / 2 - self._icon / 2
        pen.sign(look.icon, x + SIDE, y, self._icon, look.icon_colour)


def _fill(pen: Pen, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    pen.canvas.setFillColorRGB(*colour)
    pen.canvas.rect(x, y, width, height, stroke=0, fill=1)
