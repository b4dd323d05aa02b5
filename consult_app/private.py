"""What keeps files and memory to the user of the program: file modes, and no dumps of memory."""

from __future__ import annotations

import os
import sys

_PR_SET_DUMPABLE = 4
"""Of prctl(2)."""


def begin() -> None:
    """First of all: new files are for this user alone, a crash leaves no image of the memory."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_memory() -> None:
    """Before a key is read: no dump, and no other program of this user may look into the memory.

    A limit of the system does not stop a dump that is piped to a program; this does, on Linux.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # costs more than all else here, and the first paint does not wait for it

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
