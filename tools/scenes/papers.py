"""Pictures of the print centre: the lists, what is printed in one go, one paper looked at."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import Qt

from consult_app.domain.documents import DocumentState, Edition, Kind
from consult_app.services import documents
from consult_app.ui.pages.printing import SystemPrinters
from tools.scenes.common import CTRL, DOWN, ESCAPE, RETURN, Sit, copy_of, empty

if TYPE_CHECKING:
    from tools.screens import Tour


def _printers() -> AbstractContextManager[object]:
    """Two printers that are asked for and never printed on; the first has no paper."""
    return patch.multiple(
        SystemPrinters,
        names=lambda _self: ["Front desk", "Room 2"],
        both_sides=lambda _self, name: name == "Front desk",
        trouble=lambda _self, _name: "print.paper-out",
    )


def papers(sit: Sit, clinic: Path, room: Path) -> None:
    """The lists, a pack before the printer, a paper with what can be done with it."""
    tour = sit(copy_of(clinic, room, "papers"))
    hands, take = tour.hands, tour.take
    hands.click("Documents")
    hands.settle()
    take("documents")
    hands.fill("Find a document", "qqq")
    take("documents-none")
    empty(hands, "Find a document")
    hands.press(DOWN)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    take("pack-no-printer")
    hands.press(ESCAPE)
    _waiting(tour)
    hands.answer("Which ones", "The newest")
    hands.settle()
    hands.focus("Find a document")
    hands.press(DOWN)
    hands.press(RETURN)
    hands.find("Save as PDF")
    hands.settle()
    take("document")
    hands.press(Qt.Key.Key_P, CTRL)
    take("document-print")
    hands.press(Qt.Key.Key_S, CTRL)
    take("document-save")
    hands.fill("Save the copy as", "/nowhere/at/all.pdf")
    hands.press(RETURN)
    take("document-save-refused")
    hands.click("History")
    take("document-history")
    tour.close()


def _waiting(tour: Tour) -> None:
    """The day's papers before a printer."""
    hands, take, ctx = tour.hands, tour.take, tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    hands.answer("Which ones", "To print")
    hands.settle()
    take("waiting-none")
    information = (r for r, _p in documents.recent(ctx.acting) if r.kind is Kind.INFORMATION)
    made = [record for record in information if record.state is DocumentState.FINAL]
    for record in made[:3]:
        documents.in_edition(ctx.acting, record.id, Edition.LARGE)
    newest = documents.in_edition(ctx.acting, made[4].id, Edition.LARGE)
    documents.in_edition(ctx.acting, newest.id, Edition.STANDARD)
    ctx.go.records_changed.emit()
    hands.settle()
    take("waiting")
    with _printers():
        hands.press(Qt.Key.Key_P, CTRL)
        hands.settle()
        take("waiting-print")
        hands.click("Print now")
        hands.settle()
        take("waiting-no-paper")
        hands.click("Save as PDF")
        hands.answer("Files", "All in one file")
        take("waiting-save")
        hands.press(ESCAPE)
