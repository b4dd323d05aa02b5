"""Every use case with the capability it declares: the table that a command prints."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from consult_app import services
from consult_app.domain.people import MAY, Capability, Role
from consult_app.services.permission import needed


@dataclass(frozen=True, slots=True)
class UseCase:
    """One function of this room that a role may call or not; `name` is `module.function`."""

    name: str
    capability: Capability
    function: Callable[..., object]

    def allows(self, role: Role) -> bool:
        """Whether this role alone is enough."""
        return self.capability in MAY[role]


def use_cases() -> tuple[UseCase, ...]:
    """All of them, by name; found where they are declared, so that none can be left out."""
    found = []
    for place in pkgutil.iter_modules(services.__path__):
        module = import_module(f"{services.__name__}.{place.name}")
        for name, value in vars(module).items():
            capability = needed(value)
            if capability is not None and value.__module__ == module.__name__:
                found.append(UseCase(f"{place.name}.{name}", capability, value))
    return tuple(sorted(found, key=lambda case: case.name))
