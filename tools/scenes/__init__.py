"""What is walked through for the pictures: each area is one sitting at the window.

Everyone in it is made up; what is typed comes from the shipped pack's demonstration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tools.scenes.common import Sit
from tools.scenes.consent import consent
from tools.scenes.consultation import consultation, decided
from tools.scenes.desk import desk
from tools.scenes.first import first
from tools.scenes.lives import lives, taken_out, told_of
from tools.scenes.papers import papers
from tools.scenes.seals import seal
from tools.scenes.treatment import treatment
from tools.scenes.wording import wording

AREAS: Mapping[str, Callable[[Sit, Path, Path], None]] = {
    "first": first,
    "desk": desk,
    "papers": papers,
    "lives": lives,
    "taken-out": taken_out,
    "told-of": told_of,
    "consultation": consultation,
    "decided": decided,
    "consent": consent,
    "treatment": treatment,
    "seal": seal,
    "wording": wording,
}
