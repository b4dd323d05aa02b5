"""A fresh look for every test of the parts: light, 100 %, read from the left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from consult_app.ui.kit.theme import Theme, install


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """The application's theme, as it is at first; whatever a test changed is put back."""
    theme = install(qapp)
    yield theme
    theme.set_dark(False)
    theme.set_scale(100)
    theme.reduced_motion = False
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
