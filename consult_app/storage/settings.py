"""The clinic's settings: one row, JSON with the logo's bytes beside it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, select, update

from consult_app.domain.clinic import ClinicSettings
from consult_app.storage import codec
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import Clinic
from consult_app.storage.tx import Tx

_T = table_of(Clinic)
_ROW = 1


def get(tx: Tx) -> ClinicSettings:
    """The settings; the defaults where none were stored yet."""
    row = tx.connection.execute(select(_T.c.settings, _T.c.logo)).first()
    if row is None:
        return ClinicSettings()
    return replace(codec.decode(ClinicSettings, row.settings), logo=row.logo)


def put(tx: Tx, new: ClinicSettings) -> None:
    """Store the settings in place of the old ones."""
    text = codec.encode(new, leave_out=("logo",))
    values = {"settings": text, "logo": new.logo}
    if not tx.connection.execute(update(_T).where(_T.c.id == _ROW), values).rowcount:
        tx.connection.execute(insert(_T), {"id": _ROW, **values})
