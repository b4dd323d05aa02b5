"""Finding while typing: two keys and a name lead to a record, a number to a paper or a lot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QObject, Signal

from consult_app import messages
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import patients
from consult_app.services.acting import Acting
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit.search import SearchField
from consult_app.ui.results import Result, ResultList
from consult_app.ui.words import KIND, patient_facts
from consult_app.ui.work import Lane

if TYPE_CHECKING:
    from consult_app.domain.products import Lot, Product

SHOWN = 8
Hit: TypeAlias = "Patient | DocumentRecord | tuple[Lot, Product]"


class Finder(QObject):
    """Searches at every key and shows the newest answer only.

    `picked(Patient)` by Enter or click; Enter pressed before the answer is there takes its first
    line. `register(text)` when nobody fits and the person goes on to register. With `everything`
    papers and lots are found by their numbers too: `paper(id)` and `lot(product id)`.
    """

    picked = Signal(object)
    register = Signal(str)
    paper = Signal(int)
    lot = Signal(int)

    def __init__(
        self, ctx: Context, field: SearchField, results: ResultList, *, everything: bool = False
    ) -> None:
        super().__init__(field)
        self._ctx, self._field, self._list = ctx, field, results
        self._everything = everything
        self._found: tuple[Hit, ...] = ()
        self._asked = ""
        self._running = False
        self._take_on_arrival = False
        field.changed.connect(self._typed)
        field.walked.connect(results.walk)
        field.taken.connect(self._enter)
        field.left.connect(self.close)
        field.edit.installEventFilter(self)
        field.window().installEventFilter(self)
        results.taken.connect(self._take)
        self._typed(field.text)  # what was typed while the records were being opened

    def close(self) -> None:
        """Put the list away."""
        self._found = ()
        self._take_on_arrival = False
        self._list.show_results((), self._field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes when the keyboard leaves, the field is hidden or the window changes."""
        away = event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide)
        if event.type() == QEvent.Type.Resize and watched is not self._field.edit:
            away = True
        if away and not self._list.isHidden():
            self._list.show_results((), self._field)
        return False

    def _typed(self, text: str) -> None:
        self._take_on_arrival = False
        if not text.strip():
            self._asked = ""
            self.close()
        elif not self._running:
            self._ask(text)

    def _ask(self, text: str) -> None:
        self._asked, self._running = text, True
        job = _search_job(self._ctx, text, self._everything)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _arrived(self, found: tuple[Hit, ...]) -> None:
        self._running = False
        text = self._field.text
        if not text.strip():
            return
        if text != self._asked:  # typed on meanwhile: only the newest counts
            self._ask(text)
            return
        self._found = found
        if self._take_on_arrival:
            self._take(0)
        else:
            self._list.show_results(self._lines(found), self._field)

    def _lines(self, found: tuple[Hit, ...]) -> list[Result]:
        if not found:
            words = _("No patient fits: register {name}").format(name=self._field.text.strip())
            return [Result(words, icon="user-plus")]
        return [self._line(one) for one in found]

    def _line(self, one: Hit) -> Result:
        today, language = self._ctx.acting.today(), self._ctx.language
        if isinstance(one, Patient):
            return Result(one.name, patient_facts(one, today, language))
        if isinstance(one, DocumentRecord):
            return Result(one.number, _(KIND[one.kind]), icon="file")
        lot, product = one
        expiry = day_words(lot.expiry, language, short=True)
        words = _("Lot {number}").format(number=lot.number)
        return Result(words, series((product.name, expiry), " · "), icon="package")

    def _enter(self) -> None:
        if not self._field.text.strip():
            return
        if self._running or self._asked != self._field.text:
            self._take_on_arrival = True
            if not self._running:
                self._ask(self._field.text)
        else:
            self._take(self._list.lit)

    def _take(self, index: int) -> None:
        text, found = self._field.text.strip(), self._found
        self._asked = ""
        self._field.set_text("")
        self.close()
        if found:
            self._go(found[index])
        else:
            self.register.emit(text)

    def _go(self, one: Hit) -> None:
        if isinstance(one, Patient):
            self.picked.emit(one)
        elif isinstance(one, DocumentRecord):
            self.paper.emit(one.id)
        else:
            self.lot.emit(one[1].id)

    def _refused(self, refused: Refused) -> None:
        self._running = self._take_on_arrival = False
        self._list.show_results(
            [Result(messages.sentence(refused), icon="circle-alert")], self._field
        )


def _search_job(ctx: Context, text: str, everything: bool) -> Callable[[], tuple[Hit, ...]]:
    return partial(_everything if everything else patients.search, ctx.acting, text, SHOWN)


def _everything(acting: Acting, text: str, limit: int) -> tuple[Hit, ...]:
    """On a lane. Papers and lots are brought in with the first search, not with the window."""
    from consult_app.services import finding

    return finding.search(acting, text, limit).all
