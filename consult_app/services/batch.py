"""A day's papers in one go: drawn side by side, sealed and kept one by one, stopped at will."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consult_app.documents import batch
from consult_app.documents.batch import Drawn as Paper
from consult_app.domain.documents import DocumentRecord, Edition, Kind
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import documents
from consult_app.services.acting import Acting
from consult_app.services.permission import needs


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be made."""

    consultation_id: int
    kind: Kind
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the orders: papers in their order, refusals with the order they are about.

    `cancelled`: somebody stopped it; what is in `made` was kept all the same.
    """

    made: tuple[DocumentRecord, ...]
    refused: tuple[tuple[Order, Refused], ...]
    cancelled: bool


def _watch_nothing(done: int, of: int) -> None:
    del done, of


def _never() -> bool:
    return False


@needs(Capability.PRINT_CLINICAL)
def make_all(
    acting: Acting,
    orders: Sequence[Order],
    *,
    progress: Callable[[int, int], None] = _watch_nothing,
    cancelled: Callable[[], bool] = _never,
) -> Made:
    """Draw, seal and store a final document for each order.

    `progress(done, of)` is called after each; `cancelled` is asked before each, and leaves nothing
    half done. Only drawing leaves this process: the sheets go out, and no key.
    Raises `Refused("document.batch-broken")` where a drawing process ended by itself; what was
    kept until then stays.
    """
    kept: list[DocumentRecord] = []
    told: list[tuple[Order, Refused]] = []
    plans: list[tuple[Order, documents.Plan]] = []
    for order in orders:
        try:
            number = len(plans)
            plan = documents.plan(acting, order.consultation_id, order.kind, order.edition, number)
            plans.append((order, plan))
        except Refused as refusal:
            told.append((order, refusal))
    sheets = [plan.sheet for _, plan in plans]
    papers = batch.draw_each(sheets, os.cpu_count() or 1, cancelled)
    done = 0
    for (order, plan), paper in zip(plans, papers, strict=False):
        try:
            kept.append(_kept(acting, order, plan, paper))
        except Refused as refusal:
            told.append((order, refusal))
        done += 1
        progress(done + len(orders) - len(plans), len(orders))
    return Made(tuple(kept), tuple(told), done < len(plans))


def _kept(acting: Acting, order: Order, plan: documents.Plan, paper: Paper) -> DocumentRecord:
    """Seal and store; drawn anew where another document has taken the number meanwhile."""
    if isinstance(paper, Refused):
        raise paper
    try:
        drawn = documents.sealed(plan, paper, acting.now())
        with acting.write() as tx:
            return documents.keep(acting, tx, drawn)
    except Refused as refusal:
        if refusal.code != "document.overtaken":
            raise
        return documents.make(acting, order.consultation_id, order.kind, edition=order.edition)
