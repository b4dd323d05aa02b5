"""Teach-back: whether words are the patient's own, and what was said to one prompt."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from consult_app.domain.conversation import Conversation, TeachBack
from consult_app.domain.names import fold

_LEAST_LETTERS = 3
_MOST_COPIED = 0.6
"""Share of the words said that may stand in one run of the given text, word for word."""
_LEAST_RUN = 5
"""Words in a row that nobody has in common with a text by chance."""


def own_words(words: str, given: tuple[str, ...]) -> bool:
    """Whether something was said, and not merely copied from the texts that were `given`.

    A copy is a text that holds the other, or one whose words stand for the most part in the given
    one in the same order, however it is dressed up.
    """
    said = _plain(words)
    if len(said) < _LEAST_LETTERS:
        return False
    return not any(_copied(said, _plain(text)) for text in given if _plain(text))


def _copied(said: str, given: str) -> bool:
    if said in given or given in said:
        return True
    mine, theirs = said.split(), given.split()
    runs = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    longest, same = max(run.size for run in runs), sum(run.size for run in runs)
    return longest >= _LEAST_RUN and same > _MOST_COPIED * len(mine)


def _plain(text: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in fold(text))
    return " ".join(letters.split())


def last_said(conversation: Conversation, prompt_id: str) -> TeachBack | None:
    """What was said last to this prompt."""
    said = [t for t in conversation.teach_back if t.prompt_id == prompt_id]
    return said[-1] if said else None


def with_words(
    conversation: Conversation, prompt_id: str, words: str, *, understood: bool = False
) -> Conversation:
    """The last words to this prompt are now these; earlier attempts stay as they were."""
    attempt = TeachBack(prompt_id, words, understood)
    last = last_said(conversation, prompt_id)
    if last is None:
        return replace(conversation, teach_back=(*conversation.teach_back, attempt))
    at = max(i for i, t in enumerate(conversation.teach_back) if t.prompt_id == prompt_id)
    kept = conversation.teach_back
    return replace(conversation, teach_back=(*kept[:at], attempt, *kept[at + 1 :]))


def explained_again(conversation: Conversation, prompt_id: str) -> Conversation:
    """It was not understood and was explained once more: the patient says it anew."""
    fresh = TeachBack(prompt_id, "", understood=False)
    return replace(conversation, teach_back=(*conversation.teach_back, fresh))
