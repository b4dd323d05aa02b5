"""The tables, by family. A family can be imported alone; `Base`, asked for here, knows them all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consult_app.storage.models.base import Base

FAMILIES = (
    "aftermath",
    "bulk",
    "chain",
    "clinic",
    "consents",
    "consultations",
    "deaths",
    "documents",
    "incoming",
    "lives",
    "patient_view",
    "patients",
    "recalls",
    "scans",
    "seals",
    "wordings",
)

__all__ = ["FAMILIES", "Base"]


def __getattr__(name: str) -> Any:
    """`Base`, once it has every table. Few need that, and the start of the program is none of them:
    making sixty tables takes a twentieth of a second.
    """
    if name != "Base":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for family in FAMILIES:
        import_module(f"{__name__}.{family}")
    return import_module(f"{__name__}.base").Base
