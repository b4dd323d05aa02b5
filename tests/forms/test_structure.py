"""Occurrences, nesting, what counts as missing, and where answers lie."""

from __future__ import annotations

from decimal import Decimal

from consult_app.forms import paths
from consult_app.forms.model import Coding, ItemType, Value
from tests.forms.inline import YES, choice, codes, form, group, missing, question, state, when


def test_repeating_group_without_answers_shows_one_blank_occurrence() -> None:
    found = state(form(group("g", question("t"), repeats=True)), {})
    assert [one.path for one in found.items] == ["g[0]", "g[0]/t"]
    assert found.occurrences("g") == ("g[0]",)


def test_repeating_group_shows_answered_and_opened_occurrences_in_order() -> None:
    made = form(group("g", question("t"), repeats=True))
    found = state(made, {"g[3]/t": "a"}, openings=frozenset({"g[7]", "g[1]"}))
    assert found.occurrences("g") == ("g[1]", "g[3]", "g[7]")


def test_occurrences_of_a_nested_group_belong_to_their_outer_one() -> None:
    made = form(group("o", group("i", question("t"), repeats=True), repeats=True))
    found = state(made, {"o[0]/i[1]/t": "a", "o[2]/i[0]/t": "b"})
    assert found.occurrences("o") == ("o[0]", "o[2]")
    assert found.occurrences("o[0]/i") == ("o[0]/i[1]",)
    assert found.occurrences("o[2]/i") == ("o[2]/i[0]",)


def test_repeating_question_is_one_item_with_all_its_answers() -> None:
    found = state(form(question("q", repeats=True)), {"q[0]": "a", "q[4]": "b"})
    (item,) = found.items
    assert (item.path, item.answers, item.places) == ("q", ("a", "b"), ("q[0]", "q[4]"))
    assert found.at("q[4]") is item


def test_items_under_an_answer_lie_in_it() -> None:
    made = form(choice("q", question("why"), repeats=True))
    found = state(made, {"q[0]": YES, "q[2]": Coding("no"), "q[2]/why": "t"})
    assert [one.path for one in found.items] == ["q", "q[0]/why", "q[2]/why"]
    assert [one.container for one in found.items] == ["", "q[0]", "q[2]"]
    assert [one.path for one in found.with_link_id("why")] == ["q[0]/why", "q[2]/why"]


def test_items_under_a_question_show_before_it_is_answered() -> None:
    found = state(form(choice("q", question("why"))), {})
    assert [one.path for one in found.items if one.visible] == ["q", "q/why"]


def test_required_under_a_question_counts_only_with_its_answer() -> None:
    made = form(choice("q", question("why", required=True)))
    assert missing(state(made, {})) == []
    assert missing(state(made, {"q": YES})) == ["q/why"]


def test_required_in_an_empty_occurrence_of_an_optional_group_is_not_missing() -> None:
    made = form(group("g", question("t", required=True), question("n"), repeats=True))
    assert missing(state(made, {})) == []
    assert missing(state(made, {"g[0]/n": "a"}, openings=frozenset({"g[1]"}))) == ["g[0]/t"]


def test_required_repeating_group_needs_one_occurrence() -> None:
    made = form(
        group("g", question("t", required=True), question("n"), repeats=True, required=True)
    )
    assert missing(state(made, {})) == ["g[0]/t"]
    filled = state(made, {"g[4]/t": "a"}, openings=frozenset({"g[5]"}))
    assert missing(filled) == []


def test_required_group_of_optional_questions_is_missing_itself() -> None:
    made = form(group("g", question("t"), question("n"), required=True))
    assert missing(state(made, {})) == ["g"]
    assert missing(state(made, {"g/n": "a"})) == []


def test_required_group_with_nothing_to_answer_now_is_not_missing() -> None:
    made = form(choice("a"), group("g", question("t", enable_when=when("a")), required=True))
    assert missing(state(made, {})) == []


def test_required_in_an_optional_group_that_does_not_repeat_is_missing() -> None:
    assert missing(state(form(group("g", question("t", required=True))), {})) == ["g/t"]


def test_blank_text_is_no_answer() -> None:
    found = state(form(question("t", required=True)), {"t": "  \n"})
    assert missing(found) == ["t"]
    assert dict(found.answers) == {}
    assert codes(found) == [("t", "required")]


def test_false_and_zero_are_answers() -> None:
    made = form(
        question("b", ItemType.BOOLEAN, required=True),
        question("i", ItemType.INTEGER, required=True),
        question("d", ItemType.DECIMAL, required=True),
    )
    assert missing(state(made, {"b": False, "i": 0, "d": Decimal(0)})) == []


def test_unanswered_boolean_is_neither_yes_nor_no() -> None:
    made = form(
        question("b", ItemType.BOOLEAN),
        question("y", enable_when=when("b", True)),
        question("n", enable_when=when("b", False)),
    )
    found = state(made, {})
    assert [one.enabled for one in found.items] == [True, False, False]
    assert [one.undecided for one in found.items] == [False, True, True]


def test_answer_that_no_item_claims_is_named() -> None:
    found = state(form(question("t")), {"gone": "a", "t": "b"})
    assert codes(found) == [("gone", "unknown-item")]


def test_second_answer_of_what_does_not_repeat_is_kept_and_named() -> None:
    found = state(form(question("t"), group("g", question("n"))), {"t": "a", "t[1]": "b"})
    assert found.items[0].answers == ("a", "b")
    assert codes(found) == [("t", "max-occurs")]
    twice: dict[str, Value] = {"g/n": "a", "g[1]/n": "b"}
    assert codes(state(form(group("g", question("n"))), twice)) == [("g[1]", "max-occurs")]


def test_link_ids_with_slashes_and_brackets_keep_their_answers_apart() -> None:
    made = form(
        group("/a", question("/a/b"), question("/a/c[1]")),
        question("/q", ItemType.STRING, question("/q/r"), repeats=True),
    )
    answers: dict[str, Value] = {"/a//a/b": "1", "/a//a/c[1]": "2", "/q[0]": "3", "/q[0]//q/r": "4"}
    found = state(made, answers)
    assert dict(found.answers) == answers
    assert found.issues == ()


def test_paths_helpers_take_a_path_apart_and_together() -> None:
    path = "mh/mh.cond[2]/mh.cond.name"
    assert paths.split(path) == (("mh", None), ("mh.cond", 2), ("mh.cond.name", None))
    assert paths.parent(path) == "mh/mh.cond[2]"
    assert paths.link_id("mh/mh.cond[2]") == "mh.cond"
    assert paths.occurrence("mh/mh.cond[2]") == 2
    assert paths.occurrence(path) is None
    assert paths.join(paths.join("", "mh"), "mh.cond", 2) == paths.parent(path)
    assert paths.within(path, "mh/mh.cond[2]")
    assert paths.within("mh/mh.cond[2]", "mh/mh.cond")
    assert not paths.within("mh/mh.condition", "mh/mh.cond")
    assert not paths.within("mh/mh.cond[20]", "mh/mh.cond[2]")


def test_next_occurrence_is_above_every_number_in_use() -> None:
    taken = ["g[0]/t", "g[7]/t", "other[9]"]
    assert paths.next_occurrence("g", taken) == "g[8]"
    assert paths.next_occurrence("g[0]", []) == "g[0]"
