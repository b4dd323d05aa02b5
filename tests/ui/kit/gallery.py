"""Every part on a few sheets, to be looked at in both themes and at every text size."""

from __future__ import annotations

from math import sin

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.blocks import Stroke
from consult_app.ui.kit import (
    AnswerRow,
    BodyMap,
    Button,
    Card,
    Cell,
    Chip,
    Choice,
    ChoiceList,
    Column,
    Dashes,
    DataTable,
    DateField,
    EmptyState,
    FieldFrame,
    FlowRow,
    FormColumn,
    InlineError,
    Kind,
    NumberField,
    PagePreview,
    Parsed,
    PickField,
    ProgressLine,
    Row,
    SavedMark,
    ScrollArea,
    Segmented,
    SignaturePad,
    Size,
    Surface,
    TextArea,
    TextField,
    Token,
    Type,
    Verdict,
    VerdictBanner,
    WrapLabel,
    tokens,
    with_keys,
)

REGIONS = [
    (region, region.replace("-", " ").capitalize())
    for region in [
        "scalp",
        "face",
        "neck",
        "shoulder",
        "upper-arm",
        "elbow",
        "forearm",
        "wrist",
        "hand",
        "chest",
        "abdomen",
        "upper-back",
        "lower-back",
        "hip",
        "thigh",
        "knee",
        "lower-leg",
        "ankle",
        "foot",
    ]
]


def read_date(text: str) -> Parsed:
    """A stand-in for the clinic's reading of dates."""
    if text == "03/04/25":
        return Parsed(choices=(("3 April 2025", "3 Apr 2025"), ("4 March 2025", "4 Mar 2025")))
    if "x" in text:
        return Parsed(error="This is no date. Type it like 3 April 2025.")
    return Parsed(value=text, words="3 April 2025")


def fields() -> QWidget:
    """Buttons and everything one types into."""
    form = FormColumn()
    form.column.setSpacing(tokens.S)
    form.add(WrapLabel("Fields", Type.PAGE, semibold=True, heading=True))
    form.add(_buttons())
    form.add(FieldFrame("Family name", TextField("Demir"), help_text="As in the passport"))
    wrong = FieldFrame("Phone", TextField("12"))
    wrong.set_error("This number is too short. Type it with the area code.")
    form.add(wrong)
    form.add(FieldFrame("Born", DateField(read_date, "3.4.25")))
    form.add(FieldFrame("Treated", DateField(read_date, "03/04/25")))
    form.add(FieldFrame("Ended", DateField(read_date, "x")))
    number = NumberField(lambda t: Parsed(72.5, "72.5 kilograms"), "72,5", unit="kg")
    form.add(FieldFrame("Weight", number))
    pick = PickField([("knee", "Knee"), ("hip", "Hip")], open_text=True, placeholder="Choose")
    form.add(FieldFrame("Place", pick, help_text="Type to find, or type your own"))
    note = TextArea("Walks 500 m, then rests.\nWants to climb stairs again.")
    form.add(FieldFrame("What the patient can do", note))
    form.add(InlineError("Not saved: the disk is full. Free some space and press Retry."))
    return ScrollArea(form)


def _buttons() -> QWidget:
    line = FlowRow()
    busy = Button("Print and file")
    busy.set_busy("Printing")
    off = Button("Not now")
    off.setEnabled(False)
    for button in (
        Button("Next", Kind.PRIMARY, shortcut="Ctrl+Return"),
        Button("Back"),
        Button("Print", icon="printer"),
        Button("Not today", Kind.QUIET),
        Button("Referral letter", Kind.LINK),
        Button("Void", Kind.DANGER),
        busy,
        off,
    ):
        line.add(button)
    return line


def choices() -> QWidget:
    """Lists, verdicts and states."""
    form = FormColumn()
    card = Card()
    route = ChoiceList(
        [Choice("in", "Into the joint"), Choice("skin", "Under the skin", "With a fine needle")]
    )
    route.set_values(["skin"])
    card.add(AnswerRow("Route", route, wide=True))
    present = [Choice(v, v.capitalize()) for v in ("diabetes", "asthma", "gout")]
    many = ChoiceList([*present, Choice("none", "None of these", exclusive=True)], multiple=True)
    many.set_values(["diabetes", "gout"])
    card.add(AnswerRow("Illnesses", many, wide=True, help_text="More than one can be chosen"))
    form.add(card)
    titles = ["Nothing stands in the way", "Go on with care", "A specialist evaluates first"]
    titles += ["Not now", "Do not treat"]
    for verdict, title in zip(Verdict, titles, strict=True):
        form.add(VerdictBanner(verdict, title, "1 finding · all questions answered"))
    form.add(VerdictBanner(None, "Not yet assessed", "12 questions open"))
    progress = ProgressLine()
    progress.show_progress(12, 40, "12 of 40 sheets")
    form.add(progress)
    failed = SavedMark()
    failed.show_failed(
        "Not saved: the disk is full. Your answers are kept here; free some space and press Retry."
    )
    form.add(failed)
    chips = QHBoxLayout()
    chips.addWidget(Chip("Penicillin: rash", Verdict.STOP, icon="triangle-alert"))
    chips.addWidget(Chip("No known allergies"))
    chips.addWidget(Chip("Demonstration", Verdict.DEFER))
    chips.addStretch()
    form.column.insertLayout(form.column.count() - 1, chips)
    return ScrollArea(form)


def patient() -> QWidget:
    """The patient view of the sketch."""
    page = Surface()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    top, line = Surface("bottom"), QHBoxLayout()
    top.setLayout(line)
    line.setContentsMargins(56, tokens.XL, 56, tokens.XL)
    line.addWidget(WrapLabel("Elif Demir", Type.QUESTION, Token.QUIET))
    line.addStretch()
    line.addWidget(Dashes(6, 3))
    line.addStretch()
    line.addWidget(Button("English", Kind.QUIET))
    rows.addWidget(top)
    form = FormColumn(width=760)
    big = tokens.PATIENT_BODY
    form.add(WrapLabel("What could go wrong", tokens.PATIENT_TITLE, semibold=True, heading=True))
    words = "The place that was treated may be red, tender or painful for a short time. This is "
    form.add(WrapLabel(words + "rare and usually goes away by itself.", big))
    words = "For you: you had breast cancer in 2019. A specialist has looked at this and finds "
    words += "the treatment possible. Ask us what this means for you."
    form.add(VerdictBanner(Verdict.SPECIALIST, "", words, size=Size.PATIENT, bold=[(0, 8)]))
    card = Card()
    answers = [("yes", "Yes"), ("no", "No"), ("talk", "I want to talk about this")]
    answer = Segmented(with_keys(answers), size=Size.PATIENT)
    answer.set_value("yes")
    statement = "I have understood what could go wrong."
    card.add(AnswerRow(statement, answer, size=Size.PATIENT))
    form.add(card)
    form.add(ChoiceList([Choice("a", "My knee"), Choice("b", "My hip")], size=Size.PATIENT))
    rows.addWidget(ScrollArea(form), 1)
    foot, line = Surface("top"), QHBoxLayout()
    foot.setLayout(line)
    line.setContentsMargins(44, tokens.XL, 56, tokens.XL)
    line.setSpacing(tokens.L)
    line.addWidget(Button("I do not want this", Kind.QUIET, size=Size.PATIENT))
    line.addWidget(Button("Not today", Kind.QUIET, size=Size.PATIENT))
    line.addStretch()
    line.addWidget(Button("Back", size=Size.PATIENT))
    line.addWidget(Button("Next", Kind.PRIMARY, size=Size.PATIENT))
    rows.addWidget(foot)
    return page


def drawn() -> QWidget:
    """The body, the signature, the table and the preview."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(tokens.XL, tokens.XL, tokens.XL, tokens.XL)
    upper, lower = QHBoxLayout(), QHBoxLayout()
    rows.addLayout(upper)
    rows.addLayout(lower, 1)
    body = BodyMap(REGIONS)
    body.set_value("knee", "left")
    body.set_others([("shoulder", "right")])
    upper.addWidget(body)
    signature = SignaturePad("Patient's signature")
    signature.set_strokes([_wave()])
    holder = QVBoxLayout()
    holder.addWidget(signature)
    holder.addWidget(EmptyState("calendar", "Nobody is expected today", "Add a patient"))
    upper.addLayout(holder, 1)
    lower.addWidget(_table(), 1)
    preview = PagePreview()
    preview.wanted.connect(lambda n, width: preview.set_image(n, _sheet(width)))
    preview.set_pages([QSizeF(595, 842), QSizeF(595, 842)])
    lower.addWidget(preview, 1)
    return page


def _wave() -> Stroke:
    points = ((0.3 + i / 40, 0.6 + 0.2 * sin(i / 5) * (1 - i / 80)) for i in range(80))
    return Stroke(tuple((x, y, 0.3 + 0.5 * abs(sin(x * 3)), int(x * 300)) for x, y in points))


def _table() -> DataTable:
    columns = [Column("time", "Time", 72, True), Column("name", "Patient", 180)]
    table = DataTable([*columns, Column("state", "State")], name="Today")
    people = ["Elif Demir", "Jan Kowalski", "Işıl Yılmaz", "Amara Okafor", "Nguyễn Thị Lan"]
    states = list(Verdict)
    rows = [
        Row(str(i), (f"{9 + i:02}:30", name, Cell("Assessed", verdict=states[i])))
        for i, name in enumerate(people)
    ]
    table.set_rows(rows)
    table.select("2")
    return table


def _sheet(width: int) -> QImage:
    image = QImage(width, round(width * 842 / 595), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for i in range(12):
        painter.fillRect(
            width // 10, width // 8 + i * width // 12, width * 8 // 10, 2, QColor("gray")
        )
    painter.end()
    return image


SHEETS = {"fields": fields, "choices": choices, "patient": patient, "drawn": drawn}
