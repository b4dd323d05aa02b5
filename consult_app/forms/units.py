"""UCUM units as far as comparing quantities needs them: from a code to a factor and dimension.

Source: The Unified Code for Units of Measure, version 2.1, tables of base and derived units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Measure(NamedTuple):
    """A unit as a factor over base units with their powers: km is 1000, (("m", 1),)."""

    factor: Fraction
    dimension: tuple[tuple[str, int], ...]


_PREFIXES: Mapping[str, Fraction] = {
    symbol: Fraction(10) ** power
    for symbol, power in {
        "Y": 24,
        "Z": 21,
        "E": 18,
        "P": 15,
        "T": 12,
        "G": 9,
        "M": 6,
        "k": 3,
        "h": 2,
        "da": 1,
        "d": -1,
        "c": -2,
        "m": -3,
        "u": -6,
        "n": -9,
        "p": -12,
        "f": -15,
        "a": -18,
    }.items()
}

# metric units take a prefix; the definition is in terms of other codes
_METRIC: Mapping[str, tuple[str, str] | None] = {
    "m": None,
    "g": None,
    "s": None,
    "K": None,
    "mol": None,
    "cd": None,
    "C": None,
    "L": ("1", "dm3"),
    "l": ("1", "dm3"),
    "Hz": ("1", "s-1"),
    "N": ("1000", "g.m.s-2"),
    "Pa": ("1", "N.m-2"),
    "bar": ("100000", "Pa"),
    "J": ("1", "N.m"),
    "cal": ("4.184", "J"),
    "W": ("1", "J.s-1"),
    "t": ("1000000", "g"),
    "eq": ("1", "mol"),
    "kat": ("1", "mol.s-1"),
    "U": ("1/60000000", "mol.s-1"),
    "m[Hg]": ("133322", "Pa"),
    "m[H2O]": ("9806.65", "Pa"),
    "[iU]": None,
    "[IU]": ("1", "[iU]"),
}
_PLAIN: Mapping[str, tuple[str, str] | None] = {
    "1": None,
    "%": ("1/100", "1"),
    "[ppm]": ("1/1000000", "1"),
    "min": ("60", "s"),
    "h": ("3600", "s"),
    "d": ("86400", "s"),
    "wk": ("604800", "s"),
    "mo": ("2629800", "s"),
    "a": ("31557600", "s"),
    "[in_i]": ("0.0254", "m"),
    "[ft_i]": ("0.3048", "m"),
    "[yd_i]": ("0.9144", "m"),
    "[mi_i]": ("1609.344", "m"),
    "[in_us]": ("100/3937", "m"),
    "[lb_av]": ("453.59237", "g"),
    "[oz_av]": ("28.349523125", "g"),
    "[stone_av]": ("6350.29318", "g"),
    "[foz_us]": ("29.5735295625", "mL"),
    "[drp]": ("1/20", "mL"),
    "[psi]": ("6894.757293168", "Pa"),
}
# these have a zero of their own: value in K = (value + offset) * factor
_OFFSETS: Mapping[str, tuple[Fraction, Fraction]] = {
    "Cel": (Fraction("273.15"), Fraction(1)),
    "[degF]": (Fraction("459.67"), Fraction(5, 9)),
}
_TERM = re.compile(r"^(?P<atom>.*?[^0-9+-]|1)(?P<power>[+-]?\d+)?$")
_POWER_OF_TEN = re.compile(r"^10[*^]([+-]?\d+)$")
_ANNOTATION = re.compile(r"\{[^}]*\}")


@lru_cache(maxsize=512)
def measure(code: str) -> Measure | None:
    """The factor and dimension of a UCUM code, or None where the code is not known."""
    text = _ANNOTATION.sub("", code) or "1"
    if "(" in text:
        return None
    factor, powers, sign = Fraction(1), dict[str, int](), 1
    for part in re.split(r"([./])", text):
        if part in {".", "/"}:
            sign = 1 if part == "." else -1
        elif part:
            term = _term(part)
            if term is None:
                return None
            factor *= term.factor**sign
            for name, power in term.dimension:
                powers[name] = powers.get(name, 0) + sign * power
            sign = 1
    return Measure(factor, tuple(sorted((n, p) for n, p in powers.items() if p)))


def convert(value: Fraction, code: str) -> tuple[Fraction, tuple[tuple[str, int], ...]] | None:
    """A value in base units with its dimension, or None where the unit is not known."""
    if code in _OFFSETS:
        offset, scale = _OFFSETS[code]
        return (value + offset) * scale, (("K", 1),)
    found = measure(code)
    return None if found is None else (value * found.factor, found.dimension)


def _term(text: str) -> Measure | None:
    """One factor of a unit: an atom with its prefix and its power."""
    ten = _POWER_OF_TEN.match(text)
    if ten:
        return Measure(Fraction(10) ** int(ten[1]), ())
    parts = _TERM.match(text)
    atom = _atom(parts["atom"]) if parts else None
    if parts is None or atom is None:
        return None
    power = int(parts["power"] or 1)
    return Measure(atom.factor**power, tuple((n, p * power) for n, p in atom.dimension))


def _atom(symbol: str) -> Measure | None:
    """A unit without power: plain, metric, or metric behind a prefix."""
    if symbol in _PLAIN:
        return _defined(symbol, _PLAIN[symbol])
    if symbol in _METRIC:
        return _defined(symbol, _METRIC[symbol])
    for length in (2, 1):
        prefix, rest = symbol[:length], symbol[length:]
        if prefix in _PREFIXES and rest in _METRIC:
            base = _defined(rest, _METRIC[rest])
            return base and Measure(base.factor * _PREFIXES[prefix], base.dimension)
    return None


def _defined(symbol: str, definition: tuple[str, str] | None) -> Measure | None:
    """A unit through its definition; one without is a base of its own ("1" has no dimension)."""
    if definition is None:
        return Measure(Fraction(1), () if symbol == "1" else ((symbol, 1),))
    base = measure(definition[1])
    return base and Measure(base.factor * Fraction(definition[0]), base.dimension)
