"""The clinic's page: one part at a time, chosen above."""

from __future__ import annotations

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
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead


class ClinicPage(QWidget):
    """Keeps its parts; the part in sight reads anew whenever it is shown."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._parts: dict[str, Part] = {
            "settings": SettingsPart(ctx),
            "texts": TextsPart(ctx),
            "products": ProductsPart(ctx),
            "rules": RulesPart(ctx),
            "seal": SealPart(ctx),
            "profile": ProfilePart(ctx),
        }
        names = {
            "settings": _("Letterhead and rules"),
            "texts": _("Texts"),
            "products": _("Products and lots"),
            "rules": _("Rules"),
            "seal": _("Seal"),
            "profile": _("Your profile"),
        }
        if ctx.acting.user.may(Capability.KEEP_CLINIC) and ctx.shift is not None:
            self._parts["people"] = PeoplePart(ctx)
            names["people"] = _("People")
        if ctx.acting.user.may(Capability.BACK_UP):
            self._parts["backups"] = BackupsPart(ctx)
            names["backups"] = _("Backups")
        if ctx.acting.user.may(Capability.READ_AUDIT):
            self._parts["trail"] = TrailPart(ctx)
            names["trail"] = _("Who did what")
            self._parts["erased"] = ErasedPart(ctx)
            names["erased"] = _("Erased records")
        self._choice = Segmented(with_keys(tuple(names.items())), name=_("Part of the clinic"))
        form = FormColumn(width=PAGE_WIDTH)
        form.add(PageHead(_("Clinic"), _("What is printed, and what holds for every patient.")))
        form.add(self._choice)
        form.column.setAlignment(self._choice, Qt.AlignmentFlag.AlignTop)  # else cut where it wraps
        for part in self._parts.values():
            line = QHBoxLayout()  # all parts begin at one edge, however wide they are
            line.addWidget(part, 1)
            line.addStretch()
            form.column.insertLayout(form.column.count() - 1, line, int(part.fills))
        ctx.theme.changed.connect(self._widen)
        self._widen()
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
        if part in self._parts:
            self._show(part)
            self._parts[part].setFocus()

    def _widen(self) -> None:
        for part in self._parts.values():
            part.setMaximumWidth(self._theme.px(part.widest))

    def _show(self, chosen: str | None) -> None:
        part = self._parts[chosen or "settings"]
        self._choice.set_value(chosen or "settings")
        for other in self._parts.values():
            other.setVisible(other is part)
        self._scroll.verticalScrollBar().setValue(0)
        part.enter()
