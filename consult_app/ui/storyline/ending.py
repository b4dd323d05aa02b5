"""The acts at the end: the treatment, the sheets, closing, and every paper saved as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Qt

from consult_app.i18n import _
from consult_app.ui.hands import Hands

Words = Mapping[str, str]
CTRL = Qt.KeyboardModifier.ControlModifier


def record_treatment(hands: Hands, script: Words, lot: str, sterile: str) -> None:
    """One session without a change and without a reaction; `sterile`: the pack's question."""
    hands.answer(_("Has anything changed since the decision?"), _("Nothing"))
    hands.answer(_("Lot"), lot)
    hands.fill(_("Dose given"), script["dose"])
    hands.answer(sterile, _("Yes"))
    hands.answer(_("Any reaction right away?"), _("None"))
    for time in (_("Began at"), _("Ended at")):
        hands.focus(time)
        hands.press(Qt.Key.Key_Return)


def make_papers(hands: Hands) -> None:
    """The aftercare sheet and the summary."""
    hands.click(_("Make the aftercare sheet"))
    hands.click(_("Make the assessment summary"))
    hands.find(_("Close the consultation"))


def save_paper(hands: Hands, folder: Path) -> Path:
    """Save the document that is shown into `folder` under the name that is offered."""
    hands.press(Qt.Key.Key_S, CTRL)
    field = hands.find(_("Save the copy as"))
    target = folder / Path(field.property("text")).name
    target.unlink(missing_ok=True)
    hands.fill(_("Save the copy as"), str(target))
    hands.press(Qt.Key.Key_Return)
    hands.find(_("Saved as {path}").format(path=target))
    return target


def papers_on_screen(hands: Hands) -> Iterator[str]:
    """The names of the buttons that show a document of the patient who is shown."""
    begin = _("Show document {number}").format(number="")
    yield from (name for name in hands.reading().split(" | ") if name.startswith(begin))
