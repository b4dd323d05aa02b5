"""A treatment pack as one frozen value: questionnaire, rules, consent, templates, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from consult_app.domain.consent_form import ConsentForm
from consult_app.domain.rules import Rule
from consult_app.errors import Refused
from consult_app.forms.model import Coding, ItemType, Questionnaire, Text
from consult_app.packs.assessment import read_questionnaire
from consult_app.packs.cases import Case, read_cases
from consult_app.packs.consent import read_consent
from consult_app.packs.demo import Demo, read_demo
from consult_app.packs.exchange import FILE as EXCHANGE
from consult_app.packs.exchange import Exchange, read_exchange
from consult_app.packs.facts import Fact, read_facts
from consult_app.packs.files import PackFiles, pack_hash
from consult_app.packs.followup import FILE as FOLLOWUP
from consult_app.packs.followup import FollowUpForm, read_followup
from consult_app.packs.regulatory import RegulatoryEntry, read_regulatory
from consult_app.packs.rules import all_items, read_rules
from consult_app.packs.sources import read_sources
from consult_app.packs.templates import Template, read_template
from consult_app.packs.wording import FILES, FOLDER, Gap, Words, read_words, side_by_side
from consult_app.packs.yaml_source import Source, read_yaml

NEEDED = (
    "id",
    "version",
    "title",
    "languages",
    "jurisdictions",
    "plan",
    "roles",
    "ahead",
    "treatment_record",
    "review_by",
)
PLAN = (
    *("evaluation_valid_days", "review_months", "near_expiry_days", "follow_up_weeks"),
    "sources",
)
PLAN_NEEDED = tuple(name for name in PLAN if name != "near_expiry_days")
RECORD = ("sterile", "supervised")
MAY_HAVE = ("usual", "order", "format")
FORMAT = 1
"""How packs are written that this program reads; one that says a higher `format` is newer."""
SPOKEN_IN = ("templates", FOLDER)
"""Folders with one folder a language."""
REVIEWED = ("assessment", "rules", "consent")
ROLES = (
    "hope",
    "reason",
    "indication",
    "allergy.state",
    "allergy.substance",
    "allergy.reaction",
    "plan",
    "site",
    "site.area",
    "site.side",
    "site.route",
    "product",
    "sessions",
    "dose",
    "interval",
    "follow-up",
    "advice",
)
"""What the program has to find in any questionnaire; a pack says which item it is."""
LATER_ROLES = ("language", "papers", "interpreter", "interpreter.name", "severity")
"""What packs of earlier programs, which are kept with their records, do not say."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words of the pack that the program shows in a record of its own, with the facts they tell."""

    text: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Numbers that the pack sets.

    `evaluation_valid_days`: how long a specialist's opinion counts; `review_months`: how long a
    reference counts as checked; `near_expiry_days`: so few days left of a lot are few;
    `follow_up_weeks` after a treatment, with the facts behind them.
    """

    evaluation_valid_days: int
    review_months: int
    follow_up_weeks: tuple[int, ...]
    sources: tuple[str, ...]
    near_expiry_days: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. `regions`: code and words of each area of the body map.

    `templates`: (id, language) -> template; `roles`: what an item is to the program (`ROLES`) ->
    its linkId; `ahead`: the date questions whose answer may lie in the future, every other is
    history; `treatment_record`: name of a field -> its words; `review_by`: file -> the day by
    which the clinic's physician looks at it again; `usual`: linkId -> the least and the most that a
    figure usually is; `order`: pairs of dates of which the first comes first; `gaps`: what a draft
    of a language lacks, of so many `texts`: keys with words, and templates; `exchange`: what the
    answers are to other systems; `followup`: what is asked after a treatment.
    """

    id: str
    version: str
    hash: str
    title: Text
    languages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    questionnaire: Questionnaire
    rules: tuple[Rule, ...]
    consent: ConsentForm
    templates: Mapping[tuple[str, str], Template]
    regulatory: tuple[RegulatoryEntry, ...]
    facts: tuple[Fact, ...]
    demo: Demo
    plan: PlanRules
    roles: Mapping[str, str]
    ahead: frozenset[str]
    treatment_record: Mapping[str, Told]
    review_by: Mapping[str, date]
    regions: tuple[tuple[str, Text], ...]
    usual: Mapping[str, tuple[Decimal, Decimal]]
    order: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...] = ()
    gaps: tuple[Gap, ...] = ()
    texts: int = 0
    exchange: Exchange = field(default_factory=Exchange)
    followup: FollowUpForm | None = None

    def template(self, name: str, language: str) -> Template:
        """The template in `language`, else in the pack's first. Raises `Refused` where none is."""
        for wanted in (language, self.languages[0]):
            if (name, wanted) in self.templates:
                return self.templates[name, wanted]
        raise Refused("pack.no-template", name=name)


def load_pack(files: PackFiles, drafts: tuple[str, ...] = ()) -> Pack:
    """The pack in these files; loaded once for the same content.

    A language is what `pack.yaml` lists, each whole. `drafts`: languages that are still being
    written and are read all the same; what they lack is in `gaps`. Raises `Refused` with a code
    `pack.…`, the file and the line, pack.half-translated and pack.newer among them; then nothing
    is loaded.
    """
    return _load(pack_hash(files), tuple(sorted(files.items())), drafts)[0]


@lru_cache(maxsize=8)
def _load(
    digest: str, items: tuple[tuple[str, str], ...], drafts: tuple[str, ...]
) -> tuple[Pack, Mapping[str, Words]]:
    files = dict(items)
    _require_known_format(files)
    top = _yaml(files, "pack.yaml").fields((*NEEDED, *MAY_HAVE), NEEDED)
    listed = top["languages"].words()
    languages = (*listed, *(language for language in drafts if language not in listed))
    whole = tuple(language for language in listed if language not in drafts)
    words = {name: read_words(files, name, languages) for name in FILES}
    questionnaire = read_questionnaire(_yaml(files, "assessment.yaml"), words["assessment.yaml"])
    roles = _roles(top["roles"], questionnaire)
    pack = Pack(
        id=top["id"].text(),
        version=top["version"].text(),
        hash=digest,
        title=words["pack.yaml"].text(top["title"], "title"),
        languages=languages,
        jurisdictions=top["jurisdictions"].words(),
        questionnaire=questionnaire,
        rules=read_rules(_yaml(files, "rules.yaml"), questionnaire, words["rules.yaml"]),
        consent=read_consent(_yaml(files, "consent.yaml"), words["consent.yaml"]),
        templates=_templates(files, languages),
        regulatory=read_regulatory(_yaml(files, "regulatory.yaml"), words["regulatory.yaml"]),
        facts=read_facts(_yaml(files, "facts.yaml")),
        demo=read_demo(_yaml(files, "demo.yaml"), questionnaire),
        plan=_plan(top["plan"].fields(PLAN, PLAN_NEEDED)),
        roles=roles,
        ahead=_ahead(top["ahead"], questionnaire),
        treatment_record=_record(top["treatment_record"], words["pack.yaml"]),
        review_by={
            name: part.day() for name, part in top["review_by"].fields(REVIEWED, REVIEWED).items()
        },
        regions=_regions(questionnaire, roles["site.area"]),
        usual=_usual(top, questionnaire),
        order=_order(top, questionnaire),
        exchange=(
            read_exchange(_yaml(files, EXCHANGE), questionnaire)
            if EXCHANGE in files
            else Exchange()
        ),
        followup=(
            read_followup(_yaml(files, FOLLOWUP), words[FOLLOWUP]) if FOLLOWUP in files else None
        ),
    )
    cases = _cases(files, pack)
    texts = sum(len(file.asked) for file in words.values()) + len({n for n, _ in pack.templates})
    return replace(pack, gaps=_gaps(pack, words, whole), texts=texts, cases=cases), words


def _require_known_format(files: PackFiles) -> None:
    """Before all else: what a newer program added is no fault of the pack. Raises pack.newer."""
    written = dict(_yaml(files, "pack.yaml").pairs()).get("format")
    if written is not None and written.whole() > FORMAT:
        raise Refused("pack.newer", file="pack.yaml")


def _cases(files: PackFiles, pack: Pack) -> tuple[Case, ...]:
    """The cases of the rules; a pack that was stored before there were any has none."""
    if "cases.yaml" not in files:
        return ()
    rules = frozenset(rule.id for rule in pack.rules)
    return read_cases(_yaml(files, "cases.yaml"), pack.questionnaire, rules)


def _gaps(pack: Pack, words: Mapping[str, Words], whole: tuple[str, ...]) -> tuple[Gap, ...]:
    """What drafts lack. Raises `Refused`: pack.half-translated, pack.no-words."""
    found: list[Gap] = []
    for file in words.values():
        file.refuse_strangers()
        found += file.gaps()
    names = dict.fromkeys(name for name, _ in pack.templates)
    for language in pack.languages:
        lacking = (n for n in names if (n, language) not in pack.templates)
        found += [Gap(language, f"templates/{language}/{name}.md") for name in lacking]
    for gap in found:
        if gap.language in whole:
            count = sum(one.language == gap.language for one in found)
            raise Refused(
                "pack.half-translated",
                language=gap.language,
                file=gap.file,
                name=gap.key or gap.file,
                count=count,
            )
    return tuple(found)


def to_translate(files: PackFiles, language: str) -> dict[str, str]:
    """The files of wording for a translator: the first language beside what is there already.

    Raises as `load_pack`.
    """
    drafts = (*spoken(files), language)
    words = _load(pack_hash(files), tuple(sorted(files.items())), drafts)[1]
    return {
        f"{FOLDER}/{language}/{name}": side_by_side(one, language) for name, one in words.items()
    }


def spoken(files: PackFiles) -> tuple[str, ...]:
    """Every language beside the first that the files speak, whole or not, in `pack.yaml` or not."""
    listed = _listed(files)
    there = {name.split("/")[1] for name in files if name.split("/")[0] in SPOKEN_IN}
    return tuple(dict.fromkeys((*listed[1:], *sorted(there - {listed[0]}))))


def _listed(files: PackFiles) -> tuple[str, ...]:
    _require_known_format(files)
    return _yaml(files, "pack.yaml").fields((*NEEDED, *MAY_HAVE), NEEDED)["languages"].words()


def worded(files: PackFiles) -> Mapping[str, Words]:
    """The words of each file that has some, in every language. Raises as `load_pack`."""
    return _load(pack_hash(files), tuple(sorted(files.items())), ())[1]


def drafted(files: PackFiles) -> tuple[str, ...]:
    """Languages that the files speak and `pack.yaml` does not list yet."""
    listed = _listed(files)
    return tuple(language for language in spoken(files) if language not in listed)


def released(files: PackFiles) -> dict[str, str]:
    """The files without the languages that are still being written."""
    drafts = drafted(files)
    return {
        name: text
        for name, text in files.items()
        if not (name.split("/")[0] in SPOKEN_IN and name.split("/")[1] in drafts)
    }


def _yaml(files: PackFiles, name: str) -> Source:
    if name not in files:
        raise Refused("pack.missing-file", file=name)
    return read_yaml(name, files[name])


def _templates(files: PackFiles, languages: tuple[str, ...]) -> dict[tuple[str, str], Template]:
    found: dict[tuple[str, str], Template] = {}
    folders = tuple(f"templates/{language}/" for language in languages)
    for name, text in files.items():
        if not name.startswith(folders) or not name.endswith(".md"):
            continue
        template = read_template(name, text)
        key = (template.id, template.language)
        if key in found or name != f"templates/{template.language}/{template.id}.md":
            raise Refused("pack.duplicate-id", file=name, line=1, name=template.id)
        found[key] = template
    return found


def _plan(fields: Mapping[str, Source]) -> PlanRules:
    return PlanRules(
        evaluation_valid_days=fields["evaluation_valid_days"].whole(),
        review_months=fields["review_months"].whole(),
        follow_up_weeks=tuple(part.whole() for part in fields["follow_up_weeks"].parts()),
        sources=read_sources(fields),
        near_expiry_days=(
            fields["near_expiry_days"].whole() if "near_expiry_days" in fields else 0
        ),
    )


def _roles(source: Source, questionnaire: Questionnaire) -> dict[str, str]:
    items = all_items(questionnaire)
    found = {}
    for role, part in source.fields((*ROLES, *LATER_ROLES), ROLES).items():
        name = part.text()
        if name not in items:
            raise Refused("pack.unknown-item", file=part.file, line=part.line, name=name)
        found[role] = name
    return found


def _ahead(source: Source, questionnaire: Questionnaire) -> frozenset[str]:
    items = all_items(questionnaire)
    for part in source.parts():
        if part.text() not in items:
            raise Refused("pack.unknown-item", file=part.file, line=part.line, name=part.text())
    return frozenset(source.words())


def _usual(
    top: Mapping[str, Source], questionnaire: Questionnaire
) -> dict[str, tuple[Decimal, Decimal]]:
    """Figures that are asked about outside these, and taken all the same."""
    found = {}
    for name, part in top["usual"].pairs() if "usual" in top else ():
        _known(part, name, questionnaire, ItemType.INTEGER, ItemType.DECIMAL)
        bounds = [one.number() for one in part.parts()]
        if len(bounds) != 2 or bounds[0] >= bounds[1]:
            raise part.wrong("the least and the most")
        found[name] = (bounds[0], bounds[1])
    return found


def _order(top: Mapping[str, Source], questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Pairs of dates side by side in the form, the earlier first."""
    found = []
    for part in top["order"].parts() if "order" in top else []:
        names = part.words()
        if len(names) != 2:
            raise part.wrong("two dates, the earlier first")
        for name in names:
            _known(part, name, questionnaire, ItemType.DATE)
        found.append((names[0], names[1]))
    return tuple(found)


def _known(part: Source, name: str, questionnaire: Questionnaire, *types: ItemType) -> None:
    item = all_items(questionnaire).get(name)
    if item is None:
        raise Refused("pack.unknown-item", file=part.file, line=part.line, name=name)
    if item.type not in types:
        raise part.wrong(" or ".join(t.value for t in types))


def _record(source: Source, words: Words) -> dict[str, Told]:
    found = {}
    for name, part in source.fields(RECORD, RECORD).items():
        fields = part.fields(("text", "sources"), ("text",))
        found[name] = Told(
            words.text(fields["text"], "treatment_record", name), read_sources(fields)
        )
    return found


def _regions(questionnaire: Questionnaire, link_id: str) -> tuple[tuple[str, Text], ...]:
    """The options of the item that the body map answers."""
    options = all_items(questionnaire)[link_id].options
    return tuple((o.value.code, o.text) for o in options if isinstance(o.value, Coding))
