"""The clinic's counts on paper: how many, of how many, and a median where it may stand.

Nobody is named on it, nothing is compared, and it is not kept: it is drawn anew from the records.
"""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.documents.drawing import render
from consult_app.domain.audit import Event
from consult_app.domain.blocks import (
    Bar,
    BarsBlock,
    Block,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Run,
    Sheet,
    Table,
)
from consult_app.domain.documents import Edition
from consult_app.domain.outcomes import LEAST, SMALL, By, Group
from consult_app.domain.people import Capability
from consult_app.i18n import _, mark, ngettext, speaking
from consult_app.services import outcomes
from consult_app.services.acting import Acting
from consult_app.services.outcomes import Counts, middle_words
from consult_app.services.permission import needs
from consult_app.services.sheets import letterhead, words
from consult_app.services.wording import day_words
from consult_app.storage import settings as settings_rows

KIND = "counts"
BY = {By.INDICATION: mark("Indication"), By.PRODUCT: mark("Product"), By.LOT: mark("Lot")}


@needs(Capability.PRINT_CLINICAL)
def draw(acting: Acting, by: By, edition: Edition = Edition.STANDARD) -> bytes:
    """The counts as PDF, in the language of the clinic; that they were taken out is entered.

    Raises what `render` raises.
    """
    with acting.write() as tx:
        found, clinic = outcomes.counts_in(acting, tx, by), settings_rows.get(tx)
        acting.note(tx, Event.OUTCOMES_EXPORTED, "treatment", 0)
    language, today = clinic.language, acting.today()
    with speaking(language):
        day = day_words(today, language)
        sheet = Sheet(
            kind=KIND,
            title=_("Counted after treatments"),
            subtitle=_("By {what} · {day}").format(what=_(BY[by]), day=day),
            language=language,
            letterhead=letterhead(clinic),
            patient_name="",
            birth_date=None,
            birth_words="",
            number="",
            template=_("Counts"),
            issued_words=day_words(today, language, short=True),
            anchor="",
            composed_at=acting.now(),
            blocks=tuple(_blocks(found, day, language)),
            words=tuple(words().items()),
            mark=_("DEMONSTRATION") if clinic.demonstration else "",
            paper=clinic.paper.value,
            edition=edition.value,
        )
    return render(sheet)


def _blocks(found: Counts, day: str, language: str) -> Iterator[Block]:
    yield Paragraph(
        _line(
            _(
                "These are counts. They do not show that a treatment works or does not work: not "
                "all who were treated answer, and there is nobody to compare them with."
            )
        )
    )
    yield _about(found, day, language)
    if not found.groups:
        yield Paragraph(_line(_("Nothing to count yet")))
        return
    yield Heading(2, _line(_("How many")))
    yield _overview(found)
    if found.unnamed:
        unnamed = ngettext(
            "{n} event names no treatment and is in no line.",
            "{n} events name no treatment and are in no line.",
            found.unnamed,
        )
        yield Paragraph(_line(unnamed.format(n=found.unnamed)))
    most = max(max(group.due, group.events) for group in found.groups)
    for group in found.groups:
        yield from _group(group, most, language)
    yield Paragraph(
        _line(_("Before and after are two different questions and are not to be subtracted."))
    )


def _about(found: Counts, day: str, language: str) -> Facts:
    period = _("No treatment yet")
    if found.days is not None:
        first, last = (day_words(one, language) for one in found.days)
        period = _("{first} to {last}").format(first=first, last=last)
    few = _(
        "Fewer than {small} treatments or answers are a small number. Of fewer than {least} "
        "answers no median is shown."
    )
    return Facts(
        (
            (_("Treatments from"), _line(period)),
            (_("Counted on"), _line(day)),
            (_("Small numbers"), _line(few.format(small=SMALL, least=LEAST))),
            (
                _("How it counts"),
                _line(
                    _(
                        "A treatment for two indications counts in both. An answer after its time "
                        "counts as answered and is in no week; who came or called between is "
                        "counted apart."
                    )
                ),
            ),
        )
    )


def _overview(found: Counts) -> Table:
    head = (
        *(_(BY[found.by]), _("Treatments"), _("Follow-ups due"), _("Answered"), _("Missed")),
        *(_("Adverse events"), _("Serious")),
    )
    rows = [
        (
            _named(group),
            *(str(n) for n in (group.treatments, group.due, group.answered, group.missed)),
            *(str(n) for n in (group.events, group.serious)),
        )
        for group in found.groups
    ]
    return Table(tuple(map(_line, head)), tuple(tuple(map(_line, row)) for row in rows))


def _named(group: Group) -> str:
    return _("{group} (a small number)").format(group=group.key) if group.small else group.key


def _group(group: Group, most: int, language: str) -> Iterator[Block]:
    yield Heading(2, _line(_named(group)))
    yield BarsBlock((_asked(group), _events(group)), most)
    rows = [(_("How bad it was before, from 0 to 10"), group.before)]
    rows += [
        (_("Pain in week {week}, from 0 to 10").format(week=week), one) for week, one in group.after
    ]
    yield Table(
        (_line(_("What was asked")), _line(_("Median of the answers"))),
        tuple((_line(what), _line(middle_words(one, language))) for what, one in rows),
    )


def _asked(group: Group) -> Bar:
    """Planned follow-ups whose day has come."""
    told = _(
        "Treatments: {treatments}. Follow-ups due: {due}, of these answered {answered}, missed "
        "{missed}, still waited for {waiting}. Came or called between: {calls}."
    ).format(
        treatments=group.treatments,
        due=group.due,
        answered=group.answered,
        missed=group.missed,
        waiting=group.waiting,
        calls=group.calls,
    )
    key = (_("Answered"), _("Missed"), _("Still waited for"))
    return Bar(told, (group.answered, group.missed, group.waiting), key)


def _events(group: Group) -> Bar:
    calm = group.events - group.serious - group.not_judged
    told = _(
        "Adverse events: {events}, of these serious {serious}, not serious {calm}, not judged yet "
        "{open}."
    ).format(events=group.events, serious=group.serious, calm=calm, open=group.not_judged)
    key = (_("Serious"), _("Not serious"), _("Not judged yet"))
    return Bar(told, (group.serious, calm, group.not_judged), key)


def _line(words: str) -> Inline:
    return (Run(words),)
