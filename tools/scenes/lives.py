"""Pictures of a whole record: what can be done with it, two compared, one erased, one taken out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from consult_app.domain.patients import NewPatient, Sex
from consult_app.services import patients
from tools.scenes.common import Sit, copy_of, open_patient, open_story, story_number


def lives(sit: Sit, clinic: Path, room: Path) -> None:
    """The foot of a patient's page, the export, the comparison, an erasure that is ordered."""
    tour = sit(copy_of(clinic, room, "lives"))
    hands, take, ctx = tour.hands, tour.take, tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    new = NewPatient("Quirinowa", "Ida", date(1979, 3, 12), Sex.FEMALE, "en", "0555 010 0000")
    kept = patients.register(ctx.acting, new)
    other = patients.register(
        ctx.acting,
        NewPatient("Quirinowa", "Idalia", date(1979, 3, 12), address="A street with a long name 7"),
    )
    ctx.go.patient.emit(kept.id)
    hands.settle()
    hands.click("Export the record")
    take("export")
    ctx.go.join.emit(kept.id, 0)
    hands.settle()
    take("find")
    ctx.go.join.emit(kept.id, other.id)
    hands.settle()
    take("compare")
    hands.click("Join the two records")
    take("compare-open")
    ctx.go.erase.emit(kept.id)
    hands.settle()
    take("erase")
    hands.answer("Ground of the erasure", "A court or an authority orders it.")
    hands.fill("Who judged it", "The court of İzmir")
    hands.fill("Where it is filed", "12/2026")
    hands.click("Order the erasure")
    take("erase-sure")
    hands.click("Yes, order it")
    take("erase-ordered")
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Erased records")
    hands.settle()
    take("erased")
    tour.close()


_TOLD = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {
            "fullUrl": "urn:uuid:0b1d2c3e-0000-4000-8000-000000000001",
            "resource": {
                "resourceType": "Patient",
                "name": [{"family": "Quirinowa", "given": ["Oda"]}],
                "birthDate": "1981-07-02",
                "gender": "female",
                "telecom": [{"system": "phone", "value": "0555 010 0000"}],
            },
        },
        *(
            {
                "resource": {
                    "resourceType": kind,
                    whose: {"reference": "urn:uuid:0b1d2c3e-0000-4000-8000-000000000001"},
                    "code": {"text": words},
                }
            }
            for kind, whose, words in (
                ("AllergyIntolerance", "patient", "Latex"),
                ("Condition", "subject", "Gout"),
                ("Observation", "subject", "Body height"),
            )
        ),
    ],
}
"""A made-up person as another system tells of them."""


def told_of(sit: Sit, clinic: Path, room: Path) -> None:
    """Registering from another system's file."""
    tour = sit(copy_of(clinic, room, "told-of"))
    hands, take, ctx = tour.hands, tour.take, tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    file = room / "told.json"
    file.write_text(json.dumps(_TOLD), "utf-8")
    ctx.go.register.emit("")
    hands.settle()
    take("by-hand")
    hands.click("Fill in from a file")
    hands.fill("File with a FHIR Bundle", str(room / "none.json"))
    hands.click("Read the file")
    take("refused")
    hands.fill("File with a FHIR Bundle", str(file))
    hands.click("Read the file")
    take("proposed")
    hands.fill("Which house or system it comes from", "City hospital")
    hands.click("Register")
    take("registered")
    tour.close()


def taken_out(sit: Sit, clinic: Path, room: Path) -> None:
    """One consultation taken out, from the patient's page and from its own menu."""
    tour = sit(copy_of(clinic, room, "taken-out"))
    hands, take = tour.hands, tour.take
    open_patient(tour, story_number("treated"))
    name = next(n for n in hands.reading().split(" | ") if n.startswith("Export the consultation"))
    hands.click(name)
    take("folder")
    hands.answer("What is made", "A file for another system")
    hands.fill("Make the export in this folder", str(room / "nowhere"))
    hands.click("Export")
    take("refused")
    hands.fill("Make the export in this folder", str(room))
    hands.click("Export")
    take("done")
    open_story(tour, "treated")
    hands.click("More")
    hands.click("Export this consultation")
    take("menu")
    tour.close()
