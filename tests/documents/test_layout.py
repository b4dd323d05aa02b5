"""Where things stand on a page: what must be seen first, what stays together, what runs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import page as page_validation
import pytest

from consult_app.documents import paper, text
from consult_app.documents.content import inline_text
from consult_app.documents.pages import Word, page_count, page_words
from consult_app.documents.render import render
from consult_app.documents.text import balanced, lines
from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    CallOut,
    Columns,
    CutStrip,
    Urgency,
    WriteLines,
)
from tests.documents import marked, products, reading, sheets
from tests.documents.reading import squeezed

FACE = paper.Face(11, 16)


def _page_of(words: str, pdf: bytes) -> int:
    pages = reading.page_texts(pdf)
    return next(i for i, page in enumerate(pages) if squeezed(words) in squeezed(page))


def _word(word: str, pdf: bytes) -> tuple[int, Word]:
    found = ((i, w) for i, page in enumerate(page_words(pdf)) for w in page if w.text == word)
    return next(found)


def _told_whole(pdf: bytes, *texts: str) -> None:
    read = marked.whole(pdf)
    assert [value for value in texts if read.count(squeezed(value)) != 1] == []


@pytest.mark.parametrize("size", products.PAPERS)
@pytest.mark.parametrize("language", products.languages())
def test_aftercare_says_when_to_call_on_its_first_page(language: str, size: str) -> None:
    sheet = products.sheet("aftercare", language, "ordinary", "standard", size)
    pdf = render(sheet)
    first = marked.first_page(pdf)
    for block in sheet.blocks:
        if isinstance(block, CallOut) and block.urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY):
            assert squeezed(text.clean(inline_text(block.title))) in first


@pytest.mark.parametrize("language", products.languages())
def test_information_in_columns_takes_three_pages_at_most(language: str) -> None:
    sheet = products.sheet("information", language, "ordinary", "standard", "A4")
    assert page_count(render(sheet)) <= 3


def _flowing(*blocks: Block, **changes: object) -> bytes:
    return render(sheets.sheet(sheets.paragraph("before"), *blocks, columns=2, **changes))


def _sections(count: int) -> list[Block]:
    return [
        block
        for number in range(count)
        for block in (sheets.heading(f"head{number:03}"), sheets.paragraph("said here " * 30))
    ]


def test_columns_are_read_one_after_the_other_and_lose_nothing() -> None:
    pdf = _flowing(*_sections(30))
    assert page_count(pdf) > 1
    _told_whole(pdf, *(f"head{n:03}" for n in range(30)))
    assert marked.whole(pdf).count("saidhere") == 900
    heads = [w for _, w in marked.told(pdf) if w.startswith("head")]
    assert heads == sorted(heads)
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_last_columns_are_of_one_height() -> None:
    pdf = _flowing(sheets.heading("start"), *[sheets.paragraph("one line")] * 19)
    words = [w for w in page_words(pdf)[0] if w.text == "line"]
    left, right = ([w for w in words if (w.left < 290) is side] for side in (True, False))
    assert (len(left), len(right)) == (9, 10)
    assert abs(left[-1].top - right[-1].top) < 5


def test_heading_is_not_left_alone_below_a_column() -> None:
    for fill in range(60, 80):
        rows = [sheets.paragraph("fill")] * fill
        pdf = _flowing(sheets.heading("start"), *rows, *_sections(8))
        for page in page_words(pdf):
            _assert_followed(page)


def _assert_followed(page: tuple[Word, ...]) -> None:
    for head in (w for w in page if w.text.startswith("head")):
        column = [w for w in page if (w.left < 290) is (head.left < 290)]
        assert any(w.text == "said" and head.top < w.top < head.top + 40 for w in column)


def test_call_out_in_a_column_is_not_parted() -> None:
    whole = sheets.call_out("begins", "a", "b", "ends")
    for fill in range(20, 40):
        rows = [sheets.paragraph("fill")] * fill
        pdf = _flowing(sheets.heading("start"), *rows, whole, *rows)
        (first, above), (last, below) = _word("begins", pdf), _word("ends", pdf)
        assert first == last
        assert above.top < below.top < above.top + 120
        assert (above.left < 290) is (below.left < 290)


def test_large_print_stays_in_one_column() -> None:
    pdf = _flowing(*_sections(3), edition="large", paper="Letter")
    assert max(w.left for w in page_words(pdf)[0] if w.text == "here") > 400


def test_columns_are_set_closer_where_that_saves_a_nearly_empty_page() -> None:
    counts = [page_count(_flowing(*_sections(n))) for n in range(4, 24)]
    one_column = [page_count(render(sheets.sheet(*_sections(n)))) for n in range(4, 24)]
    assert all(few <= many for few, many in zip(counts, one_column, strict=True))
    assert counts == sorted(counts)


def test_body_map_stands_beside_its_facts_where_there_is_room() -> None:
    drawn = BodyMapBlock((BodyMark("knee", "left"),), "caption")
    rows = sheets.facts(("Where", "here"), ("Product", "this"))
    apart = render(sheets.sheet(rows, sheets.paragraph("x"), drawn, sheets.paragraph("behind")))
    beside = render(sheets.sheet(rows, drawn, sheets.paragraph("behind")))
    assert _word("behind", beside)[1].top < _word("behind", apart)[1].top - 60
    assert _word("caption", beside)[1].left > _word("here", beside)[1].right
    large = render(sheets.sheet(rows, drawn, edition="large"))
    assert _word("caption", large)[1].top > _word("this", large)[1].bottom


def test_table_header_that_comes_once_stays_with_its_first_row() -> None:
    tall = sheets.table(["Asked " * 80, "b"], *[["first row", "x"]] * 3)
    for fill in range(3, 26):
        rows = [sheets.paragraph("fill")] * fill
        pdf = render(sheets.sheet(*rows, tall, edition="large"))
        assert _page_of("Asked", pdf) == _page_of("first row", pdf)


@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_list_begins_with_no_single_item_on_a_page(count: int) -> None:
    items = [f"item{n}" for n in range(count)]
    seen = set()
    for fill in range(18, 30):
        pdf = render(sheets.sheet(*[sheets.paragraph("fill")] * fill, sheets.items(*items)))
        on_pages = [sum(item in page for item in items) for page in reading.page_texts(pdf)]
        seen.add(tuple(on_pages))
        assert on_pages[0] != 1
    assert len(seen) > 1


def test_paragraph_that_leads_to_a_list_gives_it_its_last_lines() -> None:
    seen = set()
    for fill in range(18, 30):
        leading = sheets.paragraph("leading " * 60)
        blocks = [sheets.paragraph("fill")] * fill
        pdf = render(sheets.sheet(*blocks, leading, sheets.items(*["item"] * 4)))
        pages = [(page.count("leading"), page.count("item")) for page in reading.page_texts(pdf)]
        seen.add(len(pages))
        assert all(words for words, items in pages if items == 4)
        assert pages[0][1] != 1
    assert seen == {1, 2}


def _nested(urgency: Urgency, title: str, *inner: Block) -> CallOut:
    return CallOut(urgency, sheets.inline(title), inner)


TALL = "A title that is very long " * 22
BODY = BodyMapBlock((BodyMark("knee", "left"),), "caption of it " * 8)


@pytest.mark.parametrize("edition", products.EDITIONS)
@pytest.mark.parametrize(
    "block",
    [
        Columns(
            (
                (_nested(Urgency.NOTE, TALL, BODY, WriteLines(60)),),
                (CutStrip((sheets.paragraph("strip " * 400),)),),
            )
        ),
        Columns(
            (
                (_nested(Urgency.NOTE, TALL, sheets.table(["Head " * 9], *[["cell " * 9]] * 30)),),
                (CutStrip((sheets.facts(*[("label", "value")] * 40),)),),
            )
        ),
        _nested(Urgency.NOTE, TALL, _nested(Urgency.SAME_DAY, TALL, BODY), WriteLines(20)),
        _nested(Urgency.PERSONAL, "word " * 500, sheets.paragraph("below")),
    ],
    ids=["figure", "table", "nested", "title"],
)
def test_call_out_with_anything_in_it_is_laid_out_whole(block: Block, edition: str) -> None:
    sheet = sheets.sheet(block, edition=edition)
    pdf = render(sheet)
    read = marked.whole(pdf)
    for value in reading.meant(sheet):
        assert value in read
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_title_of_two_lines_has_no_single_word_below() -> None:
    spans = text.plain("Behandlung mit Exosomen, was Sie wissen sollten", FACE)
    greedy, even = lines(spans, 250, "de"), balanced(spans, 250, "de")
    assert len(even) == len(greedy) == 2
    assert min(line.width for line in even) > 2 * min(line.width for line in greedy)


@pytest.mark.parametrize("word", ["Krankenversicherung.", "Krankenversicherung"])
def test_last_word_of_a_paragraph_is_not_hyphenated(word: str) -> None:
    for width in range(120, 200, 7):
        found = lines(text.plain(f"Das zahlt hier nicht die {word}", FACE), width, "de")
        assert "".join(span.text for span in found[-1].spans).endswith(word)


def test_footer_breaks_between_its_parts() -> None:
    sheet = sheets.sheet(template="A long name of a template, what you should know 1.0 en")
    footer = reading.page_texts(render(sheet))[0]
    assert any(line.startswith("record 8812:") for line in footer.splitlines())


def test_running_head_gives_a_long_title_the_room_that_a_short_name_leaves() -> None:
    sheet = sheets.sheet(*[sheets.paragraph("x")] * 60, edition="large")
    assert sheet.title in reading.page_texts(render(sheet))[1]


def test_long_heading_is_not_parted() -> None:
    for fill in range(18, 30):
        blocks = [sheets.paragraph("fill")] * fill
        long = sheets.heading("begins " + "and goes on " * 30 + "ends")
        pdf = render(sheets.sheet(*blocks, long, sheets.paragraph("below it")))
        assert _page_of("begins", pdf) == _page_of("ends", pdf) == _page_of("below it", pdf)


def test_time_of_a_signature_is_not_broken_in_a_narrow_column() -> None:
    signed = replace(sheets.signature(), name="Elif Demir", signed_at=datetime(2026, 11, 2, 10, 40))
    two = Columns(((signed,), (signed,)))
    for size in products.PAPERS:
        pdf = render(sheets.sheet(two, edition="large", paper=size))
        text_of_page = " ".join(reading.page_texts(pdf)[0].split())
        assert text_of_page.count("2 November 2026, 10:40") == 2


def test_facts_too_long_for_the_page_of_their_signatures_are_parted_before_these_are() -> None:
    rows = sheets.facts(*[(f"label{n}", "value") for n in range(24)])
    two = Columns(((sheets.signature("agreed " * 40),), (sheets.signature(),)))
    pdf = render(sheets.sheet(sheets.paragraph("fill"), rows, two))
    assert marked.split_parts(pdf) == 0
    assert _page_of("label23", pdf) == _page_of("Physician", pdf) == 1


def test_places_to_sign_beside_each_other_are_on_one_line() -> None:
    two = Columns(((sheets.signature("agreed " * 30),), (sheets.signature(),)))
    for edition in products.EDITIONS:
        words = page_words(render(sheets.sheet(two, edition=edition)))[0]
        tops = [w.top for w in words if w.text in ("Signature", "Date")]
        assert len(tops) == 4
        assert max(tops) - min(tops) < 2


def test_what_is_signed_moves_to_the_page_of_its_signatures_whole() -> None:
    rows = sheets.facts(*[(f"label{n}", "value") for n in range(6)])
    two = Columns(((sheets.signature(),), (sheets.signature(),)))
    seen = set()
    for fill in range(8, 28, 2):
        blocks = [sheets.paragraph("fill")] * fill
        pdf = render(sheets.sheet(*blocks, sheets.heading("Signatures"), rows, two))
        pages = {_page_of(word, pdf) for word in ("Signatures", "label0", "label5", "Physician")}
        seen |= pages
        assert len(pages) == 1
    assert seen == {0, 1}


def test_columns_of_tables_with_one_header_stand_below_each_other() -> None:
    short = sheets.table(["Question", "Answer", "By"], ["a", "left1", "c"])
    long = sheets.table(["Question", "Answer", "By"], ["much longer question " * 3, "left2", "d"])
    words = page_words(render(sheets.sheet(short, sheets.paragraph("between"), long)))[0]
    assert len({round(w.left) for w in words if w.text in ("left1", "left2")}) == 1


def test_small_table_is_not_parted_and_a_tall_one_is() -> None:
    empty = ["\u00a0\n\u00a0"] * 3
    small = sheets.table(["First", "Second", "Third"], empty, empty, ["last row", "", ""])
    for fill in range(12, 28):
        blocks = [sheets.paragraph("fill")] * fill
        pdf = render(sheets.sheet(*blocks, sheets.heading("Medicine"), small))
        assert _page_of("Medicine", pdf) == _page_of("Second", pdf) == _page_of("last row", pdf)
    assert page_count(render(sheets.findings(60))) > 1


def test_cells_of_a_parted_row_are_read_in_their_order() -> None:
    tall = sheets.table(["a", "b", "c"], ["cell1\nb\nc", "cell2 " * 2500, "cell3"])
    for fill in (20, 21, 22, 23):
        for extra in range(1, 8):
            blocks = [sheets.paragraph("\n".join("fill" * extra)), *[sheets.paragraph("f")] * fill]
            pdf = render(sheets.sheet(*blocks, tall))
            cells = [text[:5] for role, text in marked.told(pdf) if role == "TD"]
            assert cells == ["cell1", "cell2", "cell3"]
