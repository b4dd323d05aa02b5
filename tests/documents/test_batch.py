"""Many sheets at once: the bytes of one by one, from processes without a key; stopped at will."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from consult_app.documents import batch, fonts
from consult_app.documents.batch import draw_each
from consult_app.documents.render import render
from consult_app.errors import Refused
from tests.documents import arabic, sheets

DAY = [
    *(sheets.aftercare(number=f"D-2026-{n:05}") for n in range(1, 9)),
    arabic.aftercare(number="D-2026-00009"),
]


def never() -> bool:
    return False


def test_batch_gives_in_order_what_one_by_one_gives() -> None:
    assert list(draw_each(DAY, 2, never)) == [render(sheet) for sheet in DAY]


def test_refused_sheet_is_told_and_stops_no_other() -> None:
    day = [*DAY[:4], sheets.aftercare(patient_name="王伟"), *DAY[4:]]
    found = list(draw_each(day, 2, never))
    assert isinstance(found[4], Refused)
    assert found[4].code == "document.missing-glyph"
    assert found[4].params["character"] == "王"
    assert sum(isinstance(paper, bytes) for paper in found) == len(DAY)


@pytest.mark.parametrize("processes", [1, 2])
def test_cancelled_batch_ends_with_what_was_done(processes: int) -> None:
    done: list[batch.Drawn] = []
    for paper in draw_each(DAY, processes, lambda: len(done) >= 3):
        done.append(paper)
    assert len(done) == 3


def _seen() -> tuple[list[str], dict[str, str]]:
    return sorted(sys.modules), dict(os.environ)


def test_drawing_process_knows_neither_records_nor_keys() -> None:
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=fonts.ready) as pool:
        modules, _around = pool.submit(_seen).result(timeout=60)
    known = {name.partition(".")[0] for name in modules}
    assert not known & {"sqlcipher3", "sqlalchemy", "argon2"}
    assert not [name for name in modules if name.startswith("consult_app.s")]


def _die() -> None:
    os._exit(1)


def test_process_that_ends_by_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "draw", _die_of)
    with pytest.raises(Refused, match=r"document\.batch-broken"):
        list(draw_each(DAY, 2, never))


def _die_of(_sheet: object) -> None:
    _die()
