"""Prove the README's two commands on a bare machine: a minimal Debian in a folder of its own.

Needs root and debootstrap. The new system knows this one's package mirror, certificates and pip
settings; nothing else is handed in. It sees what is committed, not what lies in the work tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL_IT_HAS = "python3,git,make,ca-certificates"
COMMANDS = ("make test", "make run", "make run")
HANDED_IN = (
    # the way to the registries, where it is not the usual one
    "etc/resolv.conf",
    "etc/hosts",
    "etc/ssl/certs/ca-certificates.crt",
    "etc/pip.conf",
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/apt.conf.d",
    "etc/apt/auth.conf.d",
    "etc/apt/preferences.d",
)
HANDED_IN_VARIABLES = (
    *("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
    *("PIP_CERT", "PIP_INDEX_URL", "SSL_CERT_FILE"),
)
INSIDE = """
set -e
mount -t proc proc "$1/proc"
mkdir -p "$1/dev/shm" && mount -t tmpfs tmpfs "$1/dev/shm"
shift_to=$1; shift
exec chroot "$shift_to" env -i "$@"
"""


def main() -> int:
    """Build the system, clone the project into it, run the commands; 0 if each of them passed."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print("make bare needs root and debootstrap: apt-get install debootstrap", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="consult-bare-"))
    folder.chmod(0o755)  # apt downloads as a user of its own
    try:
        build(folder)
        return 0 if all(run(folder, command) for command in COMMANDS) else 1
    finally:
        # the mounts were the child's own and went with it
        shutil.rmtree(folder)


def build(folder: Path) -> None:
    """A minimal system of this one's release, with the committed project in /root/consult."""
    targets = [
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI) $(CODENAME)",
        "Created-By: Packages",
    ]
    listed = subprocess.run(targets, capture_output=True, text=True, check=True).stdout
    mirror, codename = next(
        line.split() for line in listed.splitlines() if "-" not in line.split()[1]
    )
    bootstrap = ["debootstrap", "--variant=minbase", f"--include={ALL_IT_HAS}"]
    subprocess.run([*bootstrap, codename, str(folder), mirror], check=True)
    for name in HANDED_IN:
        source, target = Path("/") / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
            continue
        target.unlink(missing_ok=True)  # what debootstrap wrote would stand beside ours
        if source.is_file():
            shutil.copy(source, target)
    clone = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder / "root/consult")]
    subprocess.run(clone, check=True)


def run(folder: Path, command: str) -> bool:
    """Run one command in the new system, in mounts of its own; say how it went and how long."""
    variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "CI": "true"}
    variables |= {name: os.environ[name] for name in HANDED_IN_VARIABLES if name in os.environ}
    inside = [f"{name}={value}" for name, value in variables.items()]
    inside += ["sh", "-c", f"cd /root/consult && {command}"]
    began = time.monotonic()
    apart = ["unshare", "--mount", "--propagation", "private", "sh", "-c", INSIDE, "sh"]
    code = subprocess.run([*apart, str(folder), *inside], check=False).returncode
    print(f"bare: {command}: exit {code}, {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
