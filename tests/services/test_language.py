"""The language that papers are made in: of the talk, or one chosen for it; never by chance."""

from __future__ import annotations

import pytest

from consult_app.domain.documents import Kind
from consult_app.errors import Refused
from consult_app.forms.model import Coding, Value
from consult_app.services import language, sheets
from tests.services.walk import Walk


def talk_in(code: str, **more: str) -> dict[str, Value]:
    return {"pt/pt.language": Coding(code), **{f"pt/pt.{k}": Coding(v) for k, v in more.items()}}


def paper(walk: Walk, consultation_id: int, kind: Kind, *, final: bool = True) -> str:
    """The language that this paper is made in."""
    with walk.acting.read() as tx:
        composed = sheets.compose(walk.acting, tx, consultation_id, kind, number="", final=final)
    return composed.sheet.language


@pytest.mark.parametrize("code", ["en", "tr", "de", "ar"])
def test_paper_for_the_patient_is_in_the_language_of_the_talk(walk: Walk, code: str) -> None:
    consultation = walk.begin()
    walk.put(consultation, talk_in(code))
    assert paper(walk, consultation.id, Kind.INFORMATION) == code


def test_paper_for_a_colleague_is_in_the_language_of_the_clinic(walk: Walk) -> None:
    consultation = walk.begin()
    walk.put(consultation, {**talk_in("ar"), "ci/ci.cancer": Coding("yes")})
    assert paper(walk, consultation.id, Kind.REFERRAL) == "en"


def test_language_without_papers_is_refused_until_one_is_chosen(walk: Walk) -> None:
    consultation = walk.begin()
    walk.put(consultation, talk_in("fr"))
    with pytest.raises(Refused, match="language-missing"):
        paper(walk, consultation.id, Kind.INFORMATION)
    with pytest.raises(Refused, match="language-missing"):
        walk.inform(consultation)
    assert paper(walk, consultation.id, Kind.INFORMATION, final=False) == "en"
    walk.put(consultation, talk_in("fr", papers="de"))
    assert paper(walk, consultation.id, Kind.INFORMATION) == "de"


def test_question_is_said_in_the_patients_language_or_in_that_of_the_window(walk: Walk) -> None:
    consultation = walk.begin()
    for code, heard in (("ar", "ar"), ("fr", "en")):
        session = walk.put(consultation, talk_in(code))
        loaded = session.loaded
        assert language.heard(loaded.pack, session.state.form, loaded.patient, "en") == heard
