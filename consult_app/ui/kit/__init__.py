"""The parts every page is made of: pure widgets with signals, no services and no rules.

`theme.install(app)` once, before the first widget (composition root); `theme()` gives the Theme:
`.dark .scale .reduced_motion .motion_ms`, `set_dark set_scale step_scale(up)`, `color(Token)`,
`font(Type)`, `px(n)`, signal `changed`. Every part follows it by itself. The focus ring is one
overlay for the whole window: keep 8 px around controls free, nothing else is needed.

Names: a control's accessible name is its question or label; `AnswerRow` and `FieldFrame` give it.
`set_...` is always silent; signals fire only for what a person did.

Text     WrapLabel(text, Type, Token, *, semibold, heading, bold=[(start, len)], max_characters)
         .set_text .set_token
Buttons  Button(label, Kind, *, icon, shortcut, show_shortcut, size, strong) clicked;
         .set_label .set_busy(words|None) .set_kind .set_icon
Answers  Segmented([Option(value, label, key)] | None for yes/no/unknown, *, name, size)
         chosen(value|None); .value .set_value .segment(value); with_keys([(value, label)])
         AnswerRow(question, control, *, help_text, wide, size) .set_error .set_question
         .add_follow_up(widget) .set_follow_ups_visible(bool) .control
Fields   TextField(text, *, name, placeholder, unit, icon, max_length, size)
         changed(str) committed(str) too_long; .text .set_text .set_wrong .set_read_only
         TextArea(text, *, name, placeholder, lines, most_lines, max_length, size)
         changed committed trimmed(n characters that did not fit)
         DateField(parse, text, *, name, placeholder, size) NumberField(parse, text, *, unit, ...)
         changed(Parsed) committed(Parsed); parse(str) -> Parsed(value, words, error, choices)
         FieldFrame(label, control, *, help_text, keeps_space) .set_error .control
         InlineError(sentence) .set_error    NoteLine() .set_help .set_echo .set_error
         SearchField(placeholder, *, shortcut) changed, walked(key) taken left; .summon()
Surface  Card(*, padding) .add .insert    ScrollArea(content) .reveal(widget)
         FormColumn(*, width, margin) .add(widget, spacing) .column    Surface(side)
Verdict  VerdictBanner(Verdict|None, title, sentence, *, size, bold) .show_verdict
         FindingCard(Finding(title, answer, source, clears, verdict, actions=((id, words),)))
         opened acted(id)    OpenList(title) .set_rows([(id, words)]) jumped(id)
Frame    NavRail([(id, words, icon)]) chosen(id); .set_current .add_bottom
         TopBar(title, SearchField) locked; .set_people(clinic, person) .add_trailing
         StepRail(name) .set_steps([Step(id, title, StepState, left)], current) chosen(id)
         PatientBand() .set_patient(name, facts, [Alert(words, loud)]) .saved .add_trailing
         SavedMark() .show_saved(time) .show_saving() .show_failed(sentence) retry
         Chip(words, Verdict|None, icon=)
"""

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.band import Alert, Chip, PatientBand, SavedMark
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.card import Card
from consult_app.ui.kit.fields import TextArea, TextField
from consult_app.ui.kit.frame import FieldFrame
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.note import InlineError, NoteLine
from consult_app.ui.kit.parsed import DateField, NumberField, Parsed, ParsedField
from consult_app.ui.kit.rail import Step, StepRail, StepState
from consult_app.ui.kit.row import AnswerRow
from consult_app.ui.kit.scroll import FormColumn, ScrollArea, Surface
from consult_app.ui.kit.search import SearchField
from consult_app.ui.kit.segmented import Option, Segmented, with_keys, yes_no_unknown
from consult_app.ui.kit.shell import NavRail, TopBar
from consult_app.ui.kit.theme import Theme, install, theme
from consult_app.ui.kit.tokens import Size, Token, Type, Verdict
from consult_app.ui.kit.verdict import Finding, FindingCard, OpenList, VerdictBanner

__all__ = [
    "Alert",
    "AnswerRow",
    "Button",
    "Card",
    "Chip",
    "DateField",
    "FieldFrame",
    "Finding",
    "FindingCard",
    "FormColumn",
    "InlineError",
    "Kind",
    "NavRail",
    "NoteLine",
    "NumberField",
    "OpenList",
    "Option",
    "Parsed",
    "ParsedField",
    "PatientBand",
    "SavedMark",
    "ScrollArea",
    "SearchField",
    "Segmented",
    "Size",
    "Step",
    "StepRail",
    "StepState",
    "Surface",
    "TextArea",
    "TextField",
    "Theme",
    "Token",
    "TopBar",
    "Type",
    "Verdict",
    "VerdictBanner",
    "WrapLabel",
    "icons",
    "install",
    "theme",
    "tokens",
    "with_keys",
    "yes_no_unknown",
]
