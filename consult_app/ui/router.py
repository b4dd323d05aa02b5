"""Which page is shown: answers the navigator and fills the window's frame.

Imported after the first paint: the pages bring the services and the database along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from consult_app.domain.patients import Patient
from consult_app.ui.context import Context
from consult_app.ui.finder import Finder
from consult_app.ui.pages.clinic.page import ClinicPage
from consult_app.ui.pages.documents import DocumentsPage
from consult_app.ui.pages.patient import PatientPage
from consult_app.ui.pages.patients import PatientsPage
from consult_app.ui.pages.register import RegisterPage
from consult_app.ui.pages.today import TodayPage
from consult_app.ui.results import ResultList
from consult_app.ui.window import Window


@runtime_checkable
class Page(Protocol):
    """What the router knows of a page."""

    def enter(self) -> None:
        """Called whenever the page is shown: read anew, set the focus."""


class Router(QObject):
    """Keeps the pages of the rail; makes a page about one patient anew each time."""

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
        go.today.connect(lambda: self._keep("today", TodayPage))
        go.patients.connect(lambda: self._keep("patients", PatientsPage))
        go.documents.connect(lambda: self._keep("documents", DocumentsPage))
        go.document.connect(self._document)
        go.settings.connect(lambda: self._keep("clinic", ClinicPage))
        go.patient.connect(lambda id_: self._pass("patients", PatientPage(self._ctx, id_)))
        go.register.connect(lambda name: self._pass("patients", RegisterPage(self._ctx, name)))
        go.consultation.connect(self._consultation)
        rooms = {
            "today": go.today,
            "patients": go.patients,
            "documents": go.documents,
            "clinic": go.settings,
        }
        self._window.rail.chosen.connect(lambda room: rooms[room].emit())

    def _add_finder(self) -> None:
        finder = Finder(self._ctx, self._window.search, ResultList(self._window))
        finder.picked.connect(self._picked)
        finder.register.connect(self._ctx.go.register)

    def _picked(self, patient: Patient) -> None:
        self._ctx.go.patient.emit(patient.id)

    def _consultation(self, consultation_id: int) -> None:
        # the largest page by far: read when the first consultation is opened
        from consult_app.ui.consultation.page import ConsultationPage

        self._pass("today", ConsultationPage(self._ctx, consultation_id))

    def _document(self, document_id: int) -> None:
        page = self._kept.get("documents")
        if not isinstance(page, DocumentsPage):
            page = self._kept["documents"] = DocumentsPage(self._ctx)
        page.open(document_id)
        self._show("documents", page)

    def _keep(self, room: str, make: Callable[[Context], QWidget]) -> None:
        page = self._kept.get(room)
        if page is None:
            page = self._kept[room] = make(self._ctx)
        self._show(room, page)

    def _pass(self, room: str, page: QWidget) -> None:
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
        self._window.rail.set_current(room)
        if isinstance(page, Page):
            page.enter()
