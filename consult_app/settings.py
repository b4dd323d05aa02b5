"""How a person likes the window: theme, text size, language, place; nothing of patients."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")
FILE = "window.json"
LARGEST_FILE = 10_000


class WindowSettings(NamedTuple):
    """One window. `geometry` is x, y, width, height in pixels; empty: where the system puts it.
    `tables`: (name, state) of each table whose columns were arranged.

    No dataclass: the first paint waits for this module, and dataclasses are slow to define.
    """

    dark: bool = False
    scale: int = 100
    language: str = "en"
    geometry: tuple[int, ...] = ()
    maximized: bool = False
    tables: tuple[tuple[str, str], ...] = ()


def load(folder: Path, language: str = "en") -> WindowSettings:
    """What was kept in `folder`; what is missing, damaged or of a wrong type is the default.

    `language`: of the window where none was ever chosen.
    """
    default = WindowSettings(language=language)
    try:
        text = (folder / FILE).read_bytes()[:LARGEST_FILE]
        kept = json.loads(text)
    except (OSError, ValueError):
        return default
    if not isinstance(kept, dict):
        return default
    return WindowSettings(
        dark=_of_type(kept.get("dark"), default.dark),
        scale=_of_type(kept.get("scale"), default.scale),
        language=_of_type(kept.get("language"), default.language),
        geometry=_geometry(kept.get("geometry")),
        maximized=_of_type(kept.get("maximized"), default.maximized),
        tables=_tables(kept.get("tables")),
    )


def save(folder: Path, settings: WindowSettings) -> bool:
    """Keep `settings` in `folder`, readable by this user alone; False where that is not possible.

    The old file stays whole until the new one is.
    """
    new = folder / f"{FILE}.new"
    try:
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(settings._asdict(), file)
        new.replace(folder / FILE)
    except OSError:
        return False
    return True


def _of_type(value: object, default: T) -> T:
    return value if isinstance(value, type(default)) and type(value) is type(default) else default


def _geometry(value: object) -> tuple[int, ...]:
    numbers = value if isinstance(value, list) else []
    whole = all(type(n) is int and abs(n) < 100_000 for n in numbers)
    return tuple(numbers) if whole and len(numbers) == 4 else ()


def _tables(value: object) -> tuple[tuple[str, str], ...]:
    pairs = value if isinstance(value, list) else []
    sound = (p for p in pairs if isinstance(p, list) and len(p) == 2)
    return tuple((name, state) for name, state in sound if type(name) is type(state) is str)
