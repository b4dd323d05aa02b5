"""How the columns of a table were arranged is there again at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consult_app import settings
from consult_app.app import Desk
from consult_app.services import accounts, patients
from consult_app.ui.hands import Hands
from consult_app.ui.kit import DataTable
from tests.clinics import ELIF, KAYA, SETTINGS
from tests.keys import CHEAPEST

PASSWORD = "lantern orbit walnut"


def open_patients(app: QApplication, folder: Path) -> tuple[Desk, DataTable]:
    """The window, logged in, on the list of patients."""
    desk = Desk(app, folder, cost=CHEAPEST)
    hands = Hands(desk.window, lambda: desk.work.busy)
    desk.show()
    desk.window.activateWindow()
    hands.fill("Password", PASSWORD)
    hands.press(Qt.Key.Key_Return)
    hands.wait(desk.window.rail.isEnabled, "the records stay closed")
    hands.settle()
    hands.click("Patients")
    hands.settle()
    table = next(t for t in desk.window.findChildren(DataTable) if t.isVisible())
    return desk, table


def close(desk: Desk) -> None:
    desk.window.close()
    desk.close()


def test_width_and_order_of_columns_outlive_the_window(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    acting = accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, CHEAPEST).acting
    patients.register(acting, ELIF)
    acting.store.close()
    desk, table = open_patients(qapp, folder)
    header = table.grid.horizontalHeader()
    header.resizeSection(1, 260)
    table.grid.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    close(desk)
    kept = (folder / settings.FILE).read_text(encoding="utf-8")
    assert "Demir" not in kept
    desk, table = open_patients(qapp, folder)
    header = table.grid.horizontalHeader()
    assert header.sectionSize(1) == 260
    assert header.sortIndicatorSection() == 2
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    close(desk)
