"""The SQL of one guard: a trigger that refuses a statement where a condition holds."""

# ruff: noqa: S608 - every name here comes from the models, none from a person
from __future__ import annotations

from collections.abc import Iterable


def refusing(table: str, action: str, when: str, why: str = "refused") -> tuple[str, str]:
    """Name and SQL of the trigger; without `when` it refuses always."""
    name = f"{table}_{action.lower()}_{why}"
    condition = f" WHEN {when}" if when else ""
    return name, (
        f'CREATE TRIGGER "{name}" BEFORE {action} ON "{table}"{condition}'
        f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def not_in(parent: str, states: Iterable[str]) -> str:
    """That the new row's parent stands in none of `states`."""
    state = f'(SELECT state FROM "{parent}" WHERE id = NEW.{parent}_id)'
    return f"coalesce({state}, '') NOT IN ({listed(states)})"


def listed(values: Iterable[str]) -> str:
    """The values as the list behind IN."""
    return ", ".join(f"'{v!s}'" for v in sorted(str(v) for v in values))
