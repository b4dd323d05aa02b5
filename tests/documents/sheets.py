"""Made-up sheets for the tests, after the sketch of an aftercare sheet."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image

from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    CallOut,
    Columns,
    CutStrip,
    Facts,
    Heading,
    Inline,
    Letterhead,
    ListBlock,
    ListStyle,
    Paragraph,
    Run,
    Sheet,
    SignatureBlock,
    Stroke,
    Table,
    Urgency,
    WriteLines,
)

CLINIC = Letterhead(
    name="Klinik Örnek",
    address="Bahar Caddesi 12, İzmir",
    phone_day="+90 232 555 0110",
    phone_night="+90 232 555 0199",
    emergency="112",
)


def inline(text: str, *, strong: bool = False) -> Inline:
    return (Run(text, strong=strong),)


def items(*texts: str, style: ListStyle = ListStyle.BULLET) -> ListBlock:
    return ListBlock(tuple(inline(text) for text in texts), style)


def paragraph(text: str) -> Paragraph:
    return Paragraph(inline(text))


def heading(text: str, level: int = 2) -> Heading:
    return Heading(level, inline(text))


def runs(*made: Run) -> Paragraph:
    return Paragraph(made)


def facts(*rows: tuple[str, str]) -> Facts:
    return Facts(tuple((label, inline(value)) for label, value in rows))


def table(header: list[str], *rows: list[str]) -> Table:
    return Table(
        tuple(inline(cell) for cell in header),
        tuple(tuple(inline(cell) for cell in row) for row in rows),
    )


def columns(*texts: str) -> Columns:
    return Columns(tuple((paragraph(text),) for text in texts))


def call_out(title: str, *texts: str, urgency: Urgency = Urgency.SAME_DAY) -> CallOut:
    return CallOut(urgency, inline(title), tuple(paragraph(text) for text in texts))


def cut_strip(*texts: str) -> CutStrip:
    return CutStrip(tuple(paragraph(text) for text in texts))


def signature(meaning: str = "I have explained it.") -> SignatureBlock:
    return SignatureBlock("Physician", meaning)


def logo(width: int, height: int) -> bytes:
    """A picture with a see-through corner."""
    image = Image.new("RGBA", (width, height), (11, 102, 112, 255))
    image.paste((0, 0, 0, 0), (0, 0, width // 2, height // 2))
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def findings(count: int, **changes: object) -> Sheet:
    """A summary whose table runs over several pages."""
    rows = [
        [f"Finding number {n}.", "An answer that asks for a closer look. " * (n % 4), "F28"]
        for n in range(1, count + 1)
    ]
    return sheet(heading("Findings"), table(["Finding", "Why", "Source"], *rows), **changes)


def sheet(*blocks: Block, **changes: object) -> Sheet:
    """A sheet of the given blocks; `changes` replace its fields."""
    made = Sheet(
        kind="aftercare",
        title="Looking after yourself after your treatment",
        subtitle="For Elif Demir, born 12 March 1979",
        language="en",
        letterhead=CLINIC,
        patient_name="Elif Demir",
        birth_date=date(1979, 3, 12),
        birth_words="12 Mar 1979",
        number="D-2026-00417",
        template="Aftercare 1.2 en",
        issued_words="2 Nov 2026",
        anchor="8812:9f3ac1d2e4f5061728394a5b6c7d8e9f",
        composed_at=datetime(2026, 11, 2, 10, 42, 7, tzinfo=UTC),
        blocks=blocks,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # by name


def aftercare(**changes: object) -> Sheet:
    """The sheet of the sketch."""
    return sheet(*aftercare_blocks(), **changes)


def aftercare_blocks() -> tuple[Block, ...]:
    return (
        Facts(
            (
                ("Treated on", inline("23 November 2026, by Dr Ayşe Kaya")),
                ("Where", inline("Left knee, inner side")),
                ("Product", inline("Example-EX 5 ml · lot A7731 · use by 08/2027")),
            )
        ),
        heading("What is normal"),
        paragraph(
            "The place may feel tender and look a little red. This usually settles by itself in a "
            "short time. If you notice a change for the better, expect it over some weeks. It is "
            "not certain, and it differs from person to person."
        ),
        _do_and_do_not(),
        _same_day(),
        CallOut(
            Urgency.EMERGENCY,
            inline("Call emergency services, 112, if"),
            (
                items(
                    "you cannot breathe well",
                    "your face or tongue swells",
                    "you faint",
                    "you have a high fever and feel very ill",
                ),
            ),
        ),
        heading("My questions"),
        WriteLines(2),
    )


def _do_and_do_not() -> Columns:
    return Columns(
        (
            (
                heading("Do"),
                items(
                    "Keep the place clean and protect it from knocks.",
                    "Follow what your doctor told you.",
                    "Come to your check on 7 December.",
                    style=ListStyle.DO,
                ),
            ),
            (
                heading("Do not"),
                items(
                    "Do not rub or press the place.",
                    "Do not start new medicines for it by yourself.",
                    style=ListStyle.DO_NOT,
                ),
            ),
        )
    )


def _same_day() -> CallOut:
    return CallOut(
        Urgency.SAME_DAY,
        inline("Call us the same day if"),
        (
            items(
                "redness spreads",
                "pain gets worse",
                "pus or a bad smell",
                "the skin changes colour",
                "you find a lump, even weeks or months later",
            ),
            Paragraph((Run("+90 232 555 0110", strong=True), Run(" at night +90 232 555 0199"))),
        ),
    )


def strokes() -> tuple[Stroke, ...]:
    """A made-up signature: loops that lean, pressed harder downward."""
    points = []
    for step in range(140):
        t = step / 139
        x = 0.15 + t * 2.6 + 0.13 * math.sin(t * 40)
        y = 0.5 - 0.26 * math.cos(t * 34) * (1 - 0.6 * t)
        points.append((x, y, 0.35 + 0.45 * (0.5 + 0.5 * math.sin(t * 34)), step * 8))
    return (Stroke(tuple(points)), Stroke(((0.3, 0.75, 0.3, 1200), (2.9, 0.68, 0.7, 1400))))


def consent(**changes: object) -> Sheet:
    """Every other kind of block, over two pages."""
    return sheet(*consent_blocks(), title="Consent to your treatment", kind="consent", **changes)


def consent_blocks() -> tuple[Block, ...]:
    signed = datetime(2026, 11, 2, 10, 40, tzinfo=UTC)
    return (
        CallOut(
            Urgency.PERSONAL,
            inline("For you"),
            (
                paragraph("You told us that you had breast cancer in 2019."),
                paragraph("Dr Mehmet Şahin, oncology, has written that the treatment suits you."),
            ),
        ),
        heading("What was talked about"),
        Table(
            (inline("Topic"), inline("What was said"), inline("When")),
            (
                (inline("Hopes"), inline("Less pain on stairs."), inline("2 Nov 2026")),
                (
                    inline("Risks"),
                    inline("Redness, tenderness, pain for a short time; lumps weeks later."),
                    inline("2 Nov 2026"),
                ),
            ),
        ),
        heading("In your own words", 3),
        Paragraph((Run("I may "), Run("feel no change", emphasis=True), Run(" at all."))),
        items("I was told what is not known.", "I could ask.", style=ListStyle.ORDERED),
        items("I agree.", "Photographs may be taken.", style=ListStyle.CHECK),
        CallOut(Urgency.NOTE, inline("You can say no"), (paragraph("At any time, even later."),)),
        BodyMapBlock((BodyMark("knee", "left"),), "Left knee, inner side"),
        SignatureBlock("Patient", "I agree to the treatment.", "Elif Demir", signed, strokes()),
        SignatureBlock("Physician", "I have explained the treatment and answered questions."),
        CutStrip((heading("Keep this with you"), paragraph("Clinic: +90 232 555 0110"))),
    )
