"""Tables of the house: users, the clinic's settings, tallies, packs, products and lots."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class UserAccount(Base):
    """A person who uses the program; `roles` is a JSON list of role codes."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    roles: Mapped[str]
    specialty: Mapped[str]
    licence_number: Mapped[str]
    active: Mapped[bool]


class Clinic(Base):
    """The one row of settings, as JSON, with the logo's bytes beside it."""

    __tablename__ = "clinic"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settings: Mapped[str]
    logo: Mapped[bytes]


class Tally(Base):
    """A named number of the store: the last record number, a year's last document, the fold."""

    __tablename__ = "tally"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class Pack(Base):
    """A treatment pack, word for word; `files` is a JSON map from path to text."""

    __tablename__ = "pack"
    __table_args__ = (UniqueConstraint("hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    files: Mapped[str]
    stored_at: Mapped[datetime]


class Product(Base):
    """A product the clinic works with; `components` is a JSON list, `label` JSON."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    manufacturer: Mapped[str]
    source: Mapped[str]
    components: Mapped[str]
    active: Mapped[bool]
    label: Mapped[str]
    gtin: Mapped[str]
    keeping: Mapped[str]


class Lot(Base):
    """One lot of a product; `units`: how many are left, None where nobody counted them."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("product_id", "number"), Index(None, "product_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    number: Mapped[str]
    expiry: Mapped[date]
    state: Mapped[str]
    units: Mapped[int | None]
    arrived: Mapped[date | None]


class StockMove(Base):
    """Units of a lot that came, went, or were counted otherwise; append-only."""

    __tablename__ = "stock_move"
    __table_args__ = (Index(None, "lot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    why: Mapped[str]
    units: Mapped[int]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
