"""The clinic's page: one part at a time, chosen from the list at its side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import FormColumn, ScrollArea, SideList, tokens, with_keys
from consult_app.ui.pages.clinic.backups import BackupsPart
from consult_app.ui.pages.clinic.erased import ErasedPart
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.people import PeoplePart
from consult_app.ui.pages.clinic.products import ProductsPart, attention
from consult_app.ui.pages.clinic.profile import ProfilePart
from consult_app.ui.pages.clinic.rules import RulesPart
from consult_app.ui.pages.clinic.seal import SealPart
from consult_app.ui.pages.clinic.settings import SettingsPart
from consult_app.ui.pages.clinic.status import StatusPart, overdue_words
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.clinic.trail import TrailPart
from consult_app.ui.pages.clinic.wording import WordingPart
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead
from consult_app.ui.work import Lane

_LIST = 204
_BESIDE = 760
"""Pixels at 100 % below which the list lies above the part, in columns."""
_COLUMNS = 3
_ENDLESS = (1 << 24) - 1
"""Qt's word for no limit."""


class ClinicPage(QWidget):
    """Makes a part when it is first shown and keeps it; the one in sight reads anew each time."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._offered = _offered(ctx)
        self._parts: dict[str, Part] = {}
        names = tuple((place, name) for place, (name, _make) in self._offered.items())
        self._choice = SideList(with_keys(names), name=_("Part of the clinic"))
        self._choice.setContentsMargins(tokens.L, tokens.XXL, tokens.S, tokens.L)
        self._form = form = FormColumn(width=PAGE_WIDTH)
        form.add(PageHead(_("Clinic"), _("What is printed, and what holds for every patient.")))
        ctx.theme.changed.connect(self._widen)
        ctx.go.records_changed.connect(self._look)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._scroll = ScrollArea(form)
        self._list = ScrollArea(self._choice)
        self._whole.addWidget(self._list)
        self._whole.addWidget(self._scroll, 1)
        self._choice.set_value("settings")
        self._choice.chosen.connect(self._show)
        ctx.go.records_changed.connect(self._look_around)

    def enter(self) -> None:
        """The keyboard is on the choice of parts; the part reads anew."""
        self._choice.setFocus()
        self._show(self._choice.value)
        self._look_around()
        self._look()

    def _look(self) -> None:
        """Mark what waits: a note on the law that is to be looked up again."""
        if not self.isVisible():
            return
        job = partial(overdue_words, self._ctx)
        marked = partial(self._choice.set_attention, "status")
        self._ctx.work.run(Lane.READ, self, job, marked, lambda _refused: None)

    def _look_around(self) -> None:
        """Mark the part where something waits, before it is opened."""
        tell = partial(self._choice.set_attention, "products")
        job = partial(attention, self._ctx)
        self._ctx.work.run(Lane.READ, self, job, tell, lambda _refused: tell(""))

    def open(self, part: str) -> None:
        """Show this part, where the role includes it."""
        if part in self._offered:
            self._show(part)
            self._parts[part].setFocus()

    def _make(self, place: str) -> Part:
        try:
            part = self._offered[place][1](self._ctx)
        except Refused as refused:  # the pack that comes with the program has a fault
            part = _Fault(self._ctx, refused)
        self._parts[place] = part
        line = QHBoxLayout()  # all parts begin at one edge, however wide they are
        line.addWidget(part, 1)
        line.addStretch()
        self._form.column.insertLayout(self._form.column.count() - 1, line, int(part.fills))
        self._widen()
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()

    def _place_list(self) -> None:
        """At the side where there is room; above, in columns, where type is large."""
        px = self._ctx.theme.px
        beside = self.width() >= px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(way)
        self._choice.set_columns(1 if beside else _COLUMNS)
        self._list.setMinimumWidth(px(_LIST) + tokens.XL if beside else 0)
        self._list.setMaximumWidth(px(_LIST) + tokens.XL if beside else _ENDLESS)
        high = self._choice.heightForWidth(max(self.width(), 1))
        self._list.setMaximumHeight(_ENDLESS if beside else high)
        self._list.setMinimumHeight(0 if beside else min(high, self.height() // 2))

    def _widen(self) -> None:
        for part in self._parts.values():
            part.setMaximumWidth(self._ctx.theme.px(part.widest))
        self._place_list()

    def _show(self, chosen: str | None) -> None:
        place = chosen or "settings"
        part = self._parts.get(place)
        if part is None or isinstance(part, _Fault):
            if part is not None:
                part.hide()
                part.deleteLater()
            part = self._make(place)
        self._choice.set_value(place)
        for other in self._parts.values():
            other.setVisible(other is part)
        self._scroll.verticalScrollBar().setValue(0)
        part.enter()


class _Fault(Part):
    """In place of a part that cannot be shown: why not. The part is tried anew the next time."""

    def __init__(self, ctx: Context, refused: Refused) -> None:
        super().__init__(ctx)
        self._column.addWidget(self._error)
        self._column.addStretch()
        self.say_refused(refused)


def _offered(ctx: Context) -> dict[str, tuple[str, Callable[[Context], Part]]]:
    """The parts that the role includes, in order: what each is called, and what makes it."""
    user = ctx.acting.user
    offered: dict[str, tuple[str, Callable[[Context], Part]]] = {
        "settings": (_("Letterhead and rules"), SettingsPart),
        "texts": (_("Texts"), TextsPart),
        "wording": (_("Wording"), WordingPart),
        "status": (_("Legal status"), StatusPart),
        "products": (_("Products and lots"), ProductsPart),
        "rules": (_("Rules"), RulesPart),
        "seal": (_("Seal"), SealPart),
        "profile": (_("Your profile"), ProfilePart),
    }
    if user.may(Capability.KEEP_CLINIC) and ctx.shift is not None:
        offered["people"] = (_("People"), PeoplePart)
    if user.may(Capability.BACK_UP):
        offered["backups"] = (_("Backups"), BackupsPart)
    if user.may(Capability.READ_AUDIT):
        offered["trail"] = (_("Who did what"), TrailPart)
        offered["erased"] = (_("Erased records"), ErasedPart)
    return offered
