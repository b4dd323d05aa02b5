"""The words of every refusal: what is wrong and what to do, one sentence a code."""

from __future__ import annotations

from consult_app.errors import Refused
from consult_app.i18n import _, mark

SENTENCES: dict[str, str] = {
    # The code's first part is the room or the thing it speaks of; keep each group together.
    # machine
    "machine.incomplete": mark("This machine is not ready yet: follow the lines above."),
}


def sentence(error: Refused) -> str:
    """What happened and what to do, in the language in use; raises KeyError for an unknown code."""
    return _(SENTENCES[error.code]).format(**error.params)
