"""In which of the five ways an outcome is shown."""

from __future__ import annotations

from consult_app.domain.rules import Outcome
from consult_app.ui.kit.tokens import Verdict

VERDICTS = {
    Outcome.CAUTION: Verdict.CAUTION,
    Outcome.ASK: Verdict.CAUTION,
    Outcome.DEFER: Verdict.DEFER,
    Outcome.SPECIALIST: Verdict.SPECIALIST,
    Outcome.DO_NOT_TREAT: Verdict.STOP,
}
