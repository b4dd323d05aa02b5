"""Guards the window's library against a fault that an update could bring back."""

from __future__ import annotations

import subprocess
import sys

VOID_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for _ in range(200_000):
    label.setText("a")
print("alive")
"""


def test_qt_200000_void_calls_survive() -> None:
    # PySide6 6.12.0 drops a reference to None on each: Python 3.11 then ends in none_dealloc
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-500:]
