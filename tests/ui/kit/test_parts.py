"""The kit's parts are read when asked for, and each is where the kit says it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from consult_app.ui import kit


@pytest.mark.parametrize("name", kit.__all__)
def test_part_named_is_there(name: str) -> None:
    assert getattr(kit, name) is not None


def test_part_unknown_is_refused() -> None:
    with pytest.raises(AttributeError):
        _ = kit.NoSuchPart  # type: ignore[attr-defined]  # that is what is tested


def test_frame_imported_brings_nothing_that_it_does_not_paint() -> None:
    code = (
        "import sys, consult_app.app\n"
        "late = ['sqlalchemy', 'yaml', 'reportlab', 'click', 'platformdirs', 'logging.handlers',"
        " 'consult_app.ui.kit.table', 'consult_app.ui.kit.scroll', 'consult_app.domain.blocks']\n"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
