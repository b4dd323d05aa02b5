"""What the program needs of a Linux machine beside Python; standard library only."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Sequence

LIBRARIES = {
    # what the loader asks for -> the Debian or Ubuntu package that brings it
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}
TEST_PROGRAMS = {
    "qpdf": "qpdf",
    "pdffonts": "poppler-utils",
    "pdftotext": "poppler-utils",
    "gcc": "gcc",  # for the recorder under the power cuts, which needs no headers
}


def missing_libraries() -> list[str]:
    """The names of the shared libraries that Qt needs and the loader does not find."""
    return [name for name in LIBRARIES if not _loads(name)]


def missing_test_programs() -> list[str]:
    """The programs that only the tests call and that are not on the path."""
    return [name for name in TEST_PROGRAMS if shutil.which(name) is None]


def packages(missing: Sequence[str]) -> list[str]:
    """The Debian packages, each once, that bring these libraries and programs."""
    known = LIBRARIES | TEST_PROGRAMS
    return list(dict.fromkeys(known[name] for name in missing))


def apt_line(names: Sequence[str]) -> str:
    """The line that a person with the right to install types."""
    return f"sudo apt-get update && sudo apt-get install {' '.join(names)}"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
