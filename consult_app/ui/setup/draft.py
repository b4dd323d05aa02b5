"""What has been typed so far at the first start: in memory alone until all of it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Role, User

NOBODY = User(0, "", "", frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR}))
"""A physician alone in a clinic is both; whoever is not takes a role away."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The clinic, its first user and their password, as typed; nothing of it is checked."""

    clinic: ClinicSettings = field(default_factory=ClinicSettings)
    user: User = NOBODY
    password: str = field(default="", repr=False)
