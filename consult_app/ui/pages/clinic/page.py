"""The clinic's page: one part at a time, chosen above."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import FormColumn, ScrollArea, Segmented, with_keys
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.products import ProductsPart
from consult_app.ui.pages.clinic.profile import ProfilePart
from consult_app.ui.pages.clinic.settings import SettingsPart
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.head import PageHead


class ClinicPage(QWidget):
    """Keeps its parts; the part in sight reads anew whenever it is shown."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._parts: dict[str, Part] = {
            "settings": SettingsPart(ctx),
            "texts": TextsPart(ctx),
            "products": ProductsPart(ctx),
            "profile": ProfilePart(ctx),
        }
        self._choice = Segmented(
            with_keys(
                (
                    ("settings", _("Letterhead and rules")),
                    ("texts", _("Texts")),
                    ("products", _("Products and lots")),
                    ("profile", _("Your profile")),
                )
            ),
            name=_("Part of the clinic"),
        )
        form = FormColumn()
        form.add(PageHead(_("Clinic"), _("What is printed, and what holds for every patient.")))
        form.add(self._choice)
        for part in self._parts.values():
            form.add(part)
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

    def _show(self, chosen: str | None) -> None:
        part = self._parts[chosen or "settings"]
        self._choice.set_value(chosen or "settings")
        for other in self._parts.values():
            other.setVisible(other is part)
        self._scroll.verticalScrollBar().setValue(0)
        part.enter()
