"""Lines of another system in words, on the patient's page and beside the questions."""

from __future__ import annotations

from consult_app.domain.incoming import Line, Told, ToldKind, ToldState
from consult_app.forms.model import PartialDate
from consult_app.i18n import _, mark, series
from consult_app.services.wording import partial_words

KIND = {
    ToldKind.ILLNESS: mark("Illness"),
    ToldKind.ALLERGY: mark("Allergy"),
    ToldKind.MEDICINE: mark("Medicine"),
}
STATE = {
    ToldState.OPEN: mark("To be confirmed"),
    ToldState.TAKEN: mark("Confirmed"),
    ToldState.DISMISSED: mark("Dismissed"),
    ToldState.UNDONE: mark("Taken back"),
}
_SEVERITY = {"mild": mark("mild"), "moderate": mark("moderate"), "severe": mark("severe")}


def told_words(told: Told, language: str) -> str:
    """`Allergy: Latex (Hives, moderate)`."""
    more = [told.detail, _(_SEVERITY[told.severity]) if told.severity in _SEVERITY else ""]
    if told.since:
        since = partial_words(PartialDate(told.since), language)
        more.append(_("since {day}").format(day=since))
    if told.over:
        more.append(_("said to be over"))
    if told.doubted:
        more.append(_("not certain there either"))
    words = _("{kind}: {name}").format(kind=_(KIND[told.kind]), name=told.name)
    beside = series(filter(None, more))
    return f"{words} ({beside})" if beside else words


def state_words(line: Line) -> str:
    """Where a line stands, with the reason where it was dismissed."""
    words = _(STATE[line.state])
    return f"{words}: {line.reason}" if line.reason else words


def passed_words(passed_over: tuple[tuple[str, int], ...]) -> str:
    """Which kinds of resource were not read, with how many of each; empty for none."""
    kinds = series(f"{kind} {n}" for kind, n in passed_over)
    return _("Not read here: {kinds}").format(kinds=kinds) if kinds else ""
