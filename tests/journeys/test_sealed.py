"""From the first question to a sealed consent on a stick, which a command then holds good."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PySide6.QtCore import Qt

from consult_app.cli.commands import root
from tests.documents import tampering
from tests.journeys import walks
from tests.journeys.sitting import CTRL, PASSWORD, RETURN, Sitting
from tests.journeys.walks import HEALTHY


def test_consent_signed_in_the_window_is_sealed_and_verified_by_the_command(
    sitting: Sitting, clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)
    copy = tmp_path / "copy.pdf"
    _save_consent(sitting, copy)
    sitting.close()
    monkeypatch.setenv("CONSULT_DATA", str(clinic))
    secret = tmp_path / "password"
    secret.write_text(PASSWORD, encoding="utf-8")

    good = _verify(secret, copy)
    assert good.exit_code == 0, good.stderr
    assert "sealed by this clinic and in force" in good.stdout
    assert "Signed by the patient: " in good.stdout
    assert "Signed by the physician: " in good.stdout
    assert "Entry of the records: " in good.stdout

    copy.write_bytes(tampering.catalog_changed(copy.read_bytes()))
    bad = _verify(secret, copy)
    assert bad.exit_code == 1
    assert "written anew after it was sealed" in bad.stderr


def _save_consent(sitting: Sitting, copy: Path) -> None:
    hands = sitting.hands
    hands.click("Documents")
    hands.fill("Find a document", "D-2026-00003")  # the one that both have signed
    hands.press(Qt.Key.Key_Down)
    hands.press(RETURN)
    hands.find("Save as PDF")
    hands.settle()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.fill("Save the copy as", str(copy))
    hands.press(RETURN)
    hands.wait(copy.exists, "the copy is not saved")
    hands.settle()


def _verify(secret: Path, file: Path) -> Result:
    words = ["document", "verify", "--password-file", str(secret), str(file)]
    return CliRunner().invoke(root(), words)
