"""Whether a patient lives: asked before anything new begins, and said in words."""

from __future__ import annotations

from consult_app.errors import Refused
from consult_app.forms.model import PartialDate
from consult_app.i18n import _
from consult_app.services.wording import partial_words
from consult_app.storage import patients as patient_rows
from consult_app.storage.store import Tx


def require_alive(tx: Tx, patient_id: int) -> None:
    """Raise `Refused("patient.died")`: nothing new begins with somebody who has died."""
    if patient_rows.get(tx, patient_id).died is not None:
        raise Refused("patient.died")


def died_words(day: str, language: str) -> str:
    """`Died on 3 May 2026`, as far as the day is known."""
    if not day:
        return _("Has died, the day is not known")
    words = partial_words(PartialDate(day), language)
    return (_("Died on {day}") if len(day.split("-")) > 2 else _("Died in {day}")).format(day=words)
