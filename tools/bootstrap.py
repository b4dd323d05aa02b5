"""Make this checkout ready: system libraries, `.venv`, the locked dependencies, the project itself.

Standard library only, for a bare python3; every target of the Makefile calls it first. What it did
stands in a stamp, written last, so that a set-up broken off half way begins again and a finished
one costs nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from consult_app import machine  # noqa: E402 - the checkout is not installed yet

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PURPOSES = ("run", "test")


class CannotGoOnError(Exception):
    """The set-up cannot go on; the text says what a person has to do."""


def main(arguments: Sequence[str]) -> int:
    """Make the checkout ready for a purpose: `run` (the default) or `test`."""
    purpose = arguments[0] if arguments else "run"
    if purpose not in PURPOSES:
        print(f"usage: bootstrap.py [{'|'.join(PURPOSES)}]", file=sys.stderr)
        return 2
    stamp, content = VENV / f"ready-{purpose}", _content()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == content:
        return 0
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - this runs on whatever python3 is there
            raise CannotGoOnError("Python 3.11 or newer is needed: make PYTHON3=python3.12 …")
        make_system_ready(purpose)
        if not _holds(content):
            make_environment()
            install()
    except CannotGoOnError as stop:
        print(stop, file=sys.stderr)
        return 1
    stamp.write_text(content, encoding="utf-8")
    return 0


def _content() -> str:
    """What the environment is made of: another hash means that it is to be made again."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    for path in (LOCK, ROOT / "pyproject.toml", Path(__file__), Path(machine.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _holds(content: str) -> bool:
    """Whether another purpose has made the environment already: there is one for all."""
    stamps = (VENV / f"ready-{purpose}" for purpose in PURPOSES)
    return any(s.is_file() and s.read_text(encoding="utf-8") == content for s in stamps)


def make_system_ready(purpose: str) -> None:
    """Install what the system lacks, all at once, where we may; otherwise name the line."""
    if not sys.platform.startswith("linux"):
        return  # the wheels bring all of it there
    missing = machine.missing_libraries()
    if purpose == "test":
        missing += machine.missing_test_programs()
    names = machine.packages(missing)
    if not _has_ensurepip():
        missing.append("ensurepip")
        names.append(_venv_package())
    if names:
        apt_install(names, f"Missing on this machine: {', '.join(missing)}")


def apt_install(names: Sequence[str], why: str) -> None:
    """Install Debian packages as root or by a sudo that asks nothing, or stop with the line."""
    print(f"{why}.", flush=True)
    if shutil.which("apt-get") is None:
        raise CannotGoOnError(
            "Install them with the package manager of this system, then start again."
        )
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (shutil.which("sudo") is None or not _works([*sudo, "true"])):
        raise CannotGoOnError(
            f"Please run this line, then start again:\n\n    {machine.apt_line(names)}\n"
        )
    # env, as sudo hands on no variables; an update that fails for one source may still do
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    subprocess.run([*apt, "update"], check=False)
    real = [_real_name(name) for name in names]
    print(f"Installing {' '.join(real)}", flush=True)
    install_them = [*apt, "install", "-y", "--no-install-recommends", *real]
    if subprocess.run(install_them, check=False).returncode != 0:
        raise CannotGoOnError(
            f"apt-get failed. Please run this line, then start again:\n\n    "
            f"{machine.apt_line(real)}\n"
        )


def _real_name(name: str) -> str:
    """The package's name here: Debian 13 and Ubuntu 24.04 gave some of them the suffix t64."""
    return f"{name}t64" if _works(["apt-cache", "show", f"{name}t64"]) else name


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make `.venv` with pip in it; a half-made one is removed first."""
    if PYTHON.exists() and _works([str(PYTHON), "-m", "pip", "--version"]):
        return
    print("Making .venv", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if not _works([sys.executable, "-m", "venv", str(VENV)]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotGoOnError(f"{sys.executable} -m venv failed; run it by hand to see why.")


def _has_ensurepip() -> bool:
    """Debian moves ensurepip to a package of its own; the venv module alone leaves a ruin."""
    return importlib.util.find_spec("ensurepip") is not None


def _venv_package() -> str:
    """The package with this Python's ensurepip: a python3 beside the system's has its own."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return (
        own if shutil.which("apt-cache") and _works(["apt-cache", "show", own]) else "python3-venv"
    )


def install() -> None:
    """Install what the lock names, checked by hash, then the project as an editable install."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    print("Installing the locked dependencies (about a minute, once)", flush=True)
    # complete by construction, so nothing is to be resolved; compiled when first imported
    locked = ["--no-deps", "--no-compile", "--require-hashes", "-r", str(LOCK)]
    itself = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    for what in (locked, itself):
        if subprocess.run([*pip, *what], check=False).returncode != 0:
            raise CannotGoOnError("pip could not install the dependencies; its words are above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
