"""The steps of a consultation: the form's sections, then what follows from them; pure."""

from __future__ import annotations

from collections.abc import Iterable

from consult_app.forms.model import Questionnaire, say
from consult_app.i18n import _
from consult_app.services.assessment import AssessmentState, Loaded, SectionProgress
from consult_app.ui.consultation.moment import Moment
from consult_app.ui.kit import Step, StepState

DECISION, CONSENT, TREATMENT, AFTERCARE = "decision", "consent", "treatment", "aftercare"


def titles(questionnaire: Questionnaire, language: str, later: Iterable[str]) -> dict[str, str]:
    """Each step's id and title, in order; `later`: the steps behind the decision."""
    words = {
        DECISION: _("Decision"),
        CONSENT: _("Consent"),
        TREATMENT: _("Treatment"),
        AFTERCARE: _("Aftercare"),
    }
    sections = {
        item.link_id: say(item.short, language) or say(item.text, language)
        for item in questionnaire.items
    }
    return sections | {step: words[step] for step in (DECISION, *later)}


def steps(
    loaded: Loaded,
    state: AssessmentState,
    moment: Moment,
    named: dict[str, str],
    done: frozenset[str],
) -> list[Step]:
    """The rail: how much is left, what is done, what needs attention. `done`: later steps."""
    progress = {section.link_id: section for section in state.sections}
    made = []
    for place, title in named.items():
        section = progress.get(place)
        if section is not None:
            made.append(Step(place, title, _section_state(section, moment), section.left))
        else:
            finished = place in done or (place == DECISION and not moment.editable)
            decided = finished and (place != DECISION or loaded.decision is not None)
            made.append(Step(place, title, StepState.DONE if decided else StepState.OPEN))
    return made


def _section_state(section: SectionProgress, moment: Moment) -> StepState:
    if any(path.startswith(section.link_id + "/") for path in moment.wrong):
        return StepState.ATTENTION
    return StepState.OPEN if section.left or not section.answered else StepState.DONE


def first_place(loaded: Loaded, state: AssessmentState, named: dict[str, str]) -> str:
    """Where a consultation is taken up: where it stood, else at what is left."""
    if loaded.consultation.last_section in named:
        return loaded.consultation.last_section
    if loaded.decision is not None:
        return DECISION
    return next((s.link_id for s in state.sections if s.left), DECISION)


def neighbour(named: dict[str, str], place: str, step: int) -> str | None:
    """The step before (-1) or behind (1) a place, if there is one."""
    order = list(named)
    at = order.index(place) + step
    return order[at] if 0 <= at < len(order) else None
