"""Which page is shown: answers the navigator and fills the window's frame.

Imported after the first paint: the pages bring the services and the database along.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.ui.context import Context
from consult_app.ui.finder import Finder
from consult_app.ui.results import ResultList
from consult_app.ui.window import Window

if TYPE_CHECKING:
    from consult_app.ui.consultation.page import ConsultationPage
    from consult_app.ui.pages.clinic.page import ClinicPage
    from consult_app.ui.pages.documents import DocumentsPage
    from consult_app.ui.pages.patient import PatientPage
    from consult_app.ui.scan.page import ScanPageView

_PAGES = {
    "today": "pages.today:TodayPage",
    "waiting": "pages.waiting:WaitingPage",
    "patients": "pages.patients:PatientsPage",
    "patient": "pages.patient:PatientPage",
    "register": "pages.register:RegisterPage",
    "bulk": "pages.bulk.page:BulkPage",
    "follow-ups": "aftermath.room:FollowUpRoom",
    "follow-up": "aftermath.follow_up:FollowUpPage",
    "call": "aftermath.call:CallPage",
    "counts": "aftermath.counts:CountsPage",
    "adverse-event": "aftermath.event:EventPage",
    "documents": "pages.documents:DocumentsPage",
    "check": "pages.check:CheckPage",
    "scans": "scan.page:ScanPageView",
    "signed-paper": "scan.confirm:ConfirmPage",
    "clinic": "pages.clinic.page:ClinicPage",
    "join": "pages.lives.join:JoinPage",
    "erase": "pages.lives.erase:ErasePage",
    "consultation": "consultation.page:ConsultationPage",
    "why": "pages.why:WhyPage",
}
"""Where each page is. Read when it is shown: the day's list does not wait for the others."""


def read_ahead() -> None:
    """Read what is likely to be shown next; from a lane, so that the window does not halt later."""
    for name in _PAGES:
        _class(name)
    from consult_app.ui.consultation import later

    later.read_ahead()


def _class(name: str) -> Callable[..., QWidget]:
    module, _colon, page = _PAGES[name].partition(":")
    made: Callable[..., QWidget] = getattr(import_module(f"{__package__}.{module}"), page)
    return made


@runtime_checkable
class Page(Protocol):
    """What the router knows of a page."""

    def enter(self) -> None:
        """Called whenever the page is shown: read anew, set the focus."""


class Router(QObject):
    """Keeps the pages of the rail; makes a page about one patient anew each time.

    `left()`: such a page was left, and goes.
    """

    left = Signal()

    def __init__(self, ctx: Context, window: Window) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window
        self._kept: dict[str, QWidget] = {}
        self._passing: QWidget | None = None
        self._connect()
        self._add_finder()
        window.set_open(True)

    def _connect(self) -> None:
        go = self._ctx.go
        go.today.connect(lambda: self._keep("today"))
        go.waiting.connect(lambda which: self._pass("today", "waiting", which))
        go.patients.connect(lambda: self._keep("patients"))
        go.documents.connect(lambda: self._keep("documents"))
        go.document.connect(self._document)
        go.pack.connect(self._pack)
        go.scans.connect(lambda: self._show("documents", self._kept_page("scans")))
        go.scan_files.connect(self._scan_files)
        go.signed_paper.connect(lambda id_: self._pass("documents", "signed-paper", id_))
        go.check.connect(lambda: self._show("documents", self._kept_page("check")))
        go.settings.connect(lambda: self._keep("clinic"))
        go.clinic_part.connect(self._clinic_part)
        go.backups.connect(lambda: self._clinic_part("backups"))
        go.patient.connect(lambda id_: self._pass("patients", "patient", id_))
        go.take_out.connect(self._take_out)
        go.register.connect(lambda name: self._pass("patients", "register", name))
        go.bulk.connect(lambda: self._show("patients", self._kept_page("bulk")))
        go.follow_ups.connect(lambda: self._keep("follow-ups"))
        go.counts.connect(lambda: self._show("follow-ups", self._kept_page("counts")))
        go.follow_up.connect(lambda id_: self._pass("follow-ups", "follow-up", id_))
        go.call.connect(lambda id_: self._pass("follow-ups", "call", id_))
        go.adverse_event.connect(lambda id_: self._pass("follow-ups", "adverse-event", id_))
        go.join.connect(lambda one, other: self._pass("patients", "join", (one, other)))
        go.erase.connect(lambda id_: self._pass("patients", "erase", id_))
        go.consultation.connect(self._consultation)
        go.consultation_step.connect(self._consultation_step)
        go.why.connect(lambda id_: self._pass("patients", "why", id_))
        self._window.rail.chosen.connect(self._chosen)
        if self._ctx.acting.user.may(Capability.FILE_PAPERS):
            self._window.dropped.connect(go.scan_files)

    def _chosen(self, room: str) -> None:
        go = self._ctx.go
        rooms = {
            "today": go.today,
            "patients": go.patients,
            "follow-ups": go.follow_ups,
            "documents": go.documents,
            "clinic": go.settings,
        }
        rooms[room].emit()

    def _add_finder(self) -> None:
        self._results = ResultList(self._window)
        self._finder = Finder(self._ctx, self._window.search, self._results, everything=True)
        self._finder.paper.connect(self._ctx.go.document)
        self._finder.lot.connect(lambda _product: self._clinic_part("products"))
        self._finder.picked.connect(self._picked)
        self._finder.register.connect(self._ctx.go.register)

    def retire(self) -> None:
        """Somebody else logs in: every page of the one before goes for good."""
        self._window.search.set_text("")
        pages = (*self._kept.values(), *((self._passing,) if self._passing else ()))
        for page in pages:
            self._window.stack.removeWidget(page)
        for gone in (*pages, self._finder, self._results, self):
            gone.deleteLater()

    def _picked(self, patient: Patient) -> None:
        self._ctx.go.patient.emit(patient.id)

    def _consultation(self, consultation_id: int) -> None:
        self._pass("today", "consultation", consultation_id)

    def _take_out(self, patient_id: int, consultation_id: int) -> None:
        self._pass("patients", "patient", patient_id)
        cast("PatientPage", self._passing).take_out(consultation_id)

    def _consultation_step(self, consultation_id: int, place: str) -> None:
        page = cast("ConsultationPage", _class("consultation")(self._ctx, consultation_id))
        page.place = place
        self._show("today", page)
        self._passing = page

    def _document(self, document_id: int) -> None:
        page = cast("DocumentsPage", self._kept_page("documents"))
        page.open(document_id)
        self._show("documents", page)

    def _clinic_part(self, part: str) -> None:
        page = cast("ClinicPage", self._kept_page("clinic"))
        self._show("clinic", page)
        page.open(part)

    def _pack(self, document_id: int) -> None:
        page = cast("DocumentsPage", self._kept_page("documents"))
        page.open_pack(document_id)
        self._show("documents", page)

    def _scan_files(self, files: list[Path]) -> None:
        page = cast("ScanPageView", self._kept_page("scans"))
        self._show("documents", page)
        page.take(files)

    def _keep(self, room: str) -> None:
        self._show(room, self._kept_page(room))

    def _kept_page(self, room: str) -> QWidget:
        if room not in self._kept:
            self._kept[room] = _class(room)(self._ctx)
        return self._kept[room]

    def _pass(self, room: str, name: str, about: int | str | tuple[int, int]) -> None:
        """A page about one patient, whom `about` names."""
        page = _class(name)(self._ctx, about)
        self._show(room, page)
        self._passing = page

    def _show(self, room: str, page: QWidget) -> None:
        """Put the page in front; the page about one patient before it goes for good."""
        stack, before = self._window.stack, self._passing
        if stack.indexOf(page) < 0:
            stack.addWidget(page)
        stack.setCurrentWidget(page)
        self._passing = None
        if before is not None:
            stack.removeWidget(before)
            before.deleteLater()
            self.left.emit()
        self._window.rail.set_current(room)
        if isinstance(page, Page):
            page.enter()
