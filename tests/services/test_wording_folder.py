"""Words as a folder: written out to be read, read in as a draft, hostile folders refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from consult_app.domain.wording import NUMBERS, VersionState
from consult_app.packs.files import LARGEST
from consult_app.services import own_words, wording_folder
from consult_app.services.own_words import Desk
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.test_own_words import OURS, TITLE, drafted

__all__ = ["drafted"]  # a fixture
GIVEN = "The place may hurt for a time."


def said_in(folder: Path, file: str = "aftercare.yaml") -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((folder / file).read_text("utf-8"))
    return found


def say(folder: Path, was: str, words: str, file: str = "aftercare.yaml") -> None:
    """Edit one piece, as a person would in an editor."""
    entries = said_in(folder, file)
    piece = next(one for one in entries if one["shipped"].startswith(was))
    piece["clinic"] = words
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    (folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(clinic: Clinic, tmp_path: Path) -> Path:
    """The shipped words of the first language, written out."""
    return wording_folder.export(clinic.acting, "en", tmp_path / "words")


def test_folder_holds_every_piece_in_files_that_are_read(clinic: Clinic, folder: Path) -> None:
    head = yaml.safe_load((folder / "version.yaml").read_text("utf-8"))
    assert (head["format"], head["language"]) == ("1", "en")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*head["files"], "version.yaml"]
    )
    places = [one["place"] for file in head["files"] for one in said_in(folder, file)]
    lines = own_words.desk(clinic.acting, "en").lines
    assert sorted(places) == sorted(line.piece.place for line in lines)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_own_words_are_in_it_beside_the_shipped_ones(
    clinic: Clinic, drafted: Desk, tmp_path: Path
) -> None:
    name = wording_folder.name(clinic.acting, "en")
    assert name == "words-en-version-1"
    folder = wording_folder.export(clinic.acting, "en", tmp_path / name)
    assert {"shipped": TITLE, "clinic": OURS}.items() <= said_in(folder)[0].items()
    with refused("file.exists"):
        wording_folder.export(clinic.acting, "en", folder)


def test_edited_folder_becomes_a_draft_with_the_verdict_of_the_check(
    clinic: Clinic, folder: Path
) -> None:
    say(folder, TITLE, OURS)
    say(folder, GIVEN, "It is safe and has no side effects.")
    found = wording_folder.read_in(clinic.acting, folder)
    assert found.changes == 2
    assert found.desk.version is not None
    assert found.desk.version.state is VersionState.DRAFT
    assert any("promises too much" in problem for problem in found.desk.problems)
    assert OURS in [line.said for line in own_words.desk(clinic.acting, "en").lines]


@pytest.mark.parametrize("language", ["tr", "de", "ar", NUMBERS])
def test_every_language_and_the_numbers_go_out_and_come_back_the_same(
    clinic: Clinic, tmp_path: Path, language: str
) -> None:
    folder = wording_folder.export(clinic.acting, language, tmp_path / "words")
    with refused("wording.folder-same"):
        wording_folder.read_in(clinic.acting, folder)


def test_number_is_read_in(clinic: Clinic, tmp_path: Path) -> None:
    folder = wording_folder.export(clinic.acting, NUMBERS, tmp_path / "words")
    entries = said_in(folder, "pack.yaml")
    piece = next(one for one in entries if "evaluation_valid_days" in one["place"])
    say_at(folder, "pack.yaml", entries, piece, "45")
    assert wording_folder.read_in(clinic.acting, folder).desk.changes == 1
    own_words.discard(clinic.acting, NUMBERS)
    say_at(folder, "pack.yaml", entries, piece, "often")
    with refused("wording.no-number"):
        wording_folder.read_in(clinic.acting, folder)


def say_at(
    folder: Path, file: str, entries: list[dict[str, str]], piece: dict[str, str], words: str
) -> None:
    piece["clinic"] = words
    (folder / file).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def test_words_of_places_that_are_gone_are_left_out_and_named(clinic: Clinic, folder: Path) -> None:
    say(folder, TITLE, OURS)
    with (folder / "aftercare.yaml").open("a", encoding="utf-8") as file:
        file.write("- {place: 'templates/../../x.md:1', shipped: a, clinic: b}\n")
    found = wording_folder.read_in(clinic.acting, folder)
    assert (found.changes, found.left_out) == (1, ("templates/../../x.md:1",))


def test_work_that_is_under_way_is_not_written_over(
    clinic: Clinic, drafted: Desk, tmp_path: Path
) -> None:
    folder = wording_folder.export(clinic.acting, "en", tmp_path / "words")
    say(folder, GIVEN, "It may sting.")
    with refused("wording.draft-open"):
        wording_folder.read_in(clinic.acting, folder)
    assert own_words.desk(clinic.acting, "en").changes == 1


def _head(folder: Path, **changes: object) -> None:
    path = folder / "version.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text("utf-8")) | changes), "utf-8")


def _other(folder: Path, words: str) -> None:
    (folder / "aftercare.yaml").write_text(words, "utf-8")


def _linked(folder: Path) -> None:
    secret = folder.parent / "secret.yaml"
    secret.write_text("- {place: a, shipped: b, clinic: c}\n", "utf-8")
    (folder / "aftercare.yaml").unlink()
    (folder / "aftercare.yaml").symlink_to(secret)


def _pipe(folder: Path) -> None:
    (folder / "aftercare.yaml").unlink()
    os.mkfifo(folder / "aftercare.yaml")  # opened, it would wait for ever


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no head": (lambda f: (f / "version.yaml").unlink(), "wording.folder-incomplete"),
    "a file missing": (lambda f: (f / "aftercare.yaml").unlink(), "wording.folder-incomplete"),
    "another form": (lambda f: _head(f, format="2"), "wording.folder-format"),
    "another pack": (lambda f: _head(f, pack="other"), "wording.other-pack"),
    "no language": (lambda f: _head(f, language="xx"), "pack.no-such-language"),
    "a way out": (lambda f: _head(f, files=["../secret.yaml"]), "wording.folder-path"),
    "a whole path": (lambda f: _head(f, files=["/etc/hosts"]), "wording.folder-path"),
    "itself": (lambda f: _head(f, files=["version.yaml"]), "wording.folder-path"),
    "a link": (_linked, "wording.folder-path"),
    "a pipe": (_pipe, "wording.folder-path"),
    "too many": (lambda f: _head(f, files=["a.yaml"] * 99), "wording.folder-too-many"),
    "huge": (lambda f: _other(f, "x" * (LARGEST + 1)), "pack.too-large"),
    "no text": (lambda f: (f / "aftercare.yaml").write_bytes(b"\xff\xfe\x00x"), "pack.unreadable"),
    "broken YAML": (lambda f: _other(f, "- {place: ["), "pack.syntax"),
    "a bomb": (lambda f: _other(f, "a: &a [x]\nb: [*a, *a]\n"), "pack.alias"),
    "a stranger": (lambda f: _other(f, "- {place: a, x: b}\n"), "pack.wrong-field"),
    "no words": (lambda f: say(f, TITLE, " "), "wording.folder-words"),
    "a book": (lambda f: say(f, TITLE, "x" * 4001), "wording.folder-words"),
    "a broken field": (lambda f: say(f, GIVEN, "{{ nobody.knows }}"), "pack.unknown-value"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_folder_is_refused_and_changes_nothing(
    clinic: Clinic, folder: Path, name: str
) -> None:
    make, code = HOSTILE[name]
    make(folder)
    with refused(code):
        wording_folder.read_in(clinic.acting, folder)
    assert own_words.desk(clinic.acting, "en").version is None


def test_what_is_no_folder_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    with refused("wording.no-folder"):
        wording_folder.read_in(clinic.acting, tmp_path / "gone")
