"""The clinic's own settings: letterhead, numbers to call, periods it sets."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

from consult_app.domain.backup_plan import BackupPlan


class DateOrder(StrEnum):
    """How the clinic writes a date in figures."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


class Paper(StrEnum):
    """What lies in the printer."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class RuleOff:
    """A rule that a physician has switched off for the clinic; `at` in ISO 8601."""

    rule_id: str
    reason: str
    by: int
    at: str


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """One clinic. Empty numbers mean that no aftercare sheet can be made.

    `reflection_hours`: from information to the earliest consent; `consent_days`: how long a
    consent holds; `both_guardians`: whether two sign for a minor; `own_evaluation`: whether the
    treating physician may be the specialist;
    `language`: of most patients; `languages`: that the clinic works in, empty for all there are;
    `approvals`: (pack hash, language, physician's id, when) for each text a physician has approved;
    `costs`: what a treatment costs, as patients are told it; empty: they are told to ask;
    `lock_minutes`: without a key or a click until the window locks;
    `rules_off`: the general-practice rules that a physician has switched off;
    `retention_years`: how long a record is kept after its last entry, 0 where nobody has said;
    `report_days`: so long after it was opened an unreported adverse event is reminded of, 0: never;
    `backups`: when a backup is made by itself, where, and how many are kept.
    """

    name: str = ""
    address: str = ""
    jurisdiction: str = ""
    phone_day: str = ""
    phone_night: str = ""
    emergency: str = ""
    logo: bytes = b""
    language: str = "en"
    languages: tuple[str, ...] = ()
    date_order: DateOrder = DateOrder.DAY_FIRST
    decimal_comma: bool = False
    paper: Paper = Paper.A4
    reflection_hours: int = 24
    consent_days: int = 180
    own_evaluation: bool = False
    both_guardians: bool = False
    demonstration: bool = False
    approvals: tuple[tuple[str, str, int, str], ...] = ()
    rules_off: tuple[RuleOff, ...] = ()
    lock_minutes: int = 5
    backups: BackupPlan = field(default_factory=BackupPlan)
    costs: str = ""
    retention_years: int = 0
    report_days: int = 0

    def missing_for_aftercare(self) -> tuple[str, ...]:
        """The names of the fields without which no aftercare sheet is made."""
        return tuple(
            f.name
            for f in fields(self)
            if f.name in {"name", "phone_day", "phone_night", "emergency"}
            and not str(getattr(self, f.name)).strip()
        )

    def works_in(self, spoken: tuple[str, ...]) -> tuple[str, ...]:
        """Of the languages that a pack speaks, those of this clinic; its first for none said."""
        return tuple(code for code in spoken if code in self.languages) or spoken[:1]

    @property
    def off(self) -> frozenset[str]:
        """The ids of the rules that are switched off."""
        return frozenset(one.rule_id for one in self.rules_off)

    def approved(self, pack_hash: str, language: str) -> bool:
        """Whether a physician has approved this pack's words in this language."""
        return any(a[:2] == (pack_hash, language) for a in self.approvals)

    def approval(self, language: str) -> tuple[str, str, int, str] | None:
        """The newest approval in a language; None where nobody has approved anything."""
        return next((a for a in reversed(self.approvals) if a[1] == language), None)
