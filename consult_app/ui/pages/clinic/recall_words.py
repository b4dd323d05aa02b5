"""What the page of a recall says: how many were told, what became of letters, how it ended."""

from __future__ import annotations

from consult_app import messages
from consult_app.domain.recalls import Recipient, Standing
from consult_app.i18n import _, ngettext, series
from consult_app.services.recall_letters import Letters, kind_of
from consult_app.services.recalls import RecallView, ground_words
from consult_app.services.wording import day_words


def letters_of_now(view: RecallView) -> tuple[int, ...]:
    """Those of the recall, or once it has ended those that say so."""
    wanted = kind_of(view)
    return tuple(id_ for id_, letter in view.letters.items() if letter.kind is wanted)


def letter_words(view: RecallView, one: Recipient) -> str:
    """What has become of somebody's letter; of the first one, where none tells of the end yet."""
    ids = one.end_letters or one.letters
    if not ids:
        return ""
    printed = view.letters[ids[0]].printed
    if one.ended and not one.end_letters:
        return _("first one printed") if printed else _("first one made")
    return _("printed") if printed else _("made")


def how_it_ended(view: RecallView, language: str) -> str:
    """On which day, on which ground, why, and who said so; empty: it goes on."""
    if view.end is None:
        return ""
    record = view.end.record
    facts = (
        _("Ended on {day}").format(day=day_words(record.day, language)),
        ground_words(record.ground),
        record.reason,
        _("said by {name}").format(name=record.said_by),
        _("recorded by {name}").format(name=view.people.get(view.end.author_id, "")),
    )
    return series(facts, " · ")


def counted(view: RecallView) -> str:
    """How many received it, know, have still to be told, and have died."""
    all_ = len(view.recipients)
    words = ngettext("{n} person received it", "{n} people received it", all_).format(n=all_)
    wanted = Standing.REACHED if view.end is None else Standing.END_SAID
    told = sum(one.standing is wanted for one in view.recipients)
    rest = _("{told} told, {waiting} to be told")
    if view.end is not None:
        rest = _("{told} told that it ended, {waiting} told of the recall and not yet of its end")
    rest = rest.format(told=told, waiting=view.waiting)
    died = sum(one.standing is Standing.DIED for one in view.recipients)
    if died:
        rest += " · " + ngettext("{n} has died", "{n} have died", died).format(n=died)
    return f"{words} · {rest}" if all_ else words


def without(letters: Letters) -> str:
    """Whom there is no letter for, and why, once for each reason; empty: all have one."""
    why = dict.fromkeys(messages.sentence(refused) for _one, refused in letters.refused)
    if not why:
        return ""
    names = series(one.patient.name for one, _refused in letters.refused)
    return _("No letter for {names}. {why}").format(names=names, why=" ".join(why))
