"""What a file is, by its bytes; and the name that is kept of it."""

from __future__ import annotations

import pytest

from consult_app.domain.attachments import LARGEST, TITLE_LIMIT, content_type, title
from consult_app.errors import Refused


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"II*\x00\x08", "image/tiff"),
        (b"MM\x00*\x00", "image/tiff"),
        (b"%PDF-" + bytes(LARGEST - 5), "application/pdf"),
    ],
)
def test_content_type_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert content_type(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-" + bytes(LARGEST - 4), "too-large"),
        (b"MZ\x90\x00", "wrong-kind"),
        (b"<html><script>", "wrong-kind"),
        (b"PK\x03\x04 report.pdf", "wrong-kind"),
        (bytes(1020) + b"%PDF-1.7", "wrong-kind"),
        (b"\x89PN", "wrong-kind"),
    ],
)
def test_content_type_of_anything_else_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=rf"attachment\.{code}$"):
        content_type(data)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("blood count.pdf", "blood count.pdf"),
        ("sonuç\u202efdp.exe", "sonuçfdp.exe"),
        ("a\nb.pdf", "a b.pdf"),
        ("x" * 300 + ".pdf", "x" * (TITLE_LIMIT - 5) + "….pdf"),
        ("x" * 300, "x" * (TITLE_LIMIT - 1) + "…"),
        ("", ""),
    ],
)
def test_title_shows_what_the_name_really_says(name: str, kept: str) -> None:
    assert title(name) == kept
