"""The words that the lint looks for, in each language that the pack speaks."""

from __future__ import annotations

import pytest

from consult_app.packs.watched import WATCHED, denies, figures_in, fold, is_hedged, promises_in

PROMISES = {
    "de": ("Die Behandlung ist sicher.", "sicher"),
    "tr": ("Bu tedavi GÜVENLİDİR.", "güvenlidir"),
    "ar": ("هذا العلاج آمنٌ تماما.", "امن"),
}
DENIALS = {
    "de": "Niemand kann das versprechen.",
    "tr": "Bunu kimse göstermedi.",
    "ar": "لا أحد يستطيع أن يعد بذلك.",
}
HEDGED = {
    "de": ("Das könnte helfen.", "Das hilft."),
    "tr": ("Bu yardım edebilir.", "Bu yardım eder."),
    "ar": ("قد يساعد هذا.", "هذا يساعد."),
}
FIGURES = {
    "de": ("Nach zwei Wochen und 3 Tagen", ["zwei wochen", "3"]),
    "tr": ("İki hafta ile 3 ay sonra", ["iki hafta", "3"]),
    "ar": ("بعد أسبوعين أو ثلاثة أشهر", ["اسبوعين", "ثلاثه اشهر"]),
}


@pytest.mark.parametrize("language", PROMISES)
def test_promise_is_found_however_it_is_written(language: str) -> None:
    text, word = PROMISES[language]
    assert promises_in(text, language) == [word]
    assert not denies(text, language)


@pytest.mark.parametrize("language", DENIALS)
def test_words_against_a_claim_are_known(language: str) -> None:
    assert denies(DENIALS[language], language)


@pytest.mark.parametrize("language", HEDGED)
def test_possibility_is_told_from_certainty(language: str) -> None:
    possible, certain = HEDGED[language]
    assert is_hedged(possible, language)
    assert not is_hedged(certain, language)


@pytest.mark.parametrize("language", FIGURES)
def test_figure_is_found_in_digits_and_in_words(language: str) -> None:
    text, figures = FIGURES[language]
    assert [fold(found, language) for found in figures_in(text, language)] == [
        fold(figure, language) for figure in figures
    ]


def test_every_language_has_all_its_lists() -> None:
    for watch in WATCHED.values():
        assert watch.promises
        assert watch.hedges
        assert watch.denials
