"""Which capability a use case needs: declared above it, and checked before anything it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from consult_app.domain.people import Capability
from consult_app.services.acting import Acting

P = ParamSpec("P")
R = TypeVar("R")

_DECLARED = "needed_capability"


def needs(
    capability: Capability,
) -> Callable[[Callable[Concatenate[Acting, P], R]], Callable[Concatenate[Acting, P], R]]:
    """Declare a use case: `@needs(Capability.TREAT)`.

    Without the capability it raises `Refused("role.not-permitted")` before it looks at anything.
    Within a use case `acting.read()` and `acting.write()` then open the records unasked.
    """

    def declare(
        use_case: Callable[Concatenate[Acting, P], R],
    ) -> Callable[Concatenate[Acting, P], R]:
        @wraps(use_case)
        def checked(acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> R:
            acting.user.require(capability)
            return use_case(acting, *args, **kwargs)

        checked.__dict__[_DECLARED] = capability
        return checked

    return declare


def needed(use_case: object) -> Capability | None:
    """What a function declares; None where it declares nothing."""
    declared = getattr(use_case, _DECLARED, None)
    return declared if isinstance(declared, Capability) else None
