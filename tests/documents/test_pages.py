"""Pages as pixels and text, whoever asks from whichever thread."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from consult_app.documents.content import printed_text
from consult_app.documents.pages import page_count, page_image, page_text, page_words
from consult_app.documents.render import render
from consult_app.domain.blocks import Paragraph, Run, Sheet
from consult_app.errors import Refused
from tests.documents import arabic, sheets


@pytest.fixture(scope="module")
def consent() -> bytes:
    return render(sheets.consent())


def test_page_image_has_the_size_of_the_paper_and_ink(consent: bytes) -> None:
    image = page_image(consent, 0, dpi=72)
    assert (image.width, image.height) == (596, 842)
    assert image.stride >= image.width * 4
    assert len(image.data) == image.stride * image.height
    assert image.data[:3] == b"\xff\xff\xff"
    assert min(image.data[0::4]) < 60


def test_page_image_from_many_threads_is_the_same(consent: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: page_image(consent, 1, dpi=50).data, range(12)))
    assert len(made) == 1


def test_page_text_and_count_read_the_sheet(consent: bytes) -> None:
    assert page_count(consent) == 2
    assert "Consent to your treatment" in page_text(consent, 0)


@pytest.mark.parametrize("data", [b"", b"no pdf at all", b"%PDF-1.7\n%%EOF"])
def test_pages_of_something_else_are_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"document\.unreadable"):
        page_count(data)


def test_words_stand_where_they_are_drawn_and_end_their_lines() -> None:
    pdf = render(sheets.aftercare())
    words = page_words(pdf)
    assert len(words) == page_count(pdf)
    first = [word.text for word in words[0]]
    assert " ".join(first[:2]) == "Klinik Örnek"
    whole = "".join(first)
    assert all(letter in whole for letter in page_text(pdf, 0) if not letter.isspace())
    assert all(0 <= w.left < w.right <= 596 and 0 <= w.top < w.bottom <= 842 for w in words[0])
    assert any(word.ends for word in words[0])


def _phrases(sheet: Sheet) -> list[str]:
    """Words that stand behind each other in the sheet, three by three."""
    found = []
    for text in printed_text(sheet):
        words = text.split()
        found += [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    return [phrase for phrase in found if phrase]


@pytest.mark.parametrize("make", [arabic.aftercare, arabic.consent, sheets.aftercare])
def test_words_come_in_the_order_they_were_written_vowel_signs_in_their_places(
    make: Callable[[], Sheet],
) -> None:
    sheet = make()
    read = " ".join(word.text for page in page_words(render(sheet)) for word in page)
    assert [phrase for phrase in _phrases(sheet) if phrase not in read] == []


def test_names_in_other_scripts_are_read_as_they_were_typed() -> None:
    known = {**arabic.NAMES, "marks": "مُحَمَّد"}
    names = tuple(Paragraph((Run(name),)) for name in known.values())
    for sheet in (arabic.sheet(*names), sheets.sheet(*names)):
        words = [word.text for page in page_words(render(sheet)) for word in page]
        read = unicodedata.normalize("NFC", " ".join(words))
        meant = {script: unicodedata.normalize("NFC", n) for script, n in known.items()}
        assert [script for script, name in meant.items() if name not in read] == []


def test_backward_words_stand_on_the_right_and_lines_end() -> None:
    words = page_words(render(arabic.aftercare()))[0]
    first, second = words[:2]
    assert first.left > second.right
    assert all(0 <= w.left <= w.right <= 596 and 0 <= w.top <= w.bottom <= 842 for w in words)
    assert second.ends
