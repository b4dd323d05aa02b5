"""Photographs: with consent alone, without what the camera wrote, and refused in a sentence."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from consult_app.documents.photograph import cleaned
from consult_app.domain.consent import ConsentMove
from consult_app.domain.conversation import Reply
from consult_app.domain.photographs import LARGEST, LONGEST_SIDE, STATEMENT, Moment
from consult_app.services import consents, photographs
from tests.everything import refused_unchanged
from tests.services.refusing import refused
from tests.services.walk import KNOWN, SCRAWL, Walk


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **more)
    return made.getvalue()


def with_gps(kind: str = "JPEG") -> bytes:
    """A picture whose file says where, when and with which camera it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Camera of Nobody"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (38.0, 25.0, 12.0)
    return picture(kind=kind, exif=exif, comment=b"taken at home")


def heic(brand: bytes = b"heic") -> bytes:
    """The beginning of a picture as phones take it."""
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0mif1" + brand + b"\0" * 64


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 400 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_nothing_but_pixels_is_kept_and_the_picture_stands_upright(kind: str) -> None:
    taken = with_gps(kind)
    assert b"Nobody" in taken
    data, width, height = cleaned(taken)
    assert (width, height) == (40, 60)
    kept = Image.open(io.BytesIO(data))
    assert kept.format == "JPEG"
    assert not kept.getexif()
    assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & set(kept.info)
    assert b"Nobody" not in data
    assert b"home" not in data


def test_large_picture_is_made_as_small_as_it_may_be() -> None:
    _data, width, height = cleaned(picture((4_800, 1_200), "PNG"))
    assert (width, height) == (LONGEST_SIDE, 600)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "BMP"])
def test_each_usual_format_is_read(kind: str) -> None:
    assert cleaned(picture(kind=kind))[1:] == (60, 40)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photograph.empty"),
        (b"%PDF-1.7", "photograph.unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 50, "photograph.unreadable"),
        (picture()[:200], "photograph.unreadable"),
        (bomb(), "photograph.too-many-pixels"),
        (b"\xff\xd8\xff" * 34_000_000, "photograph.too-large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photograph.unreadable"),
        (heic(), "photograph.heic"),
        (heic(b"mif1"), "photograph.heic"),
        (heic(b"isom"), "photograph.unreadable"),
    ],
    ids=[
        *("nothing", "a PDF", "no picture", "cut off", "a bomb", "100 MB", "a drawing"),
        *("a phone's", "another phone's", "a film"),
    ],
)
def test_what_is_no_photograph_is_refused(data: bytes, code: str) -> None:
    with refused(code):
        cleaned(data)


def test_photograph_is_kept_in_the_records_with_a_consent_that_allows_it(walk: Walk) -> None:
    id_ = walk.given()[0].consultation_id
    kept = photographs.keep(walk.acting, id_, 1, Moment.BEFORE, with_gps())
    assert photographs.of(walk.acting, id_) == (kept,)
    assert Image.open(io.BytesIO(photographs.content(walk.acting, kept.id))).size == (40, 60)
    with refused("photograph.already-there"):
        photographs.keep(walk.acting, id_, 1, Moment.AFTER, with_gps())


def test_patient_who_said_no_to_photographs_is_in_none(walk: Walk) -> None:
    opened = walk.opened()
    replies = dict(opened.conversation.replies) | {STATEMENT: Reply.NO}
    said = consents.say(
        walk.acting, opened, replace(opened.conversation, replies=tuple(replies.items()))
    )
    consent = consents.sign_patient(walk.acting, said, "Elif Demir", SCRAWL)
    walk.confirm(consent)
    consents.sign_physician(walk.acting, consent, SCRAWL, KNOWN)
    words = refused_unchanged(
        walk.acting,
        lambda: photographs.keep(walk.acting, consent.consultation_id, 1, Moment.AFTER, picture()),
    )
    assert "agreed to photographs" in words


def test_withdrawn_consent_allows_no_further_photograph(walk: Walk) -> None:
    consent, _record = walk.given()
    consents.step_back(walk.acting, consent, ConsentMove.WITHDRAW, "Changed my mind")
    with refused("photograph.no-consent"):
        photographs.keep(walk.acting, consent.consultation_id, 1, Moment.AFTER, picture())


def test_file_is_read_no_further_than_it_may_be_large(walk: Walk, tmp_path: Path) -> None:
    id_ = walk.given()[0].consultation_id
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(LARGEST + 2)
    with refused("photograph.too-large"):
        photographs.keep_file(walk.acting, id_, 1, Moment.AFTER, large)
    with refused("file.unreadable"):
        photographs.keep_file(walk.acting, id_, 1, Moment.AFTER, tmp_path / "none.jpg")
    phone = tmp_path / "phone.heic"
    phone.write_bytes(heic())
    words = refused_unchanged(
        walk.acting, lambda: photographs.keep_file(walk.acting, id_, 1, Moment.AFTER, phone)
    )
    assert "share it from the phone as JPEG" in words
    good = tmp_path / "good.jpg"
    good.write_bytes(picture())
    assert photographs.keep_file(walk.acting, id_, 1, Moment.AFTER, good).width == 60
