"""Where things lie: resources/ and db/ (checkout, wheel or frozen build) and the user's folders."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
DATA_VARIABLE = "CONSULT_DATA"


@cache
def _root() -> Path:
    """The folder that holds resources/ and db/: inside the wheel, else the checkout."""
    inside = PACKAGE / "_data"
    return inside if inside.is_dir() else PACKAGE.parent


def resources() -> Path:
    """The folder with packs, fonts, icons and translations."""
    return _root() / "resources"


def migrations() -> Path:
    """The alembic environment and its versions."""
    return _root() / "db"


def data_folder() -> Path:
    """The user's data folder; `CONSULT_DATA` names another one. Not created here."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    import platformdirs  # not for tests and demos, which name their folder

    return Path(platformdirs.user_data_dir("consult", appauthor=False))
