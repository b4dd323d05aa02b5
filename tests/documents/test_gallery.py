"""The gallery in docs/ shows every template."""

from __future__ import annotations

import pytest
from PIL import Image

from consult_app import paths
from tests.documents import products

DOCS = paths.resources().parent / "docs"
MOST = 150_000
"""Bytes of a picture: the gallery is for a glance."""


@pytest.mark.parametrize("name", products.names())
def test_each_paper_has_its_small_picture(name: str) -> None:
    file = DOCS / "gallery" / f"{name}.png"
    assert f"gallery/{name}.png" in (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert file.stat().st_size < MOST
    with Image.open(file) as picture:
        assert picture.width > picture.height  # one page beside the other
