"""Arabic on paper, and names of any script in any paper: mirrored, shaped, readable, whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pytest

from consult_app import paths
from consult_app.documents import fonts, pages, paper, shaping, text
from consult_app.documents.content import printed_text
from consult_app.documents.render import missing_glyphs, render
from consult_app.domain.blocks import ListStyle, Run
from consult_app.errors import Refused
from tests.documents import arabic, marked, reading, sheets

SAMPLES = {
    "aftercare": arabic.aftercare(),
    "consent": arabic.consent(),
    "marked": arabic.consent(mark="مسودة", paper="Letter"),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: render(sheet) for name, sheet in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_arabic_sample_meets_both_standards(
    name: str, drawn: dict[str, bytes], tmp_path: Path
) -> None:
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(drawn[name], profile=profile)
        assert report.is_compliant, list(report.failures)[:3]
    assert reading.qpdf_complaints(drawn[name], tmp_path) == ""


@pytest.mark.parametrize("name", SAMPLES)
def test_arabic_sample_is_read_as_it_was_meant(name: str, drawn: dict[str, bytes]) -> None:
    whole = marked.whole(drawn[name])
    meant = [reading.squeezed(text.clean(value)) for value in printed_text(SAMPLES[name])]
    assert [value for value in meant if value not in whole] == []
    assert shaping.SILENT not in whole


@pytest.mark.parametrize("name", SAMPLES)
def test_arabic_sample_stays_inside_the_margins(name: str, drawn: dict[str, bytes]) -> None:
    wide = paper.SIZES[SAMPLES[name].paper][0]
    mark = set(SAMPLES[name].mark)
    for index in range(pages.page_count(drawn[name])):
        outside = [
            glyph
            for glyph in reading.glyphs(drawn[name], index)
            if glyph.left < 44 or glyph.right > wide - 44
        ]
        assert [g for g in outside if g.text not in mark] == []


def test_arabic_sheet_gives_same_bytes(drawn: dict[str, bytes]) -> None:
    assert render(SAMPLES["aftercare"]) == drawn["aftercare"]


def test_arabic_words_and_letters_join_for_programs_that_search(drawn: dict[str, bytes]) -> None:
    found = pages.page_text(drawn["aftercare"], 0)
    assert "العناية بنفسك بعد العلاج" in found
    assert "الركبة اليسرى، الجهة الداخلية" in found


def test_arabic_page_is_mirrored(drawn: dict[str, bytes]) -> None:
    latin = render(sheets.aftercare())
    wide = paper.SIZES["A4"][0]

    def phone(pdf: bytes) -> float:
        found = [g for g in reading.glyphs(pdf, 0) if g.text == "+"]
        return max(found, key=lambda g: g.top).left

    assert phone(latin) > wide * 0.7
    assert phone(drawn["aftercare"]) < wide * 0.3
    for pdf, edge in ((latin, "left"), (drawn["aftercare"], "right")):
        found = reading.glyphs(pdf, 0)
        begins = (
            min(g.left for g in found) if edge == "left" else wide - max(g.right for g in found)
        )
        assert 44 < begins < 47


@pytest.mark.parametrize("style", list(ListStyle))
def test_arabic_list_has_its_marks_at_the_right(style: ListStyle) -> None:
    pdf = render(arabic.sheet(sheets.items("أول", "ثان", style=style)))
    image = pages.page_image(pdf, 0, dpi=72)
    rows = range(185, 250)
    ink = [
        x
        for y in rows
        for x in range(image.width)
        if image.data[y * image.stride + x * 4 + 1] < 200
    ]
    assert max(ink) > 595 - 45 - 12  # the mark
    assert min(ink) > 400  # nothing at the left


@pytest.mark.parametrize("script", arabic.NAMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_name_of_any_script_is_read_whole_anywhere(script: str, language: str) -> None:
    name = arabic.NAMES[script]
    made = arabic.sheet if language == "ar" else sheets.sheet
    sheet = made(
        sheets.heading(name),
        sheets.facts((name, name)),
        sheets.runs(Run(name, strong=True), Run(f" {name}", emphasis=True)),
        sheets.items(name, style=ListStyle.DO),
        sheets.call_out(name, name),
        patient_name=name,
        subtitle=name,
        language=language,
    )
    assert missing_glyphs(sheet) == ""
    pdf = render(sheet)
    meant = reading.squeezed(text.clean(name))
    assert marked.whole(pdf).count(meant) == 9
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


@pytest.mark.parametrize(
    ("name", "language"), [("ליאת", "he"), ("ليلى", "ar"), ("अनिल", "hi"), ("Élodie", "")]
)
def test_name_in_another_script_is_read_out_in_its_language(name: str, language: str) -> None:
    with reading.opened(render(sheets.sheet(sheets.paragraph(f"For {name}.")))) as document:
        said = [
            str(operands[1].Lang)
            for operator, operands in reading.instructions(document.pages[0])
            if operator == "BDC" and str(operands[0]) == "/Span" and "/Lang" in operands[1]
        ]
    assert said == [language] * bool(language)


def test_hindi_vowel_sign_and_conjunct_are_shaped() -> None:
    glyphs = shaping.shaped("क्षि", f"{paper.REGULAR}/NotoSansDevanagari", backward=False)
    assert len(glyphs) == 2  # the sign stands before the conjunct


def test_arabic_letters_join() -> None:
    font = f"{paper.REGULAR}/NotoSansArabic"
    alone = shaping.width("ب", font, backward=True) * 3
    assert shaping.width("ببب", font, backward=True) < alone


def test_zero_width_non_joiner_parts_persian_letters() -> None:
    font = f"{paper.REGULAR}/NotoSansArabic"
    parted = [g.code for g in shaping.shaped("می\u200cخ", font, backward=True)]
    joined = [g.code for g in shaping.shaped("میخ", font, backward=True)]
    assert parted != joined


def test_long_arabic_word_is_parted_between_letters() -> None:
    word = "سنستدرجهم" * 20
    pdf = render(arabic.sheet(sheets.columns(word, word)))
    assert marked.whole(pdf).count(word) == 2
    assert all(g.left > 44 for g in reading.glyphs(pdf, 0))


def test_character_that_no_font_has_is_named_before_anything_is_drawn() -> None:
    for name in ("王伟", "ስም"):
        with pytest.raises(Refused, match=r"document\.missing-glyph") as refused:
            render(arabic.sheet(patient_name=name))
        assert refused.value.params["character"] == name[0]


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the fonts that may be broken."""
    folder = tmp_path / "fonts"
    shutil.copytree(paths.resources() / "fonts", folder)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    _forget_fonts()
    yield folder
    _forget_fonts()


def _forget_fonts() -> None:
    for cached in (fonts.font, fonts.widths, fonts.coverage, shaping._shaper, shaping.shaped):
        cached.cache_clear()
    shaping._codes.clear()
    shaping._text.clear()


@pytest.mark.parametrize("file", ["NotoSans-Regular.ttf", "NotoSansArabic-Bold.ttf"])
@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x00\x00 no font"])
def test_missing_or_broken_font_is_refused(damaged: Path, file: str, content: bytes | None) -> None:
    if content is None:
        (damaged / file).unlink()
    else:
        (damaged / file).write_bytes(content)
    with pytest.raises(Refused, match=r"document\.font-missing") as refused:
        render(arabic.aftercare())
    assert refused.value.params == {"file": file}
