"""The clinic's page: one part at a time, chosen above."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import FormColumn, ScrollArea, Segmented, with_keys
from consult_app.ui.pages.clinic.backups import BackupsPart
from consult_app.ui.pages.clinic.erased import ErasedPart
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.people import PeoplePart
from consult_app.ui.pages.clinic.products import ProductsPart
from consult_app.ui.pages.clinic.profile import ProfilePart
from consult_app.ui.pages.clinic.rules import RulesPart
from consult_app.ui.pages.clinic.seal import SealPart
from consult_app.ui.pages.clinic.settings import SettingsPart
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.clinic.trail import TrailPart
from consult_app.ui.pages.clinic.wording import WordingPart
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead


class ClinicPage(QWidget):
    """Makes a part when it is first shown and keeps it; the one in sight reads anew each time."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._offered = _offered(ctx)
        self._parts: dict[str, Part] = {}
        names = tuple((place, name) for place, (name, _make) in self._offered.items())
        self._choice = Segmented(with_keys(names), name=_("Part of the clinic"))
        self._form = form = FormColumn(width=PAGE_WIDTH)
        form.add(PageHead(_("Clinic"), _("What is printed, and what holds for every patient.")))
        form.add(self._choice)
        form.column.setAlignment(self._choice, Qt.AlignmentFlag.AlignTop)  # else cut where it wraps
        ctx.theme.changed.connect(self._widen)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(form)
        whole.addWidget(self._scroll)
        self._choice.set_value("settings")
        self._choice.chosen.connect(self._show)

    def enter(self) -> None:
        """The keyboard is on the choice of parts; the part reads anew."""
        self._choice.setFocus()
        self._show(self._choice.value)

    def open(self, part: str) -> None:
        """Show this part, where the role includes it."""
        if part in self._offered:
            self._show(part)
            self._parts[part].setFocus()

    def _make(self, place: str) -> Part:
        part = self._parts[place] = self._offered[place][1](self._ctx)
        line = QHBoxLayout()  # all parts begin at one edge, however wide they are
        line.addWidget(part, 1)
        line.addStretch()
        self._form.column.insertLayout(self._form.column.count() - 1, line, int(part.fills))
        self._widen()
        return part

    def _widen(self) -> None:
        for part in self._parts.values():
            part.setMaximumWidth(self._ctx.theme.px(part.widest))

    def _show(self, chosen: str | None) -> None:
        place = chosen or "settings"
        part = self._parts.get(place) or self._make(place)
        self._choice.set_value(place)
        for other in self._parts.values():
            other.setVisible(other is part)
        self._scroll.verticalScrollBar().setValue(0)
        part.enter()


def _offered(ctx: Context) -> dict[str, tuple[str, Callable[[Context], Part]]]:
    """The parts that the role includes, in order: what each is called, and what makes it."""
    user = ctx.acting.user
    offered: dict[str, tuple[str, Callable[[Context], Part]]] = {
        "settings": (_("Letterhead and rules"), SettingsPart),
        "texts": (_("Texts"), TextsPart),
        "wording": (_("Wording"), WordingPart),
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
