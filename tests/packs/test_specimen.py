"""A template shown whole: no branch is missing, nothing of its language is left."""

from __future__ import annotations

import re

import pytest

from consult_app.packs.specimen import specimen
from consult_app.packs.templates import Template, read_pieces
from consult_app.services import shelf
from tests.pseudo import strings

_FILLED = re.compile(r"\bAnna\b|[.:|]|\*+")
"""Where words end that stand in the template as they are: at a value, a stop, a change of kind."""
TEMPLATES = list(shelf.shipped().templates.values())


@pytest.mark.parametrize("template", TEMPLATES, ids=[f"{t.id}-{t.language}" for t in TEMPLATES])
def test_every_piece_of_a_template_stands_in_its_specimen(template: Template) -> None:
    told = " ".join(" ".join(strings(specimen(template))).split())
    assert "{%" not in told
    assert "{{" not in told
    assert not re.search(r"\{(?:[FRG]\d*|against|cite)\b", told), "a mark is no wording"
    for piece in read_pieces(template):
        longest = max(_FILLED.split(piece.text), key=len).strip()
        assert longest in told
