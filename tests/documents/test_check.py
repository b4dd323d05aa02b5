"""What a file tells without the clinic."""

from __future__ import annotations

import hashlib
import io

from reportlab.pdfgen.canvas import Canvas

from consult_app.documents import check
from consult_app.documents.render import render
from tests.documents import sheets


def test_sha256_is_that_of_the_bytes() -> None:
    assert check.sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_fonts_embedded_tells_a_foreign_file_apart() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 100, "a font that is not brought along")
    canvas.save()
    assert not check.fonts_embedded(target.getvalue())
    assert check.fonts_embedded(render(sheets.aftercare()))
