"""Templates that loop for ever or reach for what they must not: refused; empty parts: no traces."""

from __future__ import annotations

import pytest

from consult_app.documents.content import printed_text
from consult_app.documents.render import render
from consult_app.errors import Refused
from consult_app.packs.templates import read_template, render_template
from consult_app.packs.values import blank_values
from tests.documents import products, reading, sheets

HEAD = """---
id: aftercare
version: "1"
title: Test
language: en
audience: desk
reader: patient
issued: 2026-11-02
review_by: 2027-11-02
---
"""


@pytest.mark.parametrize(
    "body",
    [
        "{% for x in range(10000000000) %}x{% endfor %}",
        "{{ patient.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ patient.name.format(x) }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__.os }}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ 'x' * 10000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
    ],
)
def test_template_that_would_break_out_is_refused(body: str) -> None:
    with pytest.raises(Refused, match=r"^pack\."):
        render_template(read_template("en/test.md", HEAD + body), blank_values())


def test_template_over_endless_values_is_refused() -> None:
    body = "\n".join(["{% for d in documents %}"] * 3 + ["{{ d.title }}"] + ["{% endfor %}"] * 3)
    values = {**blank_values(), "documents": [{"title": "x", "number": "1"}] * 3000}
    with pytest.raises(Refused, match=r"^pack\."):
        render_template(read_template("en/test.md", HEAD + body), values)


@pytest.mark.parametrize("name", products.names())
def test_template_with_every_optional_part_empty_leaves_no_trace(name: str) -> None:
    sheet = products.sheet(name, "en", "empty", "standard", "A4")
    whole = " ".join(printed_text(sheet))
    assert "{{" not in whole
    assert "None" not in whole
    assert reading.page_texts(render(sheet))


def test_value_is_never_read_as_a_template_or_as_markup() -> None:
    evil = "{{ 7*7 }} {% raw %} **bold** <b>x</b> ::: cut"
    body = "A {{ patient.name }} B"
    values = {**blank_values(), "patient": {"name": evil}}
    blocks = render_template(read_template("en/test.md", HEAD + body), values)
    pdf = render(sheets.sheet(*blocks))
    assert f"A {evil} B" in " ".join(reading.page_texts(pdf)[0].split())
