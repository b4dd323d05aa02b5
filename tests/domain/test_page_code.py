"""The text of a page's code, written and read."""

from __future__ import annotations

import pytest

from consult_app.domain.page_code import PageCode, read


@pytest.mark.parametrize("code", [PageCode("D-2026-00417", 1, 1), PageCode("D-1", 12, 340)])
def test_code_is_read_as_written(code: PageCode) -> None:
    assert read(str(code)) == code


@pytest.mark.parametrize(
    "text",
    ["", "D-2026-00417", "CONSULT:D-1:2:1", "CONSULT:D-1:0:1", "CONSULT::1:1", "CONSULT:D 1:1:1 ",
     "consult:D-1:1:1", "CONSULT:D-1:1:1:1", "CONSULT:D-1:99999:99999", "CONSULT:D-1:1:1\n"],
)  # fmt: skip
def test_foreign_code_is_none_of_ours(text: str) -> None:
    assert read(text) is None


def test_code_is_of_the_few_characters_that_keep_it_small() -> None:
    assert set(str(PageCode("D-2026-00417", 1, 2))) <= set(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    )
