"""Templates: values come out as they are, nothing else of Jinja works, directives become blocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    CallOut,
    Columns,
    CutStrip,
    Facts,
    Heading,
    ListBlock,
    ListStyle,
    Paragraph,
    Run,
    SignatureBlock,
    Stroke,
    Table,
    Urgency,
    WriteLines,
)
from consult_app.errors import Refused
from consult_app.packs.sandbox import LONGEST_VALUE
from consult_app.packs.templates import (
    Template,
    read_pieces,
    read_template,
    render_sections,
    render_template,
)
from consult_app.packs.values import blank_values
from tests.packs.shipped import shipped

HEAD = """---
id: t
version: "1"
title: T
language: en
audience: desk
reader: patient
issued: 2026-01-01
review_by: 2027-01-01
---
"""
NASTY = [
    "*bold* _em_ **x** `code`",
    "<b>&amp;</b> <script>",
    "{{ clinic.name }} {% for x in y %} {# no #}",
    "# heading\n\n## another\n- item\n1. one\n> quote\n---",
    "::: emergency\n:::\n::: cut",
    "a | b | c\n|---|---|",
    "{F01 against F11} {key}",
    "[link](x) ![i](y) http://x.example <a@b.example>",
    "\ue0000\ue001 \ue0011\ue000",
    "line\nline  \nline\\\nline",
    " lead and trail ",
    "\u202eright to left\u202c 👩\u200d⚕️ é",
    "\\* \\\\ &lt; &#42;",
    "~~s~~ ^^ \t tab",
]


def template(body: str) -> Template:
    return read_template("t.md", HEAD + body)


def rendered(body: str, name: str = "", **more: object) -> tuple[Block, ...]:
    values = blank_values() | more
    values["clinic"] = {**dict.fromkeys(("address", "phone_day"), ""), "name": name}
    return render_template(template(body), values)


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize(
    "body",
    ["{{ clinic.name }}", "a **{{ clinic.name }}** b {F01}", "{{ clinic.name }}{{ clinic.name }}"],
)
def test_value_with_markup_comes_out_as_it_is(name: str, body: str) -> None:
    (block,) = rendered(body, name)
    assert isinstance(block, Paragraph)
    assert name in "".join(run.text for run in block.text)


@given(st.text(min_size=1))
def test_value_of_any_text_stays_one_run_in_every_place(name: str) -> None:
    body = (
        "## {{ clinic.name }} {k}\n\n- {{ clinic.name }}\n\n| a |\n|---|\n| {{ clinic.name }} |\n\n"
        "::: facts\nName :: {{ clinic.name }}\n:::\n::: note {{ clinic.name }}\n"
        "{{ clinic.name }}!\n:::\n"
    )
    run = (Run(name),)
    assert rendered(body, name) == (
        Heading(2, run),
        ListBlock((run,)),
        Table(((Run("a"),),), ((run,),)),
        Facts((("Name", run),)),
        CallOut(Urgency.NOTE, run, (Paragraph((Run(name + "!"),)),)),
    )


def test_marks_land_on_the_block_that_tells_it() -> None:
    found = rendered(
        "Told. {F26 R01}\n\nNot so. {against F11 cite R02 allow safe}\n\n- a {F01}\n- b {F02 F01}\n"
    )
    assert found == (
        Paragraph((Run("Told."),), ("F26", "R01")),
        Paragraph((Run("Not so."),), ("F11", "R02")),
        ListBlock(((Run("a"),), (Run("b"),)), ListStyle.BULLET, ("F01", "F02")),
    )


def test_directives_become_blocks() -> None:
    found = rendered(
        "::: columns\n::: do Do\n- a\n:::\n::: do-not\n- b\n:::\n:::\n"
        "::: personal For *you*\n1. c\n:::\n::: quiet\nsmall\n:::\n::: cut\nx\n:::\n::: write 3\n"
    )
    assert found == (
        Columns(
            (
                (Heading(3, (Run("Do"),)), ListBlock(((Run("a"),),), ListStyle.DO)),
                (ListBlock(((Run("b"),),), ListStyle.DO_NOT),),
            )
        ),
        CallOut(
            Urgency.PERSONAL,
            (Run("For "), Run("you", emphasis=True)),
            (ListBlock(((Run("c"),),), ListStyle.ORDERED),),
        ),
        Paragraph((Run("small"),), quiet=True),
        CutStrip((Paragraph((Run("x"),)),)),
        WriteLines(3),
    )


def test_signature_given_carries_its_strokes_and_without_one_is_a_line() -> None:
    stroke, at = Stroke(((0.0, 0.0, 1.0, 0),)), datetime(2026, 11, 23, tzinfo=UTC)
    given_by = {"patient": {"name": "Elif *", "signed_at": at, "strokes": (stroke,)}}
    body = "::: signature patient | Patient | I agree\n::: signature physician | Dr | I explained\n"
    assert rendered(body, signatures=given_by) == (
        SignatureBlock("Patient", "I agree", "Elif *", at, (stroke,)),
        SignatureBlock("Dr", "I explained"),
    )


def test_body_map_marks_every_planned_site() -> None:
    site = dict.fromkeys(("area", "side", "route", "words"), "") | {
        "region": "knee",
        "laterality": "left",
    }
    plan = {"sites": [site], "sites_words": "Left knee"}
    assert rendered("::: body-map {{ plan.sites_words }}\n", plan=plan) == (
        BodyMapBlock((BodyMark("knee", "left"),), "Left knee"),
    )


def test_section_keeps_the_key_of_its_heading() -> None:
    found = render_sections(template("Intro\n\n## One {k}\n\nText\n\n## Two\n"), blank_values())
    assert [(s.key, [r.text for r in s.title], len(s.blocks)) for s in found] == [
        ("", [], 1),
        ("k", ["One"], 1),
        ("", ["Two"], 0),
    ]


FORBIDDEN = [
    "{{ ''.__class__ }}",
    "{{ clinic.name.upper() }}",
    "{{ clinic['name'] }}",
    "{{ 2 ** 99999999 }}",
    "{{ 'a' * 99999999 }}",
    "{{ range(9) }}",
    "{% for a in [1, 2] %}x{% endfor %}",
    "{% for a in findings recursive %}{{ loop(a) }}{% endfor %}",
    "{% set a = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{% with a = 1 %}{% endwith %}",
    "{{ clinic.name | upper }}",
    "{{ clinic.name | attr('x') }}",
    "{{ clinic.name if clinic.name is defined }}",
    "{% for a in findings %}{% for b in findings %}{% for c in findings %}"
    "{% for d in findings %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
]


@pytest.mark.parametrize("body", FORBIDDEN)
def test_construct_beyond_the_few_is_refused(body: str) -> None:
    with pytest.raises(Refused) as caught:
        template("\n" + body)
    assert caught.value.code in {"pack.template-construct", "pack.unknown-value"}
    assert caught.value.params["line"] == 12


@pytest.mark.parametrize(
    "name",
    ["nobody", "clinic.nam", "clinic.name.x", "findings.title", "own_findings.items", "loop"],
)
def test_name_that_nobody_supplies_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="unknown-value"):
        template(f"{{{{ {name} }}}}")


@pytest.mark.parametrize("body", ["{{ clinic.name", "{% if x %}", "{% endfor %}", "{{ 1 + }}"])
def test_syntax_error_is_refused_with_its_line(body: str) -> None:
    with pytest.raises(Refused) as caught:
        template("\n\n" + body)
    assert (caught.value.code, caught.value.params["line"]) == ("pack.template-syntax", 13)


def test_value_missing_or_no_words_or_too_long_is_refused() -> None:
    values = blank_values()
    for clinic in ({}, {"name": None}, {"name": ["x"]}, {"name": True}):
        with pytest.raises(Refused, match="value-missing"):
            render_template(template("{{ clinic.name }}"), values | {"clinic": clinic})
    with pytest.raises(Refused, match="value-too-much"):
        rendered("{{ clinic.name }}", "x" * (LONGEST_VALUE + 1))


def test_value_in_a_refusal_is_never_named() -> None:
    with pytest.raises(Refused) as caught:
        render_template(
            template("{{ clinic.name }}"), blank_values() | {"clinic": {"name": ["Elif Demir"]}}
        )
    assert "Elif" not in str(caught.value.params)


@pytest.mark.parametrize(
    "body",
    [
        *("# One", "#### Four", "- a\n  - b", "::: write x", "::: write 0", "::: write 99", ":::"),
        *("::: signature patient", "::: facts\nno value\n:::", "::: oops", "x\n\n::: note x\n"),
    ],
)
def test_markup_that_paper_does_not_know_is_refused(body: str) -> None:
    with pytest.raises(Refused, match=r"directive|markup"):
        template(body)


def test_own_findings_are_those_with_words_for_the_patient() -> None:
    body = "{% for f in own_findings %}\n{{ f.patient_words }}\n{% endfor %}\n"
    findings = [{"patient_words": "Yours"}, {"patient_words": ""}]
    assert rendered(body, findings=findings) == (Paragraph((Run("Yours"),)),)


def test_pieces_read_both_branches_of_a_condition() -> None:
    body = "{% if reason %}\nOne {F01}\n{% else %}\nTwo {F02}\n{% endif %}\n"
    assert [p.marks.sources for p in read_pieces(template(body))] == [("F01",), ("F02",)]


@pytest.mark.parametrize("name", sorted(name for name, _ in shipped().templates))
def test_shipped_template_is_filled_from_empty_values(name: str) -> None:
    assert render_template(shipped().template(name, "en"), blank_values())


def test_template_in_another_language_falls_back_to_the_first() -> None:
    assert shipped().template("aftercare", "tr").language == "en"
    with pytest.raises(Refused, match="no-template"):
        shipped().template("invoice", "en")


@pytest.mark.parametrize("source", ["stem-cells", "other", "unknown"])
def test_stem_cells_are_named_only_where_the_product_comes_from_them(source: str) -> None:
    product = dict.fromkeys(("name", "manufacturer", "source_words", "components"), "")
    values = blank_values() | {"product": {**product, "biological_source": source}}
    blocks = render_template(shipped().template("information", "en"), values)
    told = any(isinstance(b, Paragraph) and "F10" in b.sources for b in blocks)
    assert told is (source == "stem-cells")
