"""A consultation whose form has one very long section, open in a made-up clinic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from consult_app.packs.pack import load_pack
from consult_app.services import clinic, shelf
from consult_app.services.acting import Acting
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import packs as pack_rows
from consult_app.ui.collector import Collector
from consult_app.ui.context import Context, Navigator
from consult_app.ui.kit.theme import install
from consult_app.ui.work import Work
from tests.clinics import open_clinic

SECTION = "bench"
ROOMS = ("wording", "templates")
QUESTION = (
    "Question {n}, with words enough that it has to wrap over two lines at most of the widths "
    "that are in use, does it not?"
)


@dataclass(frozen=True)
class Opened:
    """A clinic with an open consultation. `app` lives as long as the process."""

    app: QApplication
    ctx: Context
    consultation_id: int


def application() -> QApplication:
    """The one application of this process, with its theme."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication([])
    install(made)
    return made


@contextmanager
def consultation(items: int) -> Iterator[Opened]:
    """A draft whose form ends in a section of so many yes, no and unknown questions.

    Every eighth has a question under *yes*.
    """
    app = application()
    with TemporaryDirectory(prefix="consult-bench-") as place:
        made = open_clinic(Path(place))
        work = Work()
        go = Navigator()
        ctx = Context(made.acting, work, install(app), go, settings=clinic.settings(made.acting))
        draft = _draft(made.acting, made.patient.id, items)
        collector = Collector(work)
        collector.begin()
        yield Opened(app, ctx, draft)
        collector.stop()
        work.close()
        made.acting.store.close()


def _draft(acting: Acting, patient_id: int, items: int) -> int:
    listed = f"[{', '.join(shelf.shipped().languages)}]"
    files = dict(shelf.shipped_files())
    files["pack.yaml"] = files["pack.yaml"].replace(listed, "[en]", 1)  # nobody translates these
    others = tuple(f"{room}/{one}/" for room in ROOMS for one in shelf.shipped().languages[1:])
    files = {name: text for name, text in files.items() if not name.startswith(others)}
    files["assessment.yaml"] += "".join(_section(items))
    digest = load_pack(files).hash
    with acting.store.write() as tx:
        pack_rows.insert(tx, digest, files, at=acting.now())
        made = consultation_rows.insert(
            tx, patient_id, physician_id=acting.user.id, pack_hash=digest, at=acting.now()
        )
    return made.id


def _section(items: int) -> Iterator[str]:
    yield f"\n  - id: {SECTION}\n    text: Very many questions\n    items:\n"
    for n in range(items):
        words = QUESTION.format(n=n + 1)
        yield f"      - id: b.{n}\n        options: ynu\n        text: {words!r}\n"
        yield "        required: true\n        sources: G\n"
        if n % 8 == 0:
            yield "        then:\n          yes:\n"
            yield f"            - {{id: b.{n}.what, type: string, text: What, max_length: 80}}\n"
