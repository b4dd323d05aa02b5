"""Pages look as they did when somebody last looked at them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.documents import golden


@pytest.mark.parametrize("name", golden.SHEETS)
def test_page_looks_as_it_should(name: str) -> None:
    with Image.open(golden.file(name)) as kept:
        wanted = kept.convert("L")
    now = golden.picture(name)
    assert now.size == wanted.size
    assert golden.worst(now, wanted) < golden.TOLERANCE


def test_line_that_moved_is_seen() -> None:
    page = golden.picture("aftercare")
    assert golden.worst(page, ImageChops.offset(page, 0, 2)) > golden.TOLERANCE
