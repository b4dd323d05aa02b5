"""The consultation sketch rebuilt from the parts, to be looked at beside the sketch."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.band import Alert, PatientBand
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.card import Card
from consult_app.ui.kit.column import FormColumn
from consult_app.ui.kit.fields import TextField
from consult_app.ui.kit.frame import FieldFrame
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.panes import Panes
from consult_app.ui.kit.rail import Step, StepRail, StepState
from consult_app.ui.kit.row import AnswerRow
from consult_app.ui.kit.scroll import ScrollArea
from consult_app.ui.kit.search import SearchField
from consult_app.ui.kit.segmented import Segmented
from consult_app.ui.kit.shell import NavRail, TopBar
from consult_app.ui.kit.tokens import Token, Type, Verdict
from consult_app.ui.kit.verdict import Finding, FindingCard, OpenList, VerdictBanner


def build() -> QWidget:
    """The whole window of the sketch, 1440 x 900 in the original."""
    window = QWidget()
    rows = QVBoxLayout(window)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    bar = TopBar("Consult", SearchField("Find a patient", shortcut="Ctrl+K"))
    bar.set_people("Klinik Örnek", "Dr Ayşe Kaya")
    rows.addWidget(bar)
    body = QHBoxLayout()
    rows.addLayout(body, 1)
    rooms = [
        ("today", "Today", "calendar"),
        ("patients", "Patients", "user"),
        ("documents", "Documents", "file"),
        ("follow-up", "Follow-up", "activity"),
    ]
    nav = NavRail(rooms)
    nav.set_current("today")
    nav.add_bottom("settings", "Settings", "settings")
    body.addWidget(nav)
    body.addLayout(_consultation(), 1)
    return window


def _consultation() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    band = PatientBand()
    facts = "Female · 47 years (12 Mar 1979) · No. 100 234"
    band.set_patient("Elif Demir", facts, [Alert("Penicillin: rash")])
    band.saved.show_saved("10:42:07")
    column.addWidget(band)
    column.addWidget(Panes(_rail(), ScrollArea(_questions()), _strip()), 1)
    return column


def _rail() -> StepRail:
    names = "Who is here|Health status|Medical history|Medicines, allergies|Contraindications"
    names += "|Indication|Plan|Decision|Consent|Documents"
    steps = [
        Step(
            str(i),
            name,
            StepState.DONE if i < 4 else StepState.OPEN,
            3 if i == 4 else 0,
        )
        for i, name in enumerate(names.split("|"))
    ]
    rail = StepRail()
    rail.set_steps(steps, "4")
    return rail


def _questions() -> QWidget:
    form = FormColumn(margin=tokens.XL)
    form.column.setSpacing(0)
    form.add(WrapLabel("Contraindications", Type.SECTION, semibold=True, heading=True))
    form.add(WrapLabel("Unknown is an answer too: it keeps the question open.", token=Token.QUIET))
    card = Card()
    form.add(card, 20)
    infection = Segmented()
    infection.set_value("no")
    card.add(AnswerRow("Does the patient have an active infection?", infection))
    card.add(_cancer())
    immune = AnswerRow(
        "A disease of the immune system?",
        Segmented(),
        help_text="For example lupus, rheumatoid arthritis, immune deficiency",
    )
    card.add(immune)
    skin = "A wound or infection of the skin at the site?"
    card.add(AnswerRow(skin, Segmented(), help_text="General practice"))
    card.add(AnswerRow("A bleeding disorder?", Segmented(), help_text="General practice"))
    foot = QHBoxLayout()
    foot.addWidget(Button("Back"))
    foot.addStretch()
    foot.addWidget(Button("Next", Kind.PRIMARY, shortcut="Ctrl+Return"))
    form.column.addLayout(foot)
    return form


def _cancer() -> AnswerRow:
    answer = Segmented()
    answer.set_value("yes")
    row = AnswerRow("Has the patient ever had cancer?", answer)
    grid_holder = QWidget()
    grid = QGridLayout(grid_holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.L)
    grid.setVerticalSpacing(tokens.M)
    fields = [("Where", "Breast, left"), ("Diagnosed", "May 2019")]
    fields += [("In remission", "Yes"), ("Last treatment", "2021")]
    for i, (label, text) in enumerate(fields):
        grid.addWidget(FieldFrame(label, TextField(text), keeps_space=False), i // 2, i % 2)
    row.add_follow_up(grid_holder)
    return row


def _strip() -> QWidget:
    strip = QWidget()
    column = QVBoxLayout(strip)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.L)
    column.addWidget(
        VerdictBanner(
            Verdict.SPECIALIST, "A specialist evaluates first", "1 finding · 3 questions open"
        )
    )
    finding = Finding(
        "History of cancer",
        "Breast, left, May 2019; in remission, last treated 2021",
        "Source document, F28 · rule 1.2",
        verdict=Verdict.SPECIALIST,
        actions=(("evaluate", "Record evaluation"), ("refer", "Referral letter")),
    )
    column.addWidget(FindingCard(finding))
    rest = OpenList("Not yet answered")
    rest.set_rows(
        [
            ("a", "Disease of the immune system"),
            ("b", "Skin at the site"),
            ("c", "Bleeding disorder"),
        ]
    )
    column.addWidget(rest)
    return strip
