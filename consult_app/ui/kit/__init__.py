"""The parts every page is made of: pure widgets with signals, no services and no rules.

`theme.install(app)` once, before the first widget (composition root); `theme()` gives the Theme:
`.dark .scale .reduced_motion .motion_ms`, `set_dark set_scale step_scale(up)`, `color(Token)`,
`font(Type)`, `px(n)`, signal `changed`. Every part follows it by itself. The focus ring is one
overlay for the whole window: keep 8 px around controls free, nothing else is needed.

Names: a control's accessible name is its question or label; `AnswerRow` and `FieldFrame` give it.
`set_...` is always silent; signals fire only for what a person did.

Text     WrapLabel(text, Type, Token, *, semibold, heading, bold=[(start, len)], max_characters)
         .set_text .set_token
         ComparedText([Run]) .set_runs: what has gone struck through, what is new underlined
Buttons  Button(label, Kind, *, icon, shortcut, show_shortcut, size, strong) clicked;
         .set_label .set_busy(words|None) .set_kind .set_icon
Answers  Segmented([Option(value, label, key)] | None for yes/no/unknown, *, name, size)
         chosen(value|None); .value .set_value .rect_of(value); with_keys([(value, label)])
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
         SecretField(*, name, size) a TextField of dots; entered; .set_shown .clear
         SearchField(placeholder, *, shortcut) changed, walked(key) taken left; .summon()
Surface  Card(*, padding) .add .insert    ScrollArea(content) .reveal(widget)
         FormColumn(*, width, margin) .add(widget, spacing) .column    Surface(side)
Many     ChoiceList([Choice(value, label, hint, exclusive)], *, multiple, name, size)
         chosen(tuple of values); .values .set_values .option(value)
         PickField([(value, words)], *, open_text, name, placeholder, size)
         picked(value|None, text) unknown(text); .value .text .set_value .set_options
         FlowRow(gap) .add: widgets side by side that wrap
Verdict  VerdictBanner(Verdict|None, title, sentence, *, size, bold) .show_verdict
         FindingCard(Finding(title, answer, source, clears, verdict, actions=((id, words),)))
         opened acted(id)    OpenList(title) .set_rows([(id, words)]) jumped(id)
Frame    NavRail([(id, words, icon)]) chosen(id); .set_current .add_bottom
         TopBar(title, SearchField) locked; .set_people(clinic, person) .add_trailing
         SideList([Option], name=) chosen(value); .value .set_value .set_attention(value, words)
         StepRail(name) .set_steps([Step(id, title, StepState, left)], current) chosen(id)
         PatientBand() .set_patient(name, facts, [Alert(words, loud)]) .saved .add_trailing
         Panes(StepRail, page, strip) .set_page(page) -> old one; folds by itself when narrow
         SavedMark() .show_saved(time) .show_saving() .show_failed(sentence) retry
         Chip(words, Verdict|None, icon=)    Pill(words, Verdict|None, icon=) clicked
         Dashes(total, done, size=) .show_done(done, total)
States   EmptyState(icon, sentence, action, *, detail) acted
         ProgressLine(words, *, cancellable) .show_progress(done, total, words) cancelled
Tables   DataTable([Column(id, title, width, numeric)], *, name, find, empty)
         .set_rows([Row(id, (Cell(text, sort, verdict, icon) | str, ...))]) .current .select
         .state() .restore(state) .search .grid; opened(id) picked(id|None) columns_changed(state)
Paper    PagePreview(*, name) .set_pages([QSizeF points]) .set_image(page, QImage) .add_tool
         wanted(page, width in device pixels); .desk.page .desk.go_to .desk.set_zoom
Drawn    SignaturePad(role, *, size) .strokes (domain Stroke) .set_strokes .pad; changed
         BodyMap([(region, words)], *, name) .value .set_value(region, side) .set_others(marks)
         chosen(region, side); side "left", "right", "both", or "" in the middle of the body
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from consult_app.ui.kit import tokens
from consult_app.ui.kit.theme import Theme, install, theme
from consult_app.ui.kit.tokens import Size, Token, Type, Verdict

if TYPE_CHECKING:
    from consult_app.ui.kit import icons
    from consult_app.ui.kit.band import Alert, PatientBand, SavedMark
    from consult_app.ui.kit.bodymap import BodyMap
    from consult_app.ui.kit.button import Button, Kind
    from consult_app.ui.kit.card import Card
    from consult_app.ui.kit.choice import Choice, ChoiceList
    from consult_app.ui.kit.column import FormColumn
    from consult_app.ui.kit.compared import ComparedText
    from consult_app.ui.kit.fields import TextArea, TextField
    from consult_app.ui.kit.flow import FlowRow
    from consult_app.ui.kit.frame import FieldFrame
    from consult_app.ui.kit.label import WrapLabel
    from consult_app.ui.kit.note import InlineError, NoteLine
    from consult_app.ui.kit.panes import Panes
    from consult_app.ui.kit.parsed import DateField, NumberField, Parsed, ParsedField
    from consult_app.ui.kit.pick import PickField
    from consult_app.ui.kit.pill import Chip, Pill
    from consult_app.ui.kit.preview import PagePreview
    from consult_app.ui.kit.rail import Step, StepRail, StepState
    from consult_app.ui.kit.row import AnswerRow
    from consult_app.ui.kit.scan import ScanField
    from consult_app.ui.kit.scroll import ScrollArea
    from consult_app.ui.kit.search import SearchField
    from consult_app.ui.kit.secret import SecretField
    from consult_app.ui.kit.segmented import Segmented, with_keys, yes_no_unknown
    from consult_app.ui.kit.segmentview import Option
    from consult_app.ui.kit.shell import NavRail, TopBar
    from consult_app.ui.kit.sidelist import SideList
    from consult_app.ui.kit.signature import SignaturePad
    from consult_app.ui.kit.states import Dashes, EmptyState, ProgressLine
    from consult_app.ui.kit.surface import Surface
    from consult_app.ui.kit.table import DataTable
    from consult_app.ui.kit.tablemodel import Cell, Column, Row
    from consult_app.ui.kit.verdict import Finding, FindingCard, OpenList, VerdictBanner

# Where each part is, read when first asked for: the first paint waits for no part it does not show.
_PARTS = {
    "band": "Alert PatientBand SavedMark",
    "bodymap": "BodyMap",
    "button": "Button Kind",
    "card": "Card",
    "choice": "Choice ChoiceList",
    "column": "FormColumn",
    "compared": "ComparedText",
    "fields": "TextArea TextField",
    "flow": "FlowRow",
    "frame": "FieldFrame",
    "label": "WrapLabel",
    "note": "InlineError NoteLine",
    "panes": "Panes",
    "parsed": "DateField NumberField Parsed ParsedField",
    "pick": "PickField",
    "pill": "Chip Pill",
    "preview": "PagePreview",
    "rail": "Step StepRail StepState",
    "row": "AnswerRow",
    "scan": "ScanField",
    "scroll": "ScrollArea",
    "search": "SearchField",
    "secret": "SecretField",
    "segmented": "Segmented with_keys yes_no_unknown",
    "segmentview": "Option",
    "shell": "NavRail TopBar",
    "sidelist": "SideList",
    "signature": "SignaturePad",
    "states": "Dashes EmptyState ProgressLine",
    "surface": "Surface",
    "table": "DataTable",
    "tablemodel": "Cell Column Row",
    "verdict": "Finding FindingCard OpenList VerdictBanner",
}
_HOME = {part: module for module, parts in _PARTS.items() for part in parts.split()}

if not TYPE_CHECKING:  # a type checker knows every part and would lose sight of a wrong name

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"the kit has no part {name!r}")
        part = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = part
        return part


__all__ = [
    "Alert",
    "AnswerRow",
    "BodyMap",
    "Button",
    "Card",
    "Cell",
    "Chip",
    "Choice",
    "ChoiceList",
    "Column",
    "ComparedText",
    "Dashes",
    "DataTable",
    "DateField",
    "EmptyState",
    "FieldFrame",
    "Finding",
    "FindingCard",
    "FlowRow",
    "FormColumn",
    "InlineError",
    "Kind",
    "NavRail",
    "NoteLine",
    "NumberField",
    "OpenList",
    "Option",
    "PagePreview",
    "Panes",
    "Parsed",
    "ParsedField",
    "PatientBand",
    "PickField",
    "Pill",
    "ProgressLine",
    "Row",
    "SavedMark",
    "ScanField",
    "ScrollArea",
    "SearchField",
    "SecretField",
    "Segmented",
    "SideList",
    "SignaturePad",
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
