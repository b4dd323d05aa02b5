"""For how long a record has to be kept: what the clinic set, else what its country's rule says."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.clinic import ClinicSettings

LONGEST = 100
"""Years; more is a slip of the finger."""
RULES: dict[str, tuple[int, str]] = {
    "AT": (10, "Ärztegesetz 1998, § 51 (3)"),
    "DE": (10, "BGB, § 630f (3)"),
    "FR": (20, "Code de la santé publique, art. R. 1112-7"),
    "NL": (20, "Burgerlijk Wetboek, boek 7, art. 454 (3)"),
}
"""Country -> (years, where it is written). Read in November 2026, for the clinic to confirm.

Other periods may hold beside them, for children, for products from tissue, while a claim is open:
whoever answers for the records sets the period, and these only stand in for it until then.
"""


@dataclass(frozen=True, slots=True)
class Retention:
    """`years` after the last entry, 0 where nobody has said; `source` is empty where the clinic
    set them itself."""

    years: int
    source: str = ""


def retention(settings: ClinicSettings) -> Retention:
    """What holds for this clinic."""
    if settings.retention_years:
        return Retention(settings.retention_years)
    return Retention(*RULES.get(settings.jurisdiction, (0, "")))
