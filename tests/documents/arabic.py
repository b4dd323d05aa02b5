"""Made-up sheets in Arabic, and names in other scripts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    CallOut,
    Columns,
    CutStrip,
    Facts,
    ListStyle,
    Paragraph,
    Run,
    Sheet,
    SignatureBlock,
    Table,
    Urgency,
    WriteLines,
)
from tests.documents import sheets
from tests.documents.sheets import inline, items

WORDS = {
    "page": "صفحة",
    "of": "من",
    "day": "نهارًا",
    "night": "ليلًا",
    "born": "تاريخ الميلاد",
    "issued": "صدر في",
    "record": "السجل",
    "signature": "التوقيع",
    "date": "التاريخ",
    "front": "أمام",
    "back": "خلف",
    "left": "يسار",
    "right": "يمين",
}
NAMES = {
    "Hebrew": "ליאת כהן (תל אביב)",
    "Persian": "فاطمه نمی\u200cخواهد ۱۲۳",
    "Hindi": "अनिल कुमार श्रीवास्तव, नीलिमा क्षेत्री की स्थिति",
    "Arabic": "ليلى أحمد العلاء",
    "marks": "مُحَمَّد قليلًا",
    "stacked": "Nguye\u0302\u0303n x\u0323\u0301",
    "nested": "יוסף בן־דוד (5 ילדים)",
}


def sheet(*blocks: Block, **changes: object) -> Sheet:
    """As `sheets.sheet`, in Arabic."""
    given: dict[str, object] = {
        "language": "ar",
        "title": "العناية بنفسك بعد العلاج",
        "subtitle": "إلى Elif Demir، المولودة في 12 مارس 1979",
        "words": tuple(WORDS.items()),
        "birth_words": "12 مارس 1979",
        "template": "الرعاية اللاحقة 1.2 ar",
        "issued_words": "2 نوفمبر 2026",
        "letterhead": replace(sheets.CLINIC, name="عيادة أورنك", address="شارع بهار 12، إزمير"),
    }
    return sheets.sheet(*blocks, **{**given, **changes})


def aftercare(**changes: object) -> Sheet:
    """The sheet of the sketch in Arabic."""
    return sheet(*aftercare_blocks(), **changes)


def aftercare_blocks() -> tuple[Block, ...]:
    return (
        Facts(
            (
                ("تاريخ العلاج", inline("23 نوفمبر 2026، مع د. عائشة كايا")),
                ("المكان", inline("الركبة اليسرى، الجهة الداخلية")),
                ("المنتج", inline("Example-EX 5 ml · الدفعة A7731 · الصلاحية حتى 08/2027")),
            )
        ),
        sheets.heading("ما هو طبيعي"),
        sheets.paragraph(
            "قد يكون المكان مؤلمًا عند اللمس ومحمرًّا قليلًا. عادةً يزول ذلك من تلقاء نفسه في وقت "
            "قصير. إذا لاحظت تحسّنًا فقد يحتاج إلى أسابيع (من 3–5 أسابيع). هذا غير مؤكَّد، ويختلف من "
            "شخص إلى آخر. عند حرارة فوق 38.5 °C اتصل على +90 232 555 0110."
        ),
        Columns(
            (
                (
                    sheets.heading("افعل"),
                    items(
                        "حافظ على نظافة المكان واحمه من الصدمات.",
                        "اتبع ما قاله لك طبيبك.",
                        "احضر إلى الفحص في 7 ديسمبر.",
                        style=ListStyle.DO,
                    ),
                ),
                (
                    sheets.heading("لا تفعل"),
                    items(
                        "لا تفرك المكان ولا تضغط عليه.",
                        "لا تبدأ أدوية جديدة من تلقاء نفسك.",
                        style=ListStyle.DO_NOT,
                    ),
                ),
            )
        ),
        CallOut(
            Urgency.SAME_DAY,
            inline("اتصل بنا في اليوم نفسه إذا"),
            (
                items(
                    "انتشر الاحمرار",
                    "ازداد الألم",
                    "ظهر قيح أو رائحة كريهة",
                    "تغيّر لون الجلد",
                    "وجدت كتلة، حتى بعد أسابيع أو أشهر",
                ),
                Paragraph(
                    (
                        Run("+90 232 555 0110", strong=True),
                        Run(" نهارًا، وليلًا +90 232 555 0199"),
                    )
                ),
            ),
        ),
        CallOut(
            Urgency.EMERGENCY,
            inline("اتصل بالإسعاف 112 إذا"),
            (
                items(
                    "لم تستطع التنفس جيدًا",
                    "تورّم وجهك أو لسانك",
                    "أُغمي عليك",
                    "كانت حرارتك عالية جدًا",
                ),
            ),
        ),
        sheets.heading("أسئلتي"),
        WriteLines(2),
    )


def consent(**changes: object) -> Sheet:
    """Every other kind of block."""
    return sheet(*consent_blocks(), title="الموافقة على العلاج", kind="consent", **changes)


def consent_blocks() -> tuple[Block, ...]:
    signed = datetime(2026, 11, 2, 10, 40)
    return (
        CallOut(
            Urgency.PERSONAL,
            inline("لك أنت"),
            (sheets.paragraph("قلت لنا إنك أُصبت بسرطان الثدي عام 2019."),),
        ),
        Table(
            (inline("الموضوع"), inline("ما قيل"), inline("متى")),
            (
                (inline("الآمال"), inline("ألم أقل عند صعود الدرج."), inline("2 نوفمبر 2026")),
                (
                    inline("المخاطر"),
                    inline("احمرار وإيلام؛ وكتل بعد أسابيع."),
                    inline("2 نوفمبر 2026"),
                ),
            ),
        ),
        sheets.heading("بكلماتك", 3),
        items("قيل لي ما هو غير معروف.", "استطعت أن أسأل.", style=ListStyle.ORDERED),
        items("أوافق.", "يجوز التقاط صور.", style=ListStyle.CHECK),
        CallOut(
            Urgency.NOTE, inline("يمكنك أن تقول لا"), (sheets.paragraph("في أي وقت، حتى لاحقًا."),)
        ),
        BodyMapBlock((BodyMark("knee", "left"),), "الركبة اليسرى، الجهة الداخلية"),
        SignatureBlock("المريض", "أوافق على العلاج.", "ليلى أحمد", signed, sheets.strokes()),
        SignatureBlock("الطبيب", "شرحت العلاج وأجبت عن الأسئلة."),
        CutStrip((sheets.heading("احتفظ بهذا معك"), sheets.paragraph("العيادة: +90 232 555 0110"))),
    )
