"""The clinic's treatments counted by indication, product or lot: numbers, never an effect."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import Edition
from consult_app.domain.outcomes import By, Group
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import counts_sheet, outcomes
from consult_app.services.outcomes import Counts, middle_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    DataTable,
    EmptyState,
    InlineError,
    NoteLine,
    ScrollArea,
    Segmented,
    Token,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.work import Lane

_LEAST_HEIGHT = 240
"""Pixels at 100 %: the head of the table and some rows; what is more scrolls within it."""


class CountsPage(QWidget):
    """The table counts; what was answered in the current row's treatments stands under it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._groups: tuple[Group, ...] = ()
        self._head = PageHead(
            _("Counts"),
            _(
                "How many treatments, answers and events there are. It claims no effect: not all "
                "who were treated answer, and there is nobody to compare them with."
            ),
        )
        back = self._head.add_action(Button(_("Back to the list"), strong=False))
        back.clicked.connect(ctx.go.follow_ups)
        self._take_out = self._head.add_action(
            Button(_("Save as a table"), icon="download", strong=False)
        )
        self._paper = self._head.add_action(
            Button(_("Show as a sheet"), icon="file-text", strong=False)
        )
        by = ((By.INDICATION, _("Indication")), (By.PRODUCT, _("Product")), (By.LOT, _("Lot")))
        self._by = Segmented(with_keys([(one.value, w) for one, w in by]), name=_("Counted by"))
        self._by.set_value(By.INDICATION.value)
        self._error, self._note = InlineError(), NoteLine(keeps_space=False)
        self._saving = SavePanel(ctx)
        self._sheet = DocumentView(ctx)
        self.table = _table(ctx)
        self._card = Card(padding=tokens.XL)
        self._title = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._said = WrapLabel("")
        self._meant = WrapLabel(
            _(
                "Before and after ask two different questions and are not to be subtracted. Of "
                "fewer than 5 answers no median is shown; fewer than 10 are a small number. A "
                "treatment for two indications counts in both."
            ),
            Type.HINT,
            Token.QUIET,
        )
        self._lay_out()
        self._by.chosen.connect(lambda _value: self.enter())
        self.table.picked.connect(self._pick)
        self._take_out.clicked.connect(self._export)
        self._saving.closed.connect(self._take_out.setFocus)
        self._paper.clicked.connect(lambda: self._draw(Edition.STANDARD))
        self._sheet.edition_asked.connect(self._draw)
        self._sheet.back.clicked.connect(self._put_sheet_away)

    def enter(self) -> None:
        """Count anew."""
        job = partial(outcomes.counts, self._ctx.acting, By(self._by.value or By.INDICATION))
        self._ctx.work.run(Lane.LONG, self, job, self._show, self._refused)

    def _lay_out(self) -> None:
        self._take_out.setVisible(self._ctx.acting.user.may(Capability.EXPORT_PATIENTS))
        for words in (self._title, self._said, self._meant):
            self._card.add(words)
        content = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._counted = ScrollArea(content)
        around.addWidget(self._counted)
        around.addWidget(self._sheet)
        self._sheet.back.set_label(_("Back to the counts"))
        self._sheet.back.show()
        self._sheet.hide()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(tokens.XXL, tokens.XL, tokens.XXL, tokens.XL)
        whole.setSpacing(tokens.L)
        for part in (self._head, self._saving, self._error, self._by):
            whole.addWidget(part)
        whole.addWidget(self.table, 1)
        self.table.setMinimumHeight(self._ctx.theme.px(_LEAST_HEIGHT))
        whole.addWidget(self._card)
        whole.addWidget(self._note)
        self._card.hide()

    def _show(self, found: Counts) -> None:
        if found.by.value != self._by.value:
            return  # somebody has chosen another since
        self._error.set_error("")
        self._groups = found.groups
        self.table.set_rows([_row(str(n), group) for n, group in enumerate(found.groups)])
        unnamed = ngettext(
            "{n} event names no treatment and is in no line.",
            "{n} events name no treatment and are in no line.",
            found.unnamed,
        )
        self._note.set_echo(unnamed.format(n=found.unnamed) if found.unnamed else "")
        if self._groups:
            self.table.select("0")
        self._pick("0" if self._groups else None)

    def _pick(self, row: object) -> None:
        known = isinstance(row, str) and int(row) < len(self._groups)
        self._card.setVisible(known)
        if isinstance(row, str) and known:
            group = self._groups[int(row)]
            self._title.set_text(group.key)
            self._said.set_text("\n".join(_sentences(group, self._ctx.language)))

    def _draw(self, edition: Edition) -> None:
        """The counts as they are now, on paper; printed and saved from there."""
        self._paper.set_busy(_("Making"))
        by = By(self._by.value or By.INDICATION)
        job = partial(counts_sheet.draw, self._ctx.acting, by, edition)
        drawn = partial(self._drawn, by, edition)
        self._ctx.work.run(Lane.LONG, self, job, drawn, self._refused)

    def _drawn(self, by: By, edition: Edition, pdf: bytes) -> None:
        self._paper.set_busy(None)
        large = "" if edition is Edition.STANDARD else f"-{edition.value}"
        name = f"counts-{by.value}-{self._ctx.acting.today()}{large}.pdf"
        self._counted.hide()
        self._sheet.show()
        self._sheet.show_blank(pdf, _("Counted after treatments"), name, edition)
        self._sheet.back.setFocus()

    def _put_sheet_away(self) -> None:
        self._sheet.hide()
        self._counted.show()
        self._paper.setFocus()

    def _export(self) -> None:
        self._take_out.set_busy(_("Gathering"))
        job = partial(outcomes.exported, self._ctx.acting, By(self._by.value or By.INDICATION))
        self._ctx.work.run(Lane.LONG, self, job, self._gathered, self._refused)

    def _gathered(self, content: bytes) -> None:
        self._take_out.set_busy(None)
        self._saving.open(content, f"counts-{self._by.value}-{self._ctx.acting.today()}.csv")

    def _refused(self, refused: Refused) -> None:
        self._take_out.set_busy(None)
        self._paper.set_busy(None)
        self._error.set_error(messages.sentence(refused))


def _table(ctx: Context) -> DataTable:
    table = DataTable(
        (
            Column("what", _("Group"), 220),
            Column("treatments", _("Treatments"), 110, numeric=True),
            Column("due", _("Follow-ups due"), 130, numeric=True),
            Column("answered", _("Answered"), 110, numeric=True),
            Column("missed", _("Missed"), 100, numeric=True),
            Column("events", _("Adverse events"), 190, numeric=True),
            Column("serious", _("Serious"), 130, numeric=True),
            Column("size", _("Size"), 130),
        ),
        name=_("Counts"),
        find=_("Find a group"),
        empty=EmptyState(
            "clipboard-list",
            _("Nothing to count yet"),
            detail=_("Each treatment that is recorded comes in here, with what came after it."),
        ),
    )
    keep_columns(ctx, table, "counts")
    return table


def _row(key: str, group: Group) -> Row:
    numbers = (group.treatments, group.due, group.answered, group.missed, group.events)
    size = _("A small number") if group.small else ""
    cells = [Cell(str(n), n) for n in (*numbers, group.serious)]
    return Row(key, (group.key, *cells, size))


def _sentences(group: Group, language: str) -> list[str]:
    """What was said before and in each week, as medians with how many they rest on."""
    calls = ngettext(
        "{n} time a patient came or called between the follow-ups.",
        "{n} times a patient came or called between the follow-ups.",
        group.calls,
    )
    before = _("How bad it was before, median: {middle}")
    found = [before.format(middle=middle_words(group.before, language))]
    for week, one in group.after:
        words = _("Pain in week {week}, median: {middle}")
        found.append(words.format(week=week, middle=middle_words(one, language)))
    if group.calls:
        found.append(calls.format(n=group.calls))
    if group.not_judged:
        words = ngettext(
            "Of {n} event nobody has said yet whether it is serious.",
            "Of {n} events nobody has said yet whether they are serious.",
            group.not_judged,
        )
        found.append(words.format(n=group.not_judged))
    return found
