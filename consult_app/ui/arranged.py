"""How somebody arranged the columns of a table: kept with the window, nothing of patients in it."""

from __future__ import annotations

from functools import partial

from consult_app.ui.context import Context
from consult_app.ui.kit import DataTable


def keep_columns(ctx: Context, table: DataTable, name: str) -> None:
    """Bring back the widths, places and order of this table, and keep what is changed of them."""
    if name in ctx.tables:
        table.restore(ctx.tables[name])
    table.columns_changed.connect(partial(ctx.tables.__setitem__, name))
