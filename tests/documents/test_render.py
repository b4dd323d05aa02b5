"""A whole sheet on paper: complete, embedded, repeatable, archival, readable aloud."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from consult_app.documents import boxes, check
from consult_app.documents.content import printed_text
from consult_app.documents.pages import page_count
from consult_app.documents.render import missing_glyphs, render
from consult_app.domain.blocks import Block, Columns, Letterhead, Run, Sheet, WriteLines
from consult_app.errors import Refused
from tests.documents import marked, reading, sheets

MARGIN = 44.0
BOTTOM = 28.0

SAMPLES = {
    "aftercare": sheets.aftercare(),
    "consent": sheets.consent(),
    "letter": sheets.consent(paper="Letter"),
    "marked": sheets.consent(mark="DRAFT"),
    "empty": sheets.sheet(),
    "german": sheets.aftercare(language="de"),
    "findings": sheets.findings(60),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: render(sheet) for name, sheet in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_passes_qpdf(name: str, drawn: dict[str, bytes], tmp_path: Path) -> None:
    assert reading.qpdf_complaints(drawn[name], tmp_path) == ""


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_meets_standard(name: str, profile: str, drawn: dict[str, bytes]) -> None:
    report = page_validation.validate_pdf_bytes(drawn[name], profile=profile)
    assert report.is_compliant, list(report.failures)[:3]


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_loses_no_text(name: str, drawn: dict[str, bytes]) -> None:
    assert reading.lost(SAMPLES[name], drawn[name]) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_stays_inside_the_margins(name: str, drawn: dict[str, bytes]) -> None:
    pdf = drawn[name]
    wide, high = (612, 792) if SAMPLES[name].paper == "Letter" else (595, 842)
    mark = set(SAMPLES[name].mark)
    for index in range(page_count(pdf)):
        outside = [
            glyph
            for glyph in reading.glyphs(pdf, index)
            if (glyph.left < MARGIN or glyph.right > wide - MARGIN)
            or (glyph.bottom < BOTTOM or glyph.top > high - BOTTOM)
        ]
        assert [g for g in outside if g.text not in mark] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_has_text_and_footer_apart(name: str, drawn: dict[str, bytes]) -> None:
    for index in range(page_count(drawn[name])):
        rows = {round(g.bottom) for g in reading.glyphs(drawn[name], index) if g.text == "."}
        assert all(row > 60 or row < 50 for row in rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_embeds_every_font(name: str, drawn: dict[str, bytes]) -> None:
    assert check.fonts_embedded(drawn[name])
    with reading.opened(drawn[name]) as document:
        descriptors = [
            font.FontDescriptor for page in document.pages for font in page.Resources.Font.values()
        ]
        assert descriptors
        assert all("/FontFile2" in descriptor for descriptor in descriptors)


@pytest.mark.parametrize("name", SAMPLES)
def test_render_sample_tags_all_content(name: str, drawn: dict[str, bytes]) -> None:
    with reading.opened(drawn[name]) as document:
        parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        for page in document.pages:
            owners = parents[int(page.StructParents)]
            marked = _marked_content(page)
            assert marked == list(range(len(owners)))


def _marked_content(page: pikepdf.Page) -> list[int]:
    """Numbers of the marked content in order; fails on anything drawn outside of it."""
    depth, numbers = 0, []
    for name, operands in reading.instructions(page):
        if name in {"BDC", "BMC"}:
            depth += 1
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                numbers.append(int(properties.MCID))
        elif name == "EMC":
            depth -= 1
        elif name in {"Tj", "TJ", "f", "f*", "S", "B", "Do"}:
            assert depth > 0, f"{name} outside of marked content"
    assert depth == 0
    return numbers


def test_render_same_sheet_gives_same_bytes(drawn: dict[str, bytes]) -> None:
    assert render(sheets.aftercare()) == drawn["aftercare"]


def test_render_other_moment_gives_other_bytes(drawn: dict[str, bytes]) -> None:
    later = datetime(2026, 11, 2, 10, 42, 8, tzinfo=UTC)
    assert render(sheets.aftercare(composed_at=later)) != drawn["aftercare"]


def test_render_from_many_threads_gives_same_bytes(drawn: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(render, [SAMPLES["aftercare"], SAMPLES["consent"]] * 4))
    assert made == [drawn["aftercare"], drawn["consent"]] * 4


def test_render_sample_aftercare_fits_one_page(drawn: dict[str, bytes]) -> None:
    assert page_count(drawn["aftercare"]) == 1


@pytest.mark.parametrize("name", ["aftercare", "findings"])
def test_render_each_page_says_which_of_how_many(name: str, drawn: dict[str, bytes]) -> None:
    texts = reading.page_texts(drawn[name])
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Elif Demir · born 12 Mar 1979 · D-2026-00417" in text
        assert (
            "Aftercare 1.2 en · issued 2 Nov 2026 · record 8812:9f3ac1d2e4f5061728394a5b6c7d8e9f"
            in text
        )


def test_render_words_in_another_language_are_used() -> None:
    words = (("page", "Sayfa"), ("of", "/"), ("night", "Gece"), ("born", "doğum"))
    text = reading.page_texts(render(sheets.aftercare(language="tr", words=words)))[0]
    assert "Sayfa 1 / 1" in text
    assert "Gece" in text
    assert "doğum 12 Mar 1979" in text


def test_render_paper_has_its_size() -> None:
    with reading.opened(render(sheets.sheet(paper="Letter"))) as document:
        assert [float(n) for n in document.pages[0].MediaBox] == [0, 0, 612, 792]
    with pytest.raises(Refused, match=r"document\.unknown-paper"):
        render(sheets.sheet(paper="A3"))


@pytest.mark.parametrize(
    "value",
    [
        "Smith <PhD>",
        "<unknown>",
        "a & b &amp; &#65;",
        "</para><b>",
        '<img src="file.png"/>',
        "(brackets) \\ back\\slash )",
        'O\'Neill "Red"',
        "%s {0} {name} $x",
        "Işıl Şükrü ĞğİıÖöÜüÇç",
        "Nguyễn Thị Ngọc Hân",
        "Łucja Żółć Wiśniewska",
        "Ελένη Παπαδοπούλου",
        "Дарья Ёлкина",
    ],
)
def test_render_hostile_or_foreign_value_prints_as_typed(value: str) -> None:
    changed = sheets.sheet(
        sheets.paragraph(value), sheets.items(value), title=value, patient_name=value
    )
    pdf = render(changed)
    assert reading.lost(changed, pdf) == []
    assert reading.whole_text(pdf).count(reading.squeezed(value)) == 4


def test_render_direction_marks_and_invisible_characters_vanish() -> None:
    hidden = sheets.paragraph("take \u202e200\u202c mg\u200b \u2066now\u2069\ufeff\u200f")
    assert "take 200 mg now" in reading.page_texts(render(sheets.sheet(hidden)))[0]


def test_render_decomposed_letters_print_composed() -> None:
    pdf = render(sheets.sheet(sheets.paragraph("S\u0327u\u0308kru\u0308")))
    assert "Şükrü" in reading.page_texts(pdf)[0]


@pytest.mark.parametrize(
    ("text", "name"), [("Ana 😀", "GRINNING FACE"), ("38 ①", "CIRCLED DIGIT ONE")]
)
def test_render_missing_glyph_is_refused_by_name(text: str, name: str) -> None:
    for sheet in (sheets.sheet(patient_name=text), sheets.sheet(sheets.paragraph(text))):
        assert missing_glyphs(sheet) == text[-1]
        with pytest.raises(Refused, match=r"document\.missing-glyph") as refused:
            render(sheet)
        assert refused.value.params == {"character": text[-1], "name": name}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_render_signs_that_a_physician_types_are_drawn(language: str, edition: str) -> None:
    value = "CRP ≥ 38 → call, ≤ 5, ≈ 3, a ≠ b, ↑ pain, ↔, √, ∞, ∆, ± 1 µg, ½, ⅓, − 2 ‰"
    pdf = render(
        sheets.sheet(
            sheets.heading(value), sheets.paragraph(value), language=language, edition=edition
        )
    )
    assert marked.whole(pdf).count(reading.squeezed(value)) == 2
    assert check.fonts_embedded(pdf)
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


@pytest.mark.parametrize("logo", [b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_render_broken_logo_is_refused(logo: bytes) -> None:
    with pytest.raises(Refused, match=r"document\.logo-broken"):
        render(sheets.sheet(letterhead=replace(sheets.CLINIC, logo=logo)))


@pytest.mark.parametrize("size", [(40, 40), (3000, 200), (20, 900)])
def test_render_logo_is_scaled_and_named(size: tuple[int, int]) -> None:
    pdf = render(sheets.sheet(letterhead=replace(sheets.CLINIC, logo=sheets.logo(*size))))
    with reading.opened(pdf) as document:
        (image,) = document.pages[0].Resources.XObject.values()
        assert image.Width <= 520
        assert image.Height <= 160
    assert ("Figure", "Klinik Örnek") in reading.structure(pdf)
    assert page_validation.validate_pdf_bytes(pdf, profile="2a").is_compliant


def test_render_sixty_findings_repeat_the_header_and_lose_no_row(drawn: dict[str, bytes]) -> None:
    texts = reading.page_texts(drawn["findings"])
    assert len(texts) >= 3
    assert all("Finding" in text and "Why" in text for text in texts)
    whole = reading.whole_text(drawn["findings"])
    assert [n for n in range(1, 61) if f"Findingnumber{n}." not in whole] == []
    headers = [role for role, _ in reading.structure(drawn["findings"]) if role == "TH"]
    assert len(headers) == 3  # the repeated ones are decoration


@pytest.mark.parametrize("name", ["N" * 500, "Anna Maria " * 45 + "Demir"])
def test_render_name_of_500_letters_prints_whole_on_each_page(name: str) -> None:
    long_named = sheets.findings(40, patient_name=name, subtitle=f"For {name}")
    pdf = render(long_named)
    assert reading.lost(long_named, pdf) == []
    squeezed = reading.squeezed(name)
    assert all(squeezed in reading.squeezed(text) for text in reading.page_texts(pdf))


@pytest.mark.parametrize("edition", ["standard", "large"])
def test_render_name_that_no_page_can_hold_is_refused(edition: str) -> None:
    with pytest.raises(Refused, match=r"document\.no-room"):
        render(sheets.aftercare(patient_name="N" * 6000, edition=edition))


@pytest.mark.parametrize("edition", ["standard", "large"])
def test_render_clinic_with_hostile_or_endless_words_is_drawn_whole(edition: str) -> None:
    for head in (
        Letterhead("N" * 500, "Street " * 90, "+90 " * 30, "x" * 120),
        Letterhead("<b>&amp;</b> {{ 7*7 }}", "**bold** </para> # x", "\u202e12\u202c", "ليلى"),
    ):
        sheet = sheets.aftercare(letterhead=head, edition=edition)
        pdf = render(sheet)
        read = marked.whole(pdf)
        assert [value for value in reading.meant(sheet) if value not in read] == []
        for index in range(page_count(pdf)):
            assert all(MARGIN < g.left < 552 for g in reading.glyphs(pdf, index))


def test_render_long_word_anywhere_stays_inside() -> None:
    word = "Hexakosioihexekontahexaphobia" * 9
    wide = sheets.sheet(
        sheets.paragraph(word),
        sheets.table(["A", word, "C"], ["x", word, word]),
        sheets.facts((word, word)),
        sheets.columns(word, word),
        letterhead=Letterhead(word, word, word, word),
    )
    pdf = render(wide)
    assert reading.lost(wide, pdf) == []
    for index in range(page_count(pdf)):
        assert all(g.left > MARGIN and g.right < 552 for g in reading.glyphs(pdf, index))


@pytest.mark.parametrize("columns", [1, 12, 30])
def test_render_table_of_many_columns_is_not_wider_than_the_page(columns: int) -> None:
    cells = [f"cell {n} word" for n in range(columns)]
    pdf = render(sheets.sheet(sheets.table(cells, cells)))
    assert all(g.left > MARGIN and g.right < 552 for g in reading.glyphs(pdf, 0))


def test_render_mark_lies_on_each_page_and_hides_no_text(drawn: dict[str, bytes]) -> None:
    plain, marked = reading.page_texts(drawn["consent"]), reading.page_texts(drawn["marked"])
    assert len(plain) == len(marked) == 2
    for without, text in zip(plain, marked, strict=True):
        assert "".join(sorted(reading.squeezed(text))) == "".join(
            sorted(reading.squeezed(without) + "DRAFT")
        )


def test_render_mark_is_in_the_title_of_the_file(drawn: dict[str, bytes]) -> None:
    with reading.opened(drawn["marked"]) as document:
        assert str(document.docinfo["/Title"]) == "Consent to your treatment (DRAFT)"
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Consent to your treatment (DRAFT)"


def test_render_metadata_names_no_patient(drawn: dict[str, bytes]) -> None:
    with reading.opened(drawn["aftercare"]) as document:
        said = " ".join(str(value) for value in document.docinfo.values())
        assert "Elif" not in said
        assert "Elif" not in document.Root.Metadata.read_bytes().decode()


def test_render_headings_go_down_without_a_gap() -> None:
    jumping = sheets.sheet(sheets.heading("Deep", 3), sheets.heading("Deeper", 3))
    roles = [role for role, _ in reading.structure(render(jumping)) if role.startswith("H")]
    assert roles == ["H1", "H2", "H3"]


def test_render_run_of_another_language_is_marked() -> None:
    mixed = sheets.sheet(sheets.runs(Run("She says "), Run("geçmiş olsun", language="tr")))
    with reading.opened(render(mixed)) as document:
        spans = [
            operands[1]
            for name, operands in reading.instructions(document.pages[0])
            if name == "BDC" and str(operands[0]) == "/Span"
        ]
    assert [str(span.Lang) for span in spans] == ["tr"]


def test_render_lost_character_is_a_bug_that_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes.Text, "draw", lambda *_: None)
    with pytest.raises(RuntimeError, match="were not drawn"):
        render(sheets.sheet(sheets.paragraph("lost")))


def _fills(*last: Block) -> list[tuple[Sheet, bytes]]:
    """The same blocks at every height of a page."""
    found = []
    for count in range(16, 30):
        sheet = sheets.sheet(*[sheets.paragraph("fill")] * count, *last)
        found.append((sheet, render(sheet)))
    return found


def _page_of(text: str, pdf: bytes) -> int:
    return next(i for i, page in enumerate(reading.page_texts(pdf)) if text in page)


@pytest.mark.parametrize(
    "following",
    [
        sheets.paragraph("first words " * 60),
        sheets.table(["first words", "b"], *[["c", "d"]] * 40),
        sheets.items(*["first words of an item"] * 30),
        sheets.call_out("first words", "said"),
    ],
    ids=["paragraph", "table", "list", "call-out"],
)
def test_render_heading_is_never_left_alone(following: Block) -> None:
    drawn = _fills(sheets.heading("Orphan"), sheets.heading("Child", 3), following)
    assert len({_page_of("Orphan", pdf) for _, pdf in drawn}) == 2
    for _, pdf in drawn:
        page = _page_of("first words", pdf)
        assert _page_of("Orphan", pdf) == _page_of("Child", pdf) == page


@pytest.mark.parametrize(
    ("block", "first", "last"),
    [
        (sheets.call_out("Begins here", "a", "b", "c", "Ends here"), "Begins here", "Ends here"),
        (sheets.signature(), "Physician", "Signature"),
    ],
    ids=["call-out", "signature"],
)
def test_render_whole_block_is_never_parted(block: Block, first: str, last: str) -> None:
    drawn = _fills(block)
    assert {page_count(pdf) for _, pdf in drawn} == {1, 2}
    for _, pdf in drawn:
        assert _page_of(first, pdf) == _page_of(last, pdf)


@pytest.mark.parametrize(
    "before", [sheets.facts(("Informed on", "today")), sheets.paragraph("Informed on paper")]
)
def test_render_signature_stays_with_what_stands_above_it(before: Block) -> None:
    drawn = _fills(before, Columns(((sheets.signature(),), (sheets.signature(),))))
    assert {page_count(pdf) for _, pdf in drawn} == {1, 2}
    for _, pdf in drawn:
        assert _page_of("Informed", pdf) == _page_of("Physician", pdf)


def test_render_paragraph_leaves_no_single_line() -> None:
    for _, pdf in _fills(sheets.paragraph("wordy " * 75)):
        for text in reading.page_texts(pdf):
            lines = [line for line in text.splitlines() if line.startswith("wordy")]
            assert len(lines) != 1


@pytest.mark.parametrize(
    "block",
    [
        sheets.call_out("Long", *[f"line {n} of many words" for n in range(120)]),
        sheets.table(["A", "B"], ["x", "many words " * 1500]),
        sheets.facts(("Note", "many words " * 1500)),
        sheets.items("many words " * 1500),
        sheets.columns("many words " * 1500, "few"),
        sheets.cut_strip("many words " * 1500),
        sheets.signature(meaning="many words " * 1500),
        WriteLines(80),
    ],
    ids=["call-out", "row", "fact", "item", "columns", "strip", "signature", "lines"],
)
def test_render_block_higher_than_a_page_goes_on(block: Block) -> None:
    tall = sheets.sheet(sheets.heading("Before"), block, sheets.paragraph("after it"))
    pdf = render(tall)
    assert page_count(pdf) >= 2
    whole = reading.whole_text(pdf)
    assert whole.count("many") == " ".join(printed_text(tall)).count("many")
    assert "afterit" in whole
    for index in range(page_count(pdf)):
        assert all(g.bottom > BOTTOM for g in reading.glyphs(pdf, index))
    assert page_validation.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_render_megabyte_of_note_comes_out_whole() -> None:
    pdf = render(sheets.sheet(sheets.paragraph("abcdefghi " * 20_000)))
    assert reading.whole_text(pdf).count("abcdefghi") == 20_000


def test_render_line_break_in_a_value_is_kept() -> None:
    text = reading.page_texts(render(sheets.sheet(sheets.paragraph("one\r\ntwo\u2028three"))))[0]
    assert text.splitlines().count("two") == 1
