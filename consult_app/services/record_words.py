"""What a decision, a consent's state and the pack behind a record are called, printed and shown."""

from __future__ import annotations

from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.decision import Choice
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.assessment import Loaded

HASH_DIGITS = 12
"""Of a pack's hash, on paper: enough to tell two packs apart."""


def choice_words(choice: Choice) -> str:
    """What was decided."""
    return {
        Choice.PROCEED: _("Go on to treat"),
        Choice.DEFER: _("Wait"),
        Choice.REFER: _("Refer to a specialist"),
        Choice.DO_NOT_TREAT: _("Do not treat"),
    }[choice]


def consent_state_words(state: ConsentState) -> str:
    """Where a consent stands."""
    return {
        ConsentState.PREPARING: _("Not begun"),
        ConsentState.INFORMED: _("Put off: the patient has not signed"),
        ConsentState.REFLECTING: _("Informed, not signed yet"),
        ConsentState.OPEN: _("Open for the patient's answers"),
        ConsentState.OUT_FOR_INK: _("Printed, to be signed on paper"),
        ConsentState.PATIENT_SIGNED: _("Signed by the patient"),
        ConsentState.GIVEN: _("Given"),
        ConsentState.SUSPENDED: _("Suspended"),
        ConsentState.DECLINED: _("Declined"),
        ConsentState.VOID: _("Void"),
        ConsentState.SUPERSEDED: _("Replaced by a new one"),
        ConsentState.WITHDRAWN: _("Withdrawn"),
        ConsentState.EXPIRED: _("Expired"),
        ConsentState.USED_UP: _("Used for all its sessions"),
    }[state]


def consent_move_words(move: ConsentMove) -> str:
    """What happened to a consent, as a line of its history."""
    return {
        ConsentMove.INFORM: _("Information given"),
        ConsentMove.REFLECT: _("Time to think it over begun"),
        ConsentMove.OPEN: _("Opened for the patient's answers"),
        ConsentMove.NOT_TODAY: _("Put off"),
        ConsentMove.PATIENT_SIGNS: _("Signed by the patient"),
        ConsentMove.PHYSICIAN_SIGNS: _("Signed by the physician: given"),
        ConsentMove.PRINT_FOR_INK: _("Printed, to be signed on paper"),
        ConsentMove.CONFIRM_SCAN: _("Signed paper filed: given"),
        ConsentMove.VOID: _("Void"),
        ConsentMove.DECLINE: _("Declined"),
        ConsentMove.SUSPEND: _("Suspended"),
        ConsentMove.RECONFIRM: _("Confirmed anew"),
        ConsentMove.SUPERSEDE: _("Replaced by a new one"),
        ConsentMove.WITHDRAW: _("Withdrawn"),
        ConsentMove.EXPIRE: _("Expired"),
        ConsentMove.USE_UP: _("Used for all its sessions"),
    }[move]


def pack_words(loaded: Loaded, language: str) -> str:
    """`Exosome treatment 1.0 (3f1c…), exosome-assessment 1.0`: what a record was judged by."""
    pack, form = loaded.pack, loaded.pack.questionnaire
    return _("{pack} {version} ({hash}), form {form} {form_version}").format(
        pack=say(pack.title, language),
        version=pack.version,
        hash=pack.hash[:HASH_DIGITS],
        form=form.id,
        form_version=form.version,
    )
