"""What a consent form says and asks: statements one by one, prompts for teach-back, its scope."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.forms.model import Text


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that the patient answers with yes, no, or "I want to talk about this".

    `core`: without a yes nothing can be signed; otherwise the answer is free and changes nothing
    else. `section`: key of the part of the consent template that is read with it; `covers`: what
    a consent must speak of, and this statement does; `sources`: ids of the facts it tells, and
    `against`: ids of claims that it contradicts.
    """

    id: str
    text: Text
    core: bool
    section: str = ""
    covers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """An invitation to say it back in one's own words."""

    id: str
    text: Text
    listen_for: Text


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """Everything that is asked of the patient before the signature.

    `patient_signs` and `physician_signs`: what each signature means; `guardians`: how many sign for
    a minor.
    """

    version: str
    statements: tuple[Statement, ...]
    teach_back: tuple[Prompt, ...]
    patient_signs: Text
    physician_signs: Text
    guardians: int = 1

    def core(self) -> tuple[str, ...]:
        """Ids of the statements that need a yes."""
        return tuple(s.id for s in self.statements if s.core)

    def optional(self) -> tuple[str, ...]:
        """Ids of the statements that may be answered either way."""
        return tuple(s.id for s in self.statements if not s.core)
