"""The ground under every test: no display, the shipped fonts alone, empty home and data folders."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# a slow moment of a shared machine is no failure of a property
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

ROOT = Path(__file__).resolve().parent.parent
NEEDS_SHARED = "needs ../shared"
"""The one reason for which a test may be skipped in CI."""

FONT_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def _prepare(folder: Path) -> None:
    """Point Qt, fontconfig and the home folder into `folder`; runs before anything imports Qt."""
    config = folder / "fonts.conf"
    config.write_text(
        FONT_CONFIG.format(fonts=ROOT / "resources" / "fonts", cache=folder / "font-cache"),
        encoding="utf-8",
    )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LC_ALL"] = "C.UTF-8"  # a window speaks as the computer does: here English
    os.environ["FONTCONFIG_FILE"] = str(config)
    places = {
        "HOME": "home",
        "XDG_DATA_HOME": "home/data",
        "XDG_CONFIG_HOME": "home/config",
        "XDG_CACHE_HOME": "home/cache",
        "XDG_RUNTIME_DIR": "home/runtime",
        "CONSULT_DATA": "clinic",
    }
    for variable, place in places.items():
        (folder / place).mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[variable] = str(folder / place)
    os.environ["CUPS_SERVER"] = str(folder / "no-printers")  # no network is asked for any
    for variable in ("LANGUAGE", "LC_ALL", "DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(variable, None)
    os.environ["LANG"] = "C.UTF-8"


_FOLDER = tempfile.TemporaryDirectory(prefix="consult-tests-", ignore_cleanup_errors=True)
_prepare(Path(_FOLDER.name))


from consult_app.storage import kdf  # noqa: E402 - Qt reads what is prepared above
from consult_app.ui.collector import collect_due  # noqa: E402
from tests import kept  # noqa: E402

gc.disable()  # else a lane could take a widget down, which may halt both threads for good


def pytest_collection_finish() -> None:
    """The modules that were imported stay."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Take garbage away between tests, on the thread that they run in.

    What outlives a whole round (modules, packs) is not gone through again: two million objects.
    """
    whole = gc.get_count()[-1] > gc.get_threshold()[-1]
    collect_due()
    if whole:
        gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    kept.forget()
    _FOLDER.cleanup()


@pytest.fixture(scope="session", autouse=True)
def same_password_derived_once() -> Iterator[None]:
    """Argon2 gives the same key for the same password, salt and cost: it is asked for that once."""
    slowly = kdf.hash_secret_raw  # type: ignore[attr-defined]  # what the module imports

    @lru_cache(maxsize=256)
    def once(*asked: Any) -> bytes:
        return bytes(slowly(*asked))

    def derived(secret: bytes, salt: bytes, *cost: Any) -> bytes:
        """Without a salt the time is measured."""
        return once(secret, salt, *cost) if any(salt) else bytes(slowly(secret, salt, *cost))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "hash_secret_raw", derived)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with the source material; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{NEEDS_SHARED}, which is not beside this checkout")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test has failed."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a skipped module has failed."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if NEEDS_SHARED not in reason:
        report.outcome = "failed"
        report.longrepr = f"{reason}: in CI nothing may be skipped"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the shipped pack, which a test may change as an update does."""
    from tests.updating import updatable

    with updatable(tmp_path, monkeypatch) as folder:
        yield folder
