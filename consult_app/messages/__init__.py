"""The words of every refusal: what is wrong and what to do, one sentence a code, by what it is of.

A code's first part is the room or the thing it speaks of; its sentence stands in the module of that
thing, beside its like.
"""

from __future__ import annotations

from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.messages import clinical, lives, packs, papers, people, records, scans

SENTENCES: dict[str, str] = (
    people.SENTENCES
    | clinical.SENTENCES
    | papers.SENTENCES
    | scans.SENTENCES
    | packs.SENTENCES
    | records.SENTENCES
    | lives.SENTENCES
)


def sentence(error: Refused) -> str:
    """What happened and what to do, in the language in use; raises KeyError for an unknown code."""
    return _(SENTENCES[error.code]).format(**error.params)


def of_code(code: str) -> str:
    """What a code that was kept in the records says; of a newer version's, the code itself."""
    words = SENTENCES.get(code, code)
    return _(words) if "{" not in words else code
