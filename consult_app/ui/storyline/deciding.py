"""The acts of deciding: an evaluation recorded at its finding, a reason, the decision."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from consult_app.domain.evaluation import Opinion
from consult_app.i18n import _
from consult_app.services.finding_words import opinion_words
from consult_app.ui.hands import Hands

Words = Mapping[str, str]


def record_evaluation(hands: Hands, finding: str, script: Words) -> None:
    """Type what a specialist found: `evaluator`, `specialty`, `opinion`, and perhaps `note`."""
    if not hands.sees(_("Specialist's name"), finding):
        hands.click(_("Record evaluation"), finding)
    hands.fill(_("Specialist's name"), script["evaluator"])
    hands.fill(_("Specialty"), script["specialty"])
    hands.answer(_("Opinion"), opinion_words(Opinion(script["opinion"])))
    if "until" in script:
        hands.fill(_("Suitable again from"), script["until"])
    if "note" in script:
        hands.fill(_("Note on the evaluation"), script["note"])
    hands.click(_("Save the evaluation"))


def decide(hands: Hands, choice: str, reason: str = "", until: str = "") -> None:
    """Choose in the words of the page; a reason and a day where they are asked for."""
    hands.answer(_("What do you decide?"), choice)
    if until:
        hands.fill(_("Deferred until"), until)
    if reason:
        hands.fill(_("Reason for the decision"), reason)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.find(_("Reopen"))
