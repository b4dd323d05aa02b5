"""The physician's plan, read from the answers by the roles the pack declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain.blocks import BodyMark
from consult_app.domain.consent import Scope
from consult_app.domain.products import Product
from consult_app.forms.model import Coding, Item, Value
from consult_app.forms.paths import link_id, parent
from consult_app.forms.state import FormState, ItemState
from consult_app.i18n import series
from consult_app.services import facts
from consult_app.services.answer_words import value_words


@dataclass(frozen=True, slots=True)
class Site:
    """One area to be treated; `words` is how it is named on screen and paper."""

    mark: BodyMark
    area: str
    side: str
    route: str
    route_code: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned; empty texts where nothing was answered."""

    sites: tuple[Site, ...]
    product: Product | None
    sessions: int
    dose: str
    interval: str
    follow_up: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        """What a consent to this plan covers."""
        product_id = self.product.id if self.product else 0
        return Scope(tuple(s.words for s in self.sites), product_id, self.sessions)


def read(
    form: FormState, roles: Mapping[str, str], products: tuple[Product, ...], language: str
) -> Plan:
    """The plan in the words of `language`."""

    def texts(role: str) -> tuple[str, ...]:
        return tuple(
            value_words(view.item, value, language)
            for view in form.items
            if view.enabled and view.item.link_id == roles.get(role, "")
            for value in view.answers
        )

    sessions = [v for v in facts.answers_to(form, roles.get("sessions", "")) if isinstance(v, int)]
    return Plan(
        _sites(form, roles, language),
        facts.planned_product(products, form, roles),
        sessions[0] if sessions else 0,
        " ".join(texts("dose")),
        " ".join(texts("interval")),
        texts("follow-up"),
        texts("advice"),
    )


def _sites(form: FormState, roles: Mapping[str, str], language: str) -> tuple[Site, ...]:
    sites: dict[str, dict[str, tuple[Item, Value]]] = {}
    names = {roles.get(f"site.{part}", ""): part for part in ("area", "side", "route")}
    for view in form.items:
        if view.enabled and view.item.link_id in names:
            _gather(sites, view, names[view.item.link_id])
        elif view.enabled and names.get(link_id(view.container)) == "route":
            for value in view.answers:
                sites.setdefault(parent(view.container), {})["own words"] = (view.item, value)
    return tuple(_site(parts, language) for parts in sites.values() if "area" in parts)


def _gather(sites: dict[str, dict[str, tuple[Item, Value]]], view: ItemState, part: str) -> None:
    occurrence = view.path.rsplit("/", 1)[0]
    for value in view.answers:
        sites.setdefault(occurrence, {})[part] = (view.item, value)


def _site(parts: dict[str, tuple[Item, Value]], language: str) -> Site:
    words = {part: value_words(item, value, language) for part, (item, value) in parts.items()}
    codes = {part: _code(value) for part, (_item, value) in parts.items()}
    side = codes.get("side", "")
    shown_side = words.get("side", "") if side in {"left", "right", "both"} else ""
    place = (words["area"], shown_side.lower()) if shown_side else (words["area"],)
    return Site(
        BodyMark(codes["area"], side if shown_side else ""),
        words["area"],
        shown_side,
        words.get("own words", words.get("route", "")),
        codes.get("route", ""),
        series(place, language=language),
    )


def _code(value: Value) -> str:
    return value.code if isinstance(value, Coding) else str(value)
