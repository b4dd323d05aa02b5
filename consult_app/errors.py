"""What a person can mend (`Refused`); bugs are any other exception."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - not an error of the program: it said no
    """Something that was asked for cannot be done; nothing was changed.

    Carries a stable `code` and `params` for the sentence; `messages` supplies the words.
    Parameters never hold patient data: they may end in a log.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return self.code
