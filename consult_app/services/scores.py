"""A patient's scores after treatments, ready to be drawn, listed and read: no change is judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consult_app.domain.adverse_events import AdverseEvent, EventState
from consult_app.domain.follow_ups import Answered, Due, FollowUp
from consult_app.domain.scores import Course, Scale, Score
from consult_app.forms.model import Text, say
from consult_app.i18n import _, series
from consult_app.packs.followup import SCORES, FollowUpForm
from consult_app.packs.rules import all_items
from consult_app.services.outcomes import Aftermath
from consult_app.services.values import Values
from consult_app.services.wording import day_words
from consult_app.storage.outcomes import Given


def course(found: Aftermath, today: date, language: str) -> Course:
    """What is drawn: contacts that are over, answered or not; those still to come are no gap.

    Nothing is in it while nobody has answered.
    """
    if found.form is None:
        return Course()
    over = _over(found, today)
    treated = tuple(sorted({one.day for one in found.treated}))
    scales = tuple(_scale(name, found.form, over, language) for name in SCORES)
    days = sorted({*treated, *(_day(one, told) for one, told in over)})
    words = tuple((day, day_words(day, language, short=True)) for day in days)
    key = (_("Treatment"), _("Follow-up"), _("The patient came or called"), _("No answer"))
    return Course(scales, treated, words, key, _sentences(scales, treated, dict(words)))


def values(found: Aftermath, today: date, language: str) -> Values:
    """The same for a template: what is drawn as `course`, the figures and events as `scores`."""
    drawn = course(found, today, language)
    rows = list(_rows(found, today, language)) if drawn.scales else []
    events = [_event(one, language) for one in found.events if one.state is not EventState.ERROR]
    return {"course": drawn, "scores": {"rows": rows, "events": events}}


def _over(found: Aftermath, today: date) -> list[tuple[FollowUp, Answered | None]]:
    """By the day on which they were answered, or were due."""
    over = [
        (one, told)
        for one, told in found.follow_ups
        if told or one.due(today) in (Due.MISSED, Due.OVERDUE)
    ]
    return sorted(over, key=lambda pair: (_day(*pair), pair[0].id))


def _day(one: FollowUp, told: Answered | None) -> date:
    """When it was said, else when it was due."""
    return told.at.astimezone().date() if told else one.day


def _scale(
    name: str, form: FollowUpForm, over: list[tuple[FollowUp, Answered | None]], language: str
) -> Scale:
    item = all_items(form.questionnaire)[form.scores[name]]
    nothing: Text = {}
    lowest, highest = form.ends.get(name, (nothing, nothing))
    return Scale(
        say(item.short, language) or say(item.text, language),
        say(lowest, language),
        say(highest, language),
        tuple(Score(_day(one, told), _score(told, name), one.called) for one, told in over),
    )


def _score(told: Answered | None, name: str) -> int | None:
    by_name = {
        "pain": told.pain if told else None,
        "function": told.function if told else None,
        "satisfaction": told.satisfaction if told else None,
    }
    return by_name[name]


def _sentences(
    scales: tuple[Scale, ...], treated: tuple[date, ...], said: dict[date, str]
) -> tuple[str, ...]:
    """When the treatments were, then one sentence a scale with each of its figures."""
    days = series((said[day] for day in treated), "; ")
    found = [_("Treated on {days}.").format(days=days)]
    for scale in scales:
        each = series((_spoken(one, said[one.day]) for one in scale.scores), "; ")
        title = scale.title
        if scale.lowest and scale.highest:
            words = _("{title}, where 0 means “{lowest}” and 10 means “{highest}”")
            title = words.format(title=title, lowest=scale.lowest, highest=scale.highest)
        found.append(f"{title}: {each}.")
    return tuple(found)


def _spoken(one: Score, day: str) -> str:
    if one.value is None:
        return _("{day}: no answer").format(day=day)
    if one.called:
        return _("{day}, not planned: {score} of 10").format(day=day, score=one.value)
    return _("{day}: {score} of 10").format(day=day, score=one.value)


def _rows(found: Aftermath, today: date, language: str) -> Iterator[Values]:
    """Treatments and contacts by day, a row each; a treatment stands before what followed it."""
    given = [(one.day, 0, _treatment(one)) for one in found.treated]
    asked = [(_day(*pair), 1, _contact(*pair)) for pair in _over(found, today)]
    for day, _order, told in sorted([*given, *asked], key=lambda row: row[:2]):
        yield {"day": day_words(day, language, short=True), **told}


def _treatment(one: Given) -> Values:
    words = _("Treatment: {product}, lot {lot}").format(product=one.product, lot=one.lot)
    return {"what": words, **dict.fromkeys(SCORES, "")}


def _contact(one: FollowUp, told: Answered | None) -> Values:
    words = _("The patient came or called") if one.called else _("Follow-up")
    figures = {name: _score(told, name) for name in SCORES}
    said = {name: _("no answer") if n is None else str(n) for name, n in figures.items()}
    return {"what": words, **said}


def _event(one: AdverseEvent, language: str) -> Values:
    serious = {True: _("yes"), False: _("no"), None: _("not judged yet")}
    open_now = one.state is EventState.OPEN
    return {
        "began": day_words(one.told.began, language) if one.told.began else _("Day not recorded"),
        "title": one.told.title,
        "serious": serious[one.told.serious],
        "state": _("still open") if open_now else _("closed"),
    }
