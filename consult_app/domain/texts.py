"""How long the free texts of a record may be: what no sheet of paper holds is not stored."""

from __future__ import annotations

from consult_app.errors import Refused

LINE = 500
"""Characters of what is said on one line: a name, a dose, a reason."""
NOTE = 5_000
"""Characters of what is told in full: a note, a rationale, an address and its directions."""


def bounded(limit: int, *texts: str) -> None:
    """Raise `Refused("text.too-long")` where one of `texts` is longer than `limit` characters."""
    if any(len(text) > limit for text in texts):
        raise Refused("text.too-long", limit=limit)
