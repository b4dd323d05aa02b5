"""How it stands with the backups, in words: short under the sign, else in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult_app import messages
from consult_app.domain.backup_plan import Standing
from consult_app.i18n import _
from consult_app.services.safekeeping import Stage, State
from consult_app.services.wording import clock_words, day_words, moment_words


def short_words(state: State, now: datetime, language: str) -> str:
    """Under the sign: `18:02`, `yesterday`, `12 Nov 2026`, or what is wrong."""
    standing = state.standing(now)
    if standing is Standing.FAILED:
        return _("failed")
    if standing is Standing.OVERDUE:
        return _("overdue")
    if state.last is None:
        return _("none yet")
    day = state.last.astimezone().date()
    if day == now.astimezone().date():
        return clock_words(state.last, language)
    if day == now.astimezone().date() - timedelta(days=1):
        return _("yesterday")
    return day_words(day, language, short=True)


def newest_words(state: State, language: str) -> str:
    """When the newest was made."""
    if state.last is None:
        return _("There is no backup yet.")
    return _("The newest backup is of {when}.").format(when=moment_words(state.last, language))


def trouble_words(state: State, now: datetime) -> str:
    """What is wrong and what to do; nothing where all is well."""
    match state.standing(now):
        case Standing.FAILED if state.trouble == "file.no-folder":
            words = _(
                "The folder for backups is not there ({folder}): plug in its disk, or choose "
                "another folder."
            )
            return words.format(folder=state.folder)
        case Standing.FAILED:
            return messages.of_code(state.trouble)
        case Standing.OVERDUE:
            return _("A backup is overdue: make one now.")
        case _:
            return ""


def stage_words(stage: Stage) -> str:
    """What is being done now."""
    return {
        Stage.COPYING: _("Copying the records"),
        Stage.CHECKING: _("Opening the copy and comparing it"),
        Stage.TIDYING: _("Putting old backups away"),
    }[stage]


def size_words(size: int) -> str:
    """`1.2 MB`, as disks are sold."""
    return _("{number} MB").format(number=f"{max(size, 100_000) / 1_000_000:,.1f}")
