"""The rules of the shipped pack, and which of them the clinic has switched off, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult_app.domain.audit import Event
from consult_app.domain.clinic import RuleOff
from consult_app.domain.names import clean
from consult_app.domain.people import Capability
from consult_app.domain.rules import Rule
from consult_app.domain.suitability import MAY_BE_OFF
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as the clinic has it; `off` says by whom (`by`) and why it is switched off."""

    rule: Rule
    may_be_off: bool
    off: RuleOff | None
    by: str = ""


@needs(Capability.READ_CLINIC)
def every(acting: Acting) -> tuple[RuleLine, ...]:
    """Every rule, in the pack's order. Raises what `shelf.shipped` raises."""
    with acting.read() as tx:
        off = {one.rule_id: one for one in settings_rows.get(tx).rules_off}
        names = {user.id: user.display_name for user in user_rows.every(tx)}
    return tuple(
        RuleLine(rule, rule.basis in MAY_BE_OFF, one, names.get(one.by, "") if one else "")
        for rule in shelf.shipped().rules
        for one in (off.get(rule.id),)
    )


@needs(Capability.DECIDE)
def switch_off(acting: Acting, rule_id: str, reason: str) -> RuleOff:
    """Switch one rule off for the clinic; consultations that are decided stay as they are.

    Raises `Refused`: rule.not-found, rule.not-switchable, rule.reason-missing, rule.already-off,
    text.too-long, role.not-permitted.
    """
    rule, reason = _rule(rule_id), clean(reason)
    bounded(LINE, reason)
    if rule.basis not in MAY_BE_OFF:
        raise Refused("rule.not-switchable")
    if not reason:
        raise Refused("rule.reason-missing")
    one = RuleOff(rule_id, reason, acting.user.id, acting.now().isoformat())
    with acting.write() as tx:
        settings = settings_rows.get(tx)
        if rule_id in settings.off:
            raise Refused("rule.already-off")
        settings_rows.put(tx, replace(settings, rules_off=(*settings.rules_off, one)))
        acting.note(tx, Event.RULE_SWITCHED_OFF, "settings", 1, rule=rule_id[:100])
    return one


@needs(Capability.DECIDE)
def switch_on(acting: Acting, rule_id: str) -> None:
    """Let a rule hold again. Raises `Refused`: rule.not-found, role.not-permitted."""
    rule = _rule(rule_id)
    with acting.write() as tx:
        settings = settings_rows.get(tx)
        kept = tuple(one for one in settings.rules_off if one.rule_id != rule.id)
        settings_rows.put(tx, replace(settings, rules_off=kept))
        acting.note(tx, Event.RULE_SWITCHED_ON, "settings", 1, rule=rule_id[:100])


def _rule(rule_id: str) -> Rule:
    found = next((rule for rule in shelf.shipped().rules if rule.id == rule_id), None)
    if found is None:
        raise Refused("rule.not-found")
    return found
