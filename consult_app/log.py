"""The program's log, by allow-list: what happened and where in the code, never what records say.

An exception's message may hold a name or an answer, so only its type and the places it passed
through are written.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from contextlib import suppress
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path

from consult_app import paths

FILE = "program.log"
LARGEST = 500_000
_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_logger = logging.getLogger("consult")


class Entry(StrEnum):
    """Everything that is logged; closed, so that no free text slips in."""

    STARTED = "started"
    OPENED = "opened"
    REFUSED = "refused"
    BUG = "bug"
    SETTINGS_NOT_KEPT = "settings-not-kept"
    CLOSED = "closed"


class _PrivateFile(logging.FileHandler):
    """A log that only this user can read."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        """One old file is kept, so that the log never fills the disk.

        The standard library's own rotating handler brings sockets and pickling to every start.
        """
        if self.stream is not None and self.stream.tell() > LARGEST:
            self.close()
            with suppress(OSError):
                Path(self.baseFilename).replace(f"{self.baseFilename}.1")
        super().emit(record)


def begin(folder: Path) -> None:
    """Write the log into `folder` from now on; without a log where the folder cannot be written."""
    end()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateFile(folder / FILE)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _logger.addHandler(handler)
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def end() -> None:
    """Close the log."""
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        handler.close()


def note(entry: Entry, **facts: int | str) -> None:
    """Log an entry with numbers and codes; a text that is no code is left out."""
    words = [entry.value]
    words += [f"{name}={_allowed(value)}" for name, value in facts.items()]
    _logger.info(" ".join(words))


def bug(error: BaseException) -> str:
    """Log what kind of error passed where; returns a short reference to name it by."""
    reference = os.urandom(2).hex()
    places = " < ".join(
        _place(frame) for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    _logger.info("%s %s %s at %s", Entry.BUG.value, reference, kind, places or "?")
    return reference


def _allowed(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    return value if _CODE.fullmatch(value) else "?"


def _place(frame: traceback.FrameSummary) -> str:
    """File, line and function; files of others by name alone, without paths of this machine."""
    file = Path(frame.filename)
    known = file.is_relative_to(paths.PACKAGE)
    name = file.relative_to(paths.PACKAGE.parent).as_posix() if known else file.name
    return f"{name}:{frame.lineno} {frame.name}"
