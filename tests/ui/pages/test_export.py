"""One consultation taken out at the window: as a folder or a file, stopped, refused, by whom."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from consult_app.domain.consultation import Consultation
from consult_app.domain.patients import Patient
from consult_app.domain.people import Role, User
from consult_app.services import consultations
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.kit import Button
from consult_app.ui.pages.lives.export import ExportPanel
from consult_app.ui.work import Lane

PLACE = "Make the export in this folder"


@pytest.fixture
def consultation(ctx: Context, elif_demir: Patient) -> Consultation:
    return consultations.start(ctx.acting, elif_demir.id)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


@pytest.fixture
def panel(
    hands: Hands, ctx: Context, elif_demir: Patient, consultation: Consultation, out: Path
) -> None:
    """Open on the patient's page, for the one consultation there is."""
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    hands.click(way_out(hands))
    hands.fill(PLACE, str(out))


def way_out(hands: Hands) -> str:
    names = hands.reading().split(" | ")
    return next(name for name in names if name.startswith("Export the consultation of"))


@pytest.mark.usefixtures("panel")
def test_consultation_goes_out_as_a_folder_that_a_person_reads(hands: Hands, out: Path) -> None:
    hands.click("Export")
    assert hands.reads("It is not encrypted: delete it once it was handed over.")
    (made,) = out.iterdir()
    assert "Elif Demir" in (made / "index.html").read_text("utf-8")
    assert hands.window.isActiveWindow()


@pytest.mark.usefixtures("panel")
def test_consultation_goes_out_as_a_file_for_another_system(hands: Hands, out: Path) -> None:
    hands.answer("What is made", "A file for another system")
    assert hands.reads("A new file comes into it; its name says nothing of the patient")
    hands.click("Export")
    (made,) = out.iterdir()
    assert json.loads(made.read_bytes())["resourceType"] == "Bundle"
    assert not {"elif", "demir", "1979"} & set(made.stem.split("-"))
    assert str(made) in hands.reading()


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize("form", ["A folder to read", "A file for another system"])
def test_place_that_cannot_take_it_is_said_beside_the_field(
    hands: Hands, out: Path, form: str
) -> None:
    hands.answer("What is made", form)
    hands.fill(PLACE, str(out / "nowhere"))
    hands.click("Export")
    assert hands.reads("There is no such folder: choose another one.")
    assert list(out.iterdir()) == []


@pytest.mark.usefixtures("panel")
def test_export_that_is_cancelled_leaves_nothing(hands: Hands, ctx: Context, out: Path) -> None:
    held = Event()
    ctx.work.run(Lane.LONG, hands.window, lambda: held.wait(20), lambda _: None, lambda _: None)
    panel = next(p for p in hands.window.findChildren(ExportPanel) if p.isVisible())
    buttons = {b.accessibleName(): b for b in panel.findChildren(Button)}
    buttons["Export"].click()
    assert not buttons["Export"].isEnabled()
    buttons["Cancel"].click()
    held.set()
    hands.settle()
    assert hands.reads("Stopped: nothing was exported.")
    assert list(out.iterdir()) == []


@pytest.mark.usefixtures("panel")
def test_closing_goes_back_to_the_line_it_was_for(hands: Hands) -> None:
    hands.click("Close the export")
    assert hands.focused().accessibleName() == way_out(hands)


@pytest.mark.usefixtures("consultation")
def test_who_reads_no_answers_takes_none_out(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    desk = frozenset({Role.ASSISTANT, Role.ADMINISTRATOR})
    ctx.acting = replace(ctx.acting, user=User(7, "Deniz Ay", "", desk))
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    assert not hands.reads("Export the consultation of")


def test_menu_of_a_consultation_leads_to_its_export(
    hands: Hands, ctx: Context, consultation: Consultation, out: Path
) -> None:
    ctx.go.consultation.emit(consultation.id)
    hands.settle()
    hands.click("More")
    hands.click("Export this consultation")
    hands.fill(PLACE, str(out))
    hands.click("Export")
    (made,) = out.iterdir()
    assert (made / "fhir" / f"consultation-{consultation.id}.json").is_file()
    assert hands.focused().accessibleName() == way_out(hands)
