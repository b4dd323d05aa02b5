"""With the window imported, Python's own import is in place and Qt's modules still arrive."""

from __future__ import annotations

import subprocess
import sys


def test_import_given_back_reads_no_source_of_importing_modules() -> None:
    code = (
        "import builtins, linecache, consult_app.ui\n"
        "before = len(linecache.cache)\n"
        "import email.message, PySide6.QtSvg\n"
        "PySide6.QtSvg.QSvgRenderer()\n"
        "print(len(linecache.cache) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
