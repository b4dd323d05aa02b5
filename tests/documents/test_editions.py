"""The large-print edition: nothing that a patient reads is small, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import page as page_validation
import pytest

from consult_app.documents import paper
from consult_app.documents.pages import page_count
from consult_app.documents.render import render
from consult_app.domain.blocks import Sheet
from consult_app.errors import Refused
from tests.documents import arabic, marked, reading, sheets

LARGE = 18.0
FURNITURE = 12.0

SAMPLES = {
    "aftercare": sheets.aftercare(edition="large"),
    "consent": sheets.consent(edition="large", paper="Letter"),
    "arabic": arabic.consent(edition="large"),
    "findings": sheets.findings(12, edition="large"),
}


def _sizes(pdf: bytes) -> tuple[set[float], set[float]]:
    """Sizes of the type in content, and in what stands around it."""
    content: set[float] = set()
    around: set[float] = set()
    with reading.opened(pdf) as document:
        for page in document.pages:
            kinds: list[str] = []
            for name, operands in reading.instructions(page):
                if name in {"BDC", "BMC"}:
                    kinds.append(str(operands[0]))
                elif name == "EMC":
                    kinds.pop()
                elif name == "Tf" and kinds:
                    size = round(float(operands[1]), 2)
                    (around if {"/Artifact", "/Figure"} & {*kinds} else content).add(size)
    return content, around


@pytest.mark.parametrize("name", SAMPLES)
def test_large_print_is_large(name: str) -> None:
    content, around = _sizes(render(SAMPLES[name]))
    assert min(content) >= LARGE
    assert min(around) >= FURNITURE


@pytest.mark.parametrize("name", SAMPLES)
def test_large_print_says_the_same(name: str) -> None:
    sheet = SAMPLES[name]
    large, ordinary = render(sheet), render(_ordinary(sheet))
    assert marked.whole(large) == marked.whole(ordinary)
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(large, profile=profile).is_compliant
    wide = paper.SIZES[sheet.paper][0]
    for index in range(page_count(large)):
        assert all(g.left > 44 and g.right < wide - 44 for g in reading.glyphs(large, index))


def _ordinary(sheet: Sheet) -> Sheet:
    return replace(sheet, edition="standard")


def test_unknown_edition_is_refused() -> None:
    with pytest.raises(Refused, match=r"document\.unknown-edition"):
        render(sheets.aftercare(edition="tiny"))
