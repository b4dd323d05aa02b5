"""Where there are two displays, the physician chooses; the window fills it and comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

DISPLAYS = {
    "screens": [
        {"name": "left", "x": 0, "y": 0, "width": 1280, "height": 800},
        {"name": "right", "x": 1280, "y": 0, "width": 800, "height": 1280},
    ]
}
SAME = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
PATIENCE_S = 120


def test_patient_has_the_display_that_was_chosen_and_the_window_comes_back(
    waiting: tuple[Path, int], tmp_path: Path
) -> None:
    folder, consultation_id = waiting
    displays = tmp_path / "displays.json"
    screens = [screen | SAME for screen in DISPLAYS["screens"]]
    displays.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "tests.ui.consent.two_displays", str(folder), str(consultation_id)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={displays}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert told.stdout.split("\n")[:2] == ["right 1280 0 800 1280", "left 1280 800"]
