"""Keeps the records of a release, so that every later version shows that it still reads them.

`python -m tools.release` writes the folder of this version: the vault, the records behind it with
a row in every table, and a backup of both. Run once for each release, in the commit that raises the
version; what lies there is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app import __version__
from consult_app.storage import backup, files, vault, vaultfile
from consult_app.storage.store import Store
from tests.storage.made_up import KAYA, NOW
from tests.storage.test_guards import one_of_everything

RELEASES = Path(__file__).resolve().parent.parent / "tests" / "data" / "releases"
BACKUP = f"records{backup.SUFFIX}"
USER = 1
PASSWORD = "umbrellas left on the last tram"  # noqa: S105 - of a made-up clinic
"""Opens every release's vault and backup, so it stays what it is."""


def make(folder: Path) -> None:
    """Write the records of this version, and a backup of them, into a new folder."""
    opened, _code = vault.create(folder, USER, KAYA.display_name, PASSWORD)
    with Store.open(folder, key=opened.data_key) as store:
        with store.write() as tx:
            one_of_everything(tx)
        doors = vaultfile.content(folder, store.data_key)
        with store.read() as tx:
            backup.create(
                tx,
                folder / BACKUP,
                store.backup_keys(),
                made_at=NOW,
                program=__version__,
                vault=doors,
            )


def main() -> None:
    """Keep this version, unless it is kept already."""
    target = RELEASES / __version__
    if target.exists():
        raise SystemExit(f"{target} is kept already: a release is never written again")
    with TemporaryDirectory() as place:
        made = Path(place) / "clinic"
        make(made)
        target.mkdir(parents=True)
        for name in (files.DATABASE, files.VAULT, BACKUP):
            shutil.copyfile(made / name, target / name)
    print(f"{target}: {sum(p.stat().st_size for p in target.iterdir()) // 1000} kB")


if __name__ == "__main__":
    main()
