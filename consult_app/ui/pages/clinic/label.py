"""What a product's label permits, and its standing in the clinic's country: told, and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.products import Label, Product, Standing, Status
from consult_app.errors import Refused
from consult_app.forms.model import Coding, Item, say
from consult_app.i18n import _, series
from consult_app.services import products, shelf
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    Chip,
    Choice,
    ChoiceList,
    DateField,
    FieldFrame,
    InlineError,
    Kind,
    Segmented,
    TextField,
    Verdict,
    tokens,
    with_keys,
)
from consult_app.ui.pages.section import Line
from consult_app.ui.product_words import STANDING
from consult_app.ui.reading import day_parser
from consult_app.ui.words import country_names
from consult_app.ui.work import Lane

Options = Sequence[tuple[str, str]]


def options_of(role: str, language: str) -> Options:
    """(code, words) of the options the shipped pack has for a role: routes, areas."""
    pack = shelf.shipped()
    return [
        (option.value.code, say(option.text, language))
        for top in pack.questionnaire.items
        for item in _all(top)
        if item.link_id == pack.roles[role]
        for option in item.options
        if isinstance(option.value, Coding)
    ]


def _all(item: Item) -> list[Item]:
    return [item, *(found for child in item.items for found in _all(child))]


class LabelLine(QWidget):
    """The label in one line, and below it, when asked for, the form. `changed()` when recorded."""

    changed = Signal()

    def __init__(self, ctx: Context, product: Product, routes: Options, sites: Options) -> None:
        super().__init__()
        self._ctx, self._product, self._routes, self._sites = ctx, product, routes, sites
        self._form: _LabelForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)
        card = Card()
        card.add(self._line())
        self._column.addWidget(card)

    def _line(self) -> Line:
        label, country = self._product.label, self._ctx.settings.jurisdiction
        status = label.status_in(country)
        standing = status.standing if status else Standing.UNKNOWN
        known = dict(self._routes) | dict(self._sites)
        named = series(known.get(code, code) for code in (*label.routes, *label.sites))
        words = _("Label: {routes}").format(routes=named or _("routes not recorded"))
        line = Line(words, self._source(status), (_chip(standing),))
        button = line.add_button(
            _("Record the label"),
            _("Record the label: {product}").format(product=self._product.name),
            self._open,
        )
        button.setEnabled(self._ctx.acting.user.may(Capability.KEEP_PRODUCTS))
        return line

    def _source(self, status: Status | None) -> str:
        if status is None or status.source_date is None:
            return _("Nothing is recorded of the law in this country.")
        return _("{source}, {day}").format(
            source=status.source, day=day_words(status.source_date, self._ctx.language)
        )

    def _open(self) -> None:
        if self._form is None:
            self._form = _LabelForm(self._ctx, self._product, self._routes, self._sites)
            self._form.changed.connect(self.changed)
            self._form.left.connect(self._put_away)
            self._column.addWidget(self._form)
        self._form.enter()

    def _put_away(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None


def _chip(standing: Standing) -> Chip:
    verdict = {
        Standing.AUTHORISED: Verdict.CLEAR,
        Standing.CONDITIONAL: Verdict.CLEAR,
        Standing.NOT_PERMITTED: Verdict.STOP,
        Standing.UNKNOWN: Verdict.CAUTION,
    }[standing]
    return Chip(_(STANDING[standing]), verdict, icon=verdict.icon)


class _LabelForm(Card):
    """`changed()` when it is stored; `left()` when it is put away."""

    changed = Signal()
    left = Signal()

    def __init__(self, ctx: Context, product: Product, routes: Options, sites: Options) -> None:
        super().__init__()
        self._ctx, self._product = ctx, product
        label, status = product.label, product.label.status_in(ctx.settings.jurisdiction)
        self._routes = ChoiceList([Choice(c, w) for c, w in routes], multiple=True)
        self._sites = ChoiceList([Choice(c, w) for c, w in sites], multiple=True)
        self._standing = Segmented(with_keys([(s.value, _(STANDING[s])) for s in Standing]))
        self._source = TextField(status.source if status else "", max_length=500)
        self._day = DateField(day_parser(ctx, future=False))
        self._error = InlineError()
        self._routes.set_values([c for c in label.routes if c in dict(routes)])
        self._sites.set_values([c for c in label.sites if c in dict(sites)])
        self._standing.set_value(status.standing.value if status else Standing.UNKNOWN.value)
        if status is not None and status.source_date is not None:
            self._day.set_text(day_words(status.source_date, ctx.language))
        self._lay_out()

    def _lay_out(self) -> None:
        countries = dict(country_names(self._ctx.language))
        code = self._ctx.settings.jurisdiction
        country = countries.get(code, _("this country"))
        self.add(AnswerRow(_("Routes that the label names"), self._routes, wide=True))
        self._areas = AnswerRow(
            _("Areas that the label limits it to"),
            self._sites,
            help_text=_("Leave all of them empty where it limits the product to none."),
            wide=True,
        )
        self.add(self._areas)
        self.add(
            AnswerRow(_("Status in {country}").format(country=country), self._standing, wide=True)
        )
        for label, field in (
            (_("Where the status is written"), self._source),
            (_("Day of that source"), self._day),
        ):
            holder = QWidget()
            line = QVBoxLayout(holder)
            line.setContentsMargins(20, tokens.M, 20, 0)
            line.addWidget(FieldFrame(label, field))
            self.add(holder)
        self.add(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, tokens.M, 20, tokens.L)
        self._save = Button(_("Save the label"))
        away = Button(_("Put away"), Kind.QUIET)
        self._save.clicked.connect(self._store)
        away.clicked.connect(self.left)
        line.addWidget(self._save)
        line.addWidget(away)
        line.addWidget(self._error, 1)
        return foot

    def enter(self) -> None:
        """The keyboard stands at the first route."""
        self._routes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self) -> None:
        day = self._day.parsed
        if day.error:
            self._error.set_error(day.error)
            return
        country, today = self._ctx.settings.jurisdiction, self._ctx.acting.today()
        dated = day.value if isinstance(day.value, date) else None
        status = Status(
            country,
            Standing(self._standing.value or Standing.UNKNOWN.value),
            self._source.text.strip(),
            dated,
            today,
        )
        others = tuple(s for s in self._product.label.statuses if s.jurisdiction != country)
        label = Label(self._routes.values, self._sites.values, (*others, status))
        self._save.set_busy(_("Saving"))
        job = partial(products.set_label, self._ctx.acting, self._product.id, label)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, _product: Product) -> None:
        self.changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self._error.set_error(messages.sentence(refused))
