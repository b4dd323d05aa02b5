"""The window's settings: kept, private, and harmless when damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consult_app import settings
from consult_app.settings import WindowSettings

KEPT = WindowSettings(
    dark=True, scale=150, language="tr", geometry=(1, 2, 1280, 800), tables=(("patients", "{}"),)
)


def test_save_then_load_gives_the_same(tmp_path: Path) -> None:
    assert settings.save(tmp_path, KEPT)
    assert settings.load(tmp_path) == KEPT
    assert (tmp_path / settings.FILE).stat().st_mode & 0o777 == 0o600


def test_load_without_a_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == WindowSettings()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '"x"', '{"dark": 1, "scale": true, "geometry": [1, 2]}', "\x00"],
)
def test_load_damaged_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")
    assert settings.load(tmp_path) == WindowSettings()


def test_load_keeps_what_is_sound_beside_what_is_not(tmp_path: Path) -> None:
    text = json.dumps(
        {"dark": True, "scale": "huge", "geometry": [0, 0, 10**9, 5], "tables": [["x"], 3]}
    )
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")
    assert settings.load(tmp_path) == WindowSettings(dark=True)


def test_save_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    assert not settings.save(tmp_path / "missing", KEPT)
