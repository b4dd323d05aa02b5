"""Lint of the rules by their cases: none is untested, and each says what its cases expect."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.rules import OUTCOME_CODES
from consult_app.i18n import _
from consult_app.packs.cases import holds, result, untested
from consult_app.packs.lint import Problem
from consult_app.packs.pack import Pack


def lint_rules(pack: Pack) -> Iterator[Problem]:
    """Every rule that no case covers, and every case that does not hold."""
    for rule, kind in untested(pack):
        what = _("No case of it in cases.yaml is: {kind}").format(kind=kind)
        yield Problem("rule", f"rules.yaml {rule}", what)
    codes = {outcome: code for code, outcome in OUTCOME_CODES.items()}
    for case in pack.cases:
        found = result(pack, case)
        if not holds(case, found):
            said = codes.get(found.outcome, "") if found.outcome else found.status.value
            what = _("It says {said} of {answers}, expected: {expected}").format(
                said=found.error or said,
                answers=", ".join(f"{path} {words}" for path, words in case.answers),
                expected=case.says,
            )
            yield Problem("rule", f"rules.yaml {case.rule}", what)
