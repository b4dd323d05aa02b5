"""Three patients in whose consultations every rule of the pack fires, as scripts for the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.journeys.sitting import RETURN, Sitting
from tests.journeys.walks import HEALTHY, Script

FORBIDDEN, LAST_DAYS, OUT_OF_DATE = "Example-NO 1 ml", "Example-LAST 2 ml", "Example-OLD 3 ml"
TODAY = date.today()


def in_words(day: date) -> str:
    """A day as a person types it."""
    return f"{day.day} {day:%B} {day.year}"


@dataclass(frozen=True)
class Case:
    """Who comes, what they answer, and which rules fire; `language` of what they read.

    `finds`: rule id -> a further answer or fact that its card tells; `unknown`: nobody knows.
    """

    name: str
    born: str
    sex: str
    language: str
    answers: Script
    fires: frozenset[str]
    finds: Mapping[str, str] = field(default_factory=dict)
    unknown: bool = False


def changed(script: Script, changes: Mapping[str, str | Script]) -> Script:
    """The script with other answers at these paths, one or several; none: it is not asked."""
    rows: Script = []
    for path, words in script:
        said = changes.get(path, words)
        rows += [(path, said)] if isinstance(said, str) else said
    return rows


ENDS = in_words(TODAY + timedelta(days=10))
YES_TO_ALL = changed(
    HEALTHY,
    {
        "pt/pt.identity": "no",
        "pt/pt.pressure": "yes",
        "hs/hs.vitals/hs.temp": "38.5",
        "mh/mh.prior": [
            ("mh/mh.prior", "yes"),
            ("mh/mh.prior/mh.reaction", "yes"),
            ("mh/mh.prior/mh.reaction/mh.reaction.text", "Hard lumps"),
        ],
        "mh/mh.scar": "yes",
        "med/med.anticoag": [
            ("med/med.anticoag", "yes"),
            ("med/med.anticoag/med.anticoag.agent", "Warfarin"),
        ],
        "med/med.immunosupp": [
            ("med/med.immunosupp", "yes"),
            ("med/med.immunosupp/med.immunosupp.agent", "Methotrexate"),
        ],
        "med/all.state": [
            ("med/all.state", "some"),
            ("med/all.state/all.list[0]/all.substance", "trehalose"),
        ],
        "ci/ci.infection": [
            ("ci/ci.infection", "yes"),
            ("ci/ci.infection/ci.infection.active", "yes"),
            ("ci/ci.infection/ci.infection.site", "Bladder"),
            ("ci/ci.infection/ci.infection.ends", ENDS),
        ],
        "ci/ci.immune": [
            ("ci/ci.immune", "yes"),
            ("ci/ci.immune/ci.immune.diagnosis", "lupus"),
        ],
        "ci/ci.cancer": [
            ("ci/ci.cancer", "yes"),
            ("ci/ci.cancer/ci.cancer.status", "in-treatment"),
            ("ci/ci.cancer/ci.cancer.site", "Left breast"),
        ],
        "ci/ci.pregnancy": "yes",
        "ci/ci.breastfeeding": "yes",
        "ci/ci.skin": [("ci/ci.skin", "yes"), ("ci/ci.skin/ci.skin.what", "A rash")],
        "ci/ci.bleeding": "yes",
        "ci/ci.vaccine": [
            ("ci/ci.vaccine", "yes"),
            ("ci/ci.vaccine/ci.vaccine.date", in_words(TODAY - timedelta(days=3))),
        ],
        "ind/ind.group[0]": [
            ("ind/ind.group[0]", "other"),
            ("ind/ind.group[0]/ind.other.use", "Tiredness"),
        ],
        "ind/ind.group[0]/ind.injury.kind": [],
        "tx/tx.site[0]/tx.route": "subcutaneous",
        "tx/tx.product": FORBIDDEN,
    },
)

UNKNOWN = changed(
    HEALTHY,
    {
        "pt/pt.language": "tr",
        **dict.fromkeys(
            (
                *("pt/pt.interpreter", "pt/pt.pressure", "mh/mh.any", "mh/mh.surg.any"),
                *("mh/mh.devices", "mh/mh.prior", "mh/mh.scar", "med/med.any", "med/med.anticoag"),
                *("med/med.immunosupp", "med/all.state", "ci/ci.infection", "ci/ci.immune"),
                *("ci/ci.cancer", "ci/ci.pregnancy", "ci/ci.breastfeeding", "ci/ci.skin"),
                *("ci/ci.bleeding", "ci/ci.vaccine"),
            ),
            "unknown",
        ),
        "hs/hs.vitals": "not-today",
        "hs/hs.vitals/hs.temp": [],
        "ind/ind.group[0]": "pain",
        "ind/ind.group[0]/ind.injury.kind": [("ind/ind.group[0]/ind.pain.kind", "unknown")],
        "tx/tx.product": LAST_DAYS,
    },
)
CONTRADICTED = changed(
    HEALTHY,
    {
        "pt/pt.language": "de",
        "mh/mh.any": [("mh/mh.any", "yes"), ("mh/mh.any/mh.cond[0]/mh.cond.name", "Crohn")],
        "med/med.any": [
            ("med/med.any", "yes"),
            ("med/med.any/med.list[0]/med.name", "Tamoxifen"),
        ],
        "ci/ci.pregnancy": "yes",
        "ind/ind.group[0]": "pain",
        "ind/ind.group[0]/ind.injury.kind": [
            ("ind/ind.group[0]/ind.pain.kind", "inflammatory-joint")
        ],
        "tx/tx.product": OUT_OF_DATE,
    },
)
TURNS_18 = TODAY.replace(year=TODAY.year + 1, month=5, day=4)

CASES = (
    Case(
        "Elif Demir",
        "12 March 1979",
        "Female",
        "en",
        YES_TO_ALL,
        frozenset(
            {
                *("identity", "pressure", "fever", "earlier-reaction", "keloid", "anticoagulant"),
                *("immunosuppressant", "allergy-product", "infection", "infection-active"),
                *("immune", "cancer", "cancer-current", "pregnancy", "breastfeeding", "skin"),
                *("bleeding", "vaccination", "other-use", "route-off-label", "site-off-label"),
                *("not-permitted", "lot-recalled"),
            }
        ),
        {
            "infection": "Bladder.",
            "infection-active": f"Worked out from {ENDS}.",
            "immune": "Lupus.",
            "cancer": "Left breast.",
            "earlier-reaction": "What happened: Hard lumps.",
            "anticoagulant": "Warfarin.",
            "immunosuppressant": "Methotrexate.",
            "allergy-product": "Allergic to: Trehalose.",
            "skin": "A rash.",
            "other-use": "Tiredness.",
            "fever": "38.5",
            "route-off-label": f"{FORBIDDEN}. Planned: Under the skin.",
            "site-off-label": f"{FORBIDDEN}. Planned: Knee.",
            "lot-recalled": f"{FORBIDDEN}.",
        },
    ),
    Case(
        "Ada Nobody",
        "1 June 1970",
        "Female",
        "tr",
        UNKNOWN,
        frozenset(
            {
                *("interpreter-unknown", "history-unknown", "operations-unknown"),
                *("devices-unknown", "earlier-treatment-unknown", "medicines-unknown"),
                *("allergies-unknown", "pain-kind-unknown", "lot-nearly-expired"),
                *("infection", "immune", "cancer", "pregnancy", "breastfeeding", "skin"),
                *("bleeding", "vaccination", "keloid", "anticoagulant", "immunosuppressant"),
                *("fever", "pressure", "allergy-product"),
            }
        ),
        {"lot-nearly-expired": f"{LAST_DAYS}."},
        unknown=True,
    ),
    Case(
        "Can Young",
        in_words(TURNS_18.replace(year=TURNS_18.year - 18)),
        "Male",
        "de",
        CONTRADICTED,
        frozenset(
            {
                *("minor", "male-pregnant", "immune-contradiction", "immune-listed"),
                *("cancer-contradiction", "lot-expired", "pregnancy"),
            }
        ),
        {
            "minor": f"From {in_words(TURNS_18)}. This is the eighteenth birthday.",
            "immune-listed": "Crohn.",
            "cancer-contradiction": "Tamoxifen.",
            "lot-expired": f"{OUT_OF_DATE}.",
        },
    ),
)


def stock(sitting: Sitting) -> None:
    """Three products that should not be given, entered under Clinic."""
    hands = sitting.hands
    hands.click("Clinic")
    hands.find("Part of the clinic")
    hands.answer("Part of the clinic", "Products and lots")
    for name, route, area, standing in (
        (FORBIDDEN, "Into the joint", "Face", "Not permitted"),
        (LAST_DAYS, "Into the joint", "", "Under conditions"),
        (OUT_OF_DATE, "Into the joint", "", "Under conditions"),
    ):
        hands.fill("Product", name)
        hands.fill("Components", "trehalose")
        hands.click("Add the product")
        hands.click(f"Record the label: {name}")
        hands.answer("Routes that the label names", route)
        if area:
            hands.answer("Areas that the label limits it to", area)
        hands.answer("Status in Türkiye", standing)
        hands.fill("Where the status is written", "Made up for tests")
        hands.fill("Day of that source", "1 January 2026")
        hands.click("Save the label")
        hands.settle()
    for name, number, last in (
        (FORBIDDEN, "N1", TODAY + timedelta(days=400)),
        (LAST_DAYS, "L1", TODAY + timedelta(days=9)),
        (OUT_OF_DATE, "O1", TODAY - timedelta(days=1)),
    ):
        hands.fill(f"New lot of {name}", number)
        hands.fill(f"Use by, {name}", in_words(last))
        hands.click(f"Add the lot: {name}")
        hands.find(f"Lot {number}")
    hands.click(f"Recall: lot N1 of {FORBIDDEN}")
    hands.fill("Why the lot is recalled", "Made up for tests.")
    hands.click("Recall the lot")
    hands.settle()


def begin(sitting: Sitting, case: Case) -> None:
    """Register the patient, with the sex, and start a consultation."""
    hands = sitting.hands
    sitting.register(case.name, case.born, case.sex)
    hands.find("Start consultation")
    hands.press(RETURN)
    hands.find("Checked with two identifiers?")
