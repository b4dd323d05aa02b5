"""In CI a skip is a failure, unless the source material beside the checkout is what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

REFUSED = {
    "plain": "import pytest\ndef test_it():\n    pytest.skip('no printer')\n",
    "marked": "import pytest\n@pytest.mark.skipif(True, reason='slow')\ndef test_it(): ...\n",
    "fixture": (
        "import pytest\n@pytest.fixture\ndef lamp():\n    pytest.skip('no lamp')\n"
        "def test_it(lamp): ...\n"
    ),
    "module": "import pytest\npytest.skip('not here', allow_module_level=True)\n",
    "import": "import pytest\npytest.importorskip('no_such_module')\ndef test_it(): ...\n",
}
ALLOWED = {
    "shared": "def test_it(shared): ...\n",
    "expected": "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n",
}


def outcomes(folder: Path, files: dict[str, str], *, ci: bool) -> dict[str, str]:
    """What became of each of these test files under our conftest: its word in the summary."""
    shutil.copy(Path(__file__).with_name("conftest.py"), folder / "conftest.py")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name, body in files.items():
        (folder / f"test_{name}.py").write_text(body, encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if name != "CI"}
    variables["PYTHONPATH"] = str(Path(__file__).parent.parent)  # where our conftest finds `tests`
    command = [sys.executable, "-m", "pytest", "-rA", "--import-mode=importlib"]
    done = subprocess.run(
        [*command, "--continue-on-collection-errors", "-p", "no:xdist", "-p", "no:cacheprovider"],
        cwd=folder,
        env=variables | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    summary = done.stdout.partition("short test summary info")[2]
    # a skip inside a fixture is told with the fixture's place, not the test's
    places = {f"test_{name}.py": name for name in files} | {"conftest.py": "shared"}
    return {
        name: line.split()[0]
        for line in summary.splitlines()
        for place, name in places.items()
        if place in line
    }


def test_skip_in_ci_fails_but_for_missing_source_material(tmp_path: Path) -> None:
    nested = tmp_path / "a" / "b"  # nothing is shared beside it
    nested.mkdir(parents=True)
    said = outcomes(nested, REFUSED | ALLOWED, ci=True)
    assert {name for name, word in said.items() if word in {"FAILED", "ERROR"}} == {*REFUSED}
    assert (said["shared"], said["expected"]) == ("SKIPPED", "XFAIL")


def test_skip_elsewhere_stays_a_skip(tmp_path: Path) -> None:
    assert outcomes(tmp_path, {"plain": REFUSED["plain"]}, ci=False) == {"plain": "SKIPPED"}
