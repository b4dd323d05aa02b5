"""The page of scans: files come in whole, what is wrong with one is said, nothing is filed half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from consult_app.services import documents, scans
from tests.services.paper import out, sheets
from tests.services.walk import Walk
from tests.ui.scan.conftest import Shown

Show = Callable[[], Shown]


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_empty_page_says_what_it_is_for(show: Show) -> None:
    _page, hands = show()
    assert hands.sees("No paper is out")
    assert not hands.sees("Waiting for paper")


def test_files_that_are_no_scans_are_named_each_with_its_reason_and_the_others_come_in(
    walk: Walk, show: Show, tmp_path: Path
) -> None:
    record = out(walk)
    page, hands = show()
    good = [
        written(tmp_path, f"page{n}.jpg", data)
        for n, data in enumerate(sheets(walk.acting, record))
    ]
    half = good[0].read_bytes()[:5000]
    page.take(
        [
            written(tmp_path, "notes.pdf", b"no scan at all"),
            written(tmp_path, "half.jpg", half),
            *good,
            tmp_path / "gone.png",
        ]
    )
    hands.find("File 1 form")
    for said in (
        "notes.pdf: This is no scan",
        "Page 1 of this file is damaged",
        "gone.png: This file cannot be read",
    ):
        assert hands.reads(said)


def test_watched_folder_gives_what_lies_there_and_what_comes_once(
    walk: Walk, show: Show, tmp_path: Path
) -> None:
    first, *others = sheets(walk.acting, out(walk))
    folder = tmp_path / "scanner"
    folder.mkdir()
    written(folder, "a.jpg", first)
    written(folder, "readme.txt", b"not a scan")
    page, hands = show()
    page.watch(folder)
    hands.wait(lambda: hands.reads(f"1 of {1 + len(others)} pages"), "the folder is not read")
    for number, data in enumerate(others):
        written(folder, f"b{number}.jpg", data)
    hands.find("File 1 form")
    assert not hands.reads("taken in before")
    assert len(list(folder.iterdir())) == 2 + len(others)
    hands.click("Stop watching")


def test_page_scanned_twice_is_seen_twice_and_one_is_set_aside_with_its_reason(
    walk: Walk, show: Show, tmp_path: Path
) -> None:
    record = out(walk)
    page, hands = show()
    straight, askew = (sheets(walk.acting, record, degrees=d) for d in (0, 180))
    files = [written(tmp_path, f"{n}.jpg", data) for n, data in enumerate((*straight, askew[0]))]
    page.take(files)
    hands.find("Page 1 twice")
    assert not hands.sees("File 1 form")
    hands.click("Page 1 of Elif Demir")
    hands.click("Set aside")
    hands.write("Scanned twice")
    hands.press(Qt.Key.Key_Return)
    hands.find("File 1 form")
    assert hands.reads("Scanned twice")


def test_reading_that_was_stopped_goes_on_where_it_was(walk: Walk, show: Show) -> None:
    record = out(walk)
    scans.take(walk.acting, documents.content(walk.acting, record.id))
    assert scans.go_on(walk.acting).done == 1
    _page, hands = show()
    hands.find("File 1 form")
