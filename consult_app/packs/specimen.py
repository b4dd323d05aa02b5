"""A template to be read by who approves it: every branch at once, what is filled in by its name."""

from __future__ import annotations

import re
from dataclasses import replace

from consult_app.domain.blocks import Block
from consult_app.packs.templates import Template, render_template
from consult_app.packs.values import blank_values

_TAG_ALONE = re.compile(r"^[ \t]*(?:\{%.*?%\}[ \t]*)+\n", re.MULTILINE)
_OTHERWISE = re.compile(r"^[ \t]*\{%-?\s*(?:elif|else)\b.*?%\}[ \t]*\n", re.MULTILINE)
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_LEADING = re.compile(r"^[a-z_]+\.(?=[a-z_])")


def specimen(template: Template) -> tuple[Block, ...]:
    """The blocks of a template that nothing was filled into. Raises as `render_template`.

    Every wording it can take is there, one below the other; a list shows one of its elements.
    """
    apart = _OTHERWISE.sub("\n", template.body)  # the other branch is a paragraph of its own
    body = _TAG.sub("", _TAG_ALONE.sub("", apart))
    return render_template(replace(template, body=_VALUE.sub(_named, body)), blank_values())


def _named(value: re.Match[str]) -> str:
    """`{{ finding.wait_until }}` as `[wait until]`."""
    return f"[{re.sub(r'[._]', ' ', _LEADING.sub('', value[1]))}]"
