"""Which buttons stand in the bar of the consent page at each moment; pure but for the pressing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import ConsentMove
from consult_app.domain.documents import Kind as Sheet
from consult_app.i18n import _, mark
from consult_app.services.consent_view import ConsentView
from consult_app.ui.consent.bar import Action, Asked
from consult_app.ui.consent.stage import Stage, may
from consult_app.ui.kit import Kind

Row = tuple[Action, ...]

EXITS = {
    ConsentMove.DECLINE: (
        mark("The patient says no"),
        mark("The patient does not want this treatment. The consent ends with that."),
        mark("Record the no"),
    ),
    ConsentMove.NOT_TODAY: (
        mark("Not today"),
        mark("What was said so far is kept, and the patient may come back to it."),
        mark("Put it off"),
    ),
}


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page does when a button is pressed."""

    show: Callable[..., object]
    back: Callable[[], object]
    informed: Callable[[], object]
    hand_over: Callable[[], object]
    print_out: Callable[[], object]
    confirm_paper: Callable[[], object]
    sign: Callable[[], object]
    go_on: Callable[[], object]
    step: Callable[[ConsentMove], object]
    begin_again: Callable[[], object]
    ask: Callable[[Asked], object]
    withdraw: Callable[[], object]


def overview_actions(do: Doings, view: ConsentView, stage: Stage, now: datetime) -> tuple[Row, Row]:
    """The quiet ways out that are open now, and the next thing to do."""
    leaving = tuple(_exit(do, step) for step in EXITS if may(view.consent, step))
    if may(view.consent, ConsentMove.WITHDRAW):  # asked in the page: by whom, how, on which day
        leaving += (Action(_("The patient withdraws"), do.withdraw),)
    return leaving, _next(do, view, stage, now)


def _exit(do: Doings, step: ConsentMove) -> Action:
    label, sentence, yes = (_(words) for words in EXITS[step])
    asked = Asked(sentence, yes, _("Go back"), lambda: do.step(step))
    return Action(label, lambda: do.ask(asked))


def _next(do: Doings, view: ConsentView, stage: Stage, now: datetime) -> Row:
    match stage:
        case Stage.INFORM:
            label = _("Show the information sheet")
            return (Action(label, lambda: do.show(Sheet.INFORMATION), Kind.PRIMARY),)
        case Stage.CONVERSATION:
            consent = view.consent
            over = consent is not None and consent.earliest is not None and consent.earliest <= now
            may_open = over and view.approved and view.decided
            kind = Kind.PRIMARY if may_open else Kind.SECONDARY
            on_screen = Action(_("Hand over to the patient"), do.hand_over, kind)
            on_paper = Action(_("Print for ink"), do.print_out, Kind.SECONDARY)
            return (on_paper, on_screen) if may_open else (on_screen,)
        case Stage.OUT if view.scanned:
            return (Action(_("Look at the signatures"), do.confirm_paper, Kind.PRIMARY),)
        case Stage.CONFIRM:
            return (Action(_("Hand over to the patient"), do.hand_over, Kind.PRIMARY),)
        case Stage.SIGN:
            return (Action(_("Sign the consent"), do.sign, Kind.PRIMARY),)
        case Stage.GIVEN:
            return (Action(_("Go on to the treatment"), do.go_on, Kind.PRIMARY),)
        case Stage.SUSPENDED if view.decided and view.covered:
            confirm = Asked(
                _("The patient was asked today and stands by the consent."),
                _("Confirm the consent"),
                _("Go back"),
                lambda: do.step(ConsentMove.RECONFIRM),
            )
            label = _("The consent still stands")
            return (Action(label, lambda: do.ask(confirm), Kind.PRIMARY),)
    return ()


def sheet_actions(do: Doings, sheet: Sheet, stage: Stage) -> tuple[Row, Row]:
    """Beside a sheet: back, and what is done with it."""
    back = Action(_("Back to the consent"), do.back)
    if sheet is Sheet.INFORMATION and stage is Stage.INFORM:
        anew = Action(_("Make it anew"), lambda: do.show(sheet, anew=True))
        informed = Action(_("The patient has been informed"), do.informed, Kind.PRIMARY)
        return (back, anew), (informed,)
    if sheet is Sheet.CONSENT and stage is Stage.GIVEN:
        return (back,), (Action(_("Go on to the treatment"), do.go_on, Kind.PRIMARY),)
    return (back,), ()
