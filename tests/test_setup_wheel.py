"""What `make dist` builds runs in an environment that has never seen the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from consult_app import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment with the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    new = folder / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(new)], check=True)
    commands = new / ("Scripts" if os.name == "nt" else "bin")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    cache = ["--cache-dir", str(folder / "cache"), "--python", str(commands / "python")]
    subprocess.run([*install, *cache, str(wheel)], check=True)
    # the dependencies are borrowed; the checkout, which a .pth there names, is not followed
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.check_output([commands / "python", "-c", code], text=True).strip()
    Path(site, "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return commands


def call(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [installed / "consult-app", *arguments],
        cwd=installed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_wheel_carries_resources_and_migrations_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    data = {
        f"consult_app/_data/{path.relative_to(ROOT)}"
        for top in ("resources", "db")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    code = {str(path.relative_to(ROOT)) for path in (ROOT / "consult_app").rglob("*.py")}
    assert inside >= data | code
    assert {name for name in inside if not name.startswith("consult_app/")} == set()
    assert {name for name in inside if name.endswith(".pyc")} == set()


def test_wheel_installed_answers_from_its_own_folder(installed: Path) -> None:
    code = "from consult_app import paths; print(paths.resources())"
    done = subprocess.check_output([installed / "python", "-c", code], cwd=installed, text=True)
    assert str(installed.parent) in done
    assert call(installed, "--version").stdout == f"consult-app {__version__}\n"


def test_wheel_installed_finds_its_fonts_and_packs(installed: Path) -> None:
    assert "✗ Fonts and packs" not in call(installed, "doctor").stdout


def test_wheel_installed_plays_the_demonstration_whole(installed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = call(installed, "demo", "--headless", "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    *files, keys = done.stdout.splitlines()
    assert keys.endswith("keys pressed")
    assert sorted(files) == sorted(str(path) for path in out.iterdir())
    sheets = {path.name.partition("-")[0] for path in out.glob("*.pdf")}
    assert sheets == {"information", "consent", "aftercare", "summary"}
    assert len(list(out.glob("*.png"))) > 30
