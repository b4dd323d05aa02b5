"""Templates of documents: front matter and body; filled with values they give blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from consult_app.domain.blocks import Block, Heading
from consult_app.errors import Refused
from consult_app.packs import sandbox
from consult_app.packs.markdown import Piece, Reader, Section
from consult_app.packs.values import with_derived
from consult_app.packs.yaml_source import read_yaml

NEEDED = ("id", "version", "title", "language", "audience", "reader", "issued", "review_by")
MAY = ("subtitle", "columns")
COLUMNS = ("1", "2")
FENCE = "---"
KEPT = 256
"""Templates that stay read: a pack's in each language, and some of its changed copies."""
STAND_IN = "Anna"
"""What the lint reads where a value would stand."""

_TAG = re.compile(r"(?:^[ \t]+)?(?:\{%.*?%\}|\{#.*?#\})", re.DOTALL | re.MULTILINE)
_OUTPUT = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Template:
    """One document in one language.

    `audience`: desk or clinical, who in the clinic may print it; `reader`: patient or professional;
    `columns`: how many the text runs in on paper; `first_line`: line of the file on which the body
    starts.
    """

    id: str
    version: str
    title: str
    subtitle: str
    language: str
    audience: str
    reader: str
    issued: date
    review_by: date
    columns: int
    body: str
    file: str
    first_line: int

    @property
    def name(self) -> str:
        """Id, version and language, as records name it."""
        return f"{self.id} {self.version} {self.language}"


@lru_cache(maxsize=KEPT)
def read_template(file: str, text: str) -> Template:
    """The template of a file, checked: front matter, constructs, values, directives.

    Read once for the same text: who changes one sheet of a pack does not wait for the others.
    Raises `Refused`: pack.front-matter, what `yaml_source`, `sandbox` and `markdown` raise.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        raise Refused("pack.front-matter", file=file)
    end = next(n for n, line in enumerate(lines) if n and line.strip() == FENCE)
    fields = read_yaml(file, "\n".join(["", *lines[1:end]])).fields((*NEEDED, *MAY), NEEDED)
    template = Template(
        id=fields["id"].text(),
        version=fields["version"].text(),
        title=fields["title"].text(),
        subtitle=fields["subtitle"].text() if "subtitle" in fields else "",
        language=fields["language"].text(),
        audience=fields["audience"].one_of(("desk", "clinical")),
        reader=fields["reader"].one_of(("patient", "professional")),
        issued=fields["issued"].day(),
        review_by=fields["review_by"].day(),
        columns=int(fields["columns"].one_of(COLUMNS)) if "columns" in fields else 1,
        body="\n".join(lines[end + 1 :]),
        file=file,
        first_line=end + 2,
    )
    sandbox.check(file, template.body, template.first_line)
    read_pieces(template)
    return template


def render_sections(template: Template, values: Mapping[str, object]) -> tuple[Section, ...]:
    """The filled template, part by part; each has the key of its heading.

    `values` as in `values.VALUES`. Raises `Refused`: pack.value-missing, pack.value-too-much.
    """
    text, store = sandbox.fill(template.file, template.body, with_derived(values))
    return Reader(template.file, store, values).sections(text)


def render_template(template: Template, values: Mapping[str, object]) -> tuple[Block, ...]:
    """The filled template as one run of blocks. Raises as `render_sections`."""
    found: list[Block] = []
    for section in render_sections(template, values):
        if section.title:
            found.append(Heading(2, section.title))
        found += section.blocks
    return tuple(found)


@lru_cache(maxsize=KEPT)
def read_pieces(template: Template) -> tuple[Piece, ...]:
    """Every paragraph, item and title with its marks, all branches at once, values left out.

    Each check of a pack asks for them again.
    """
    without_tags = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), template.body)
    reader = Reader(template.file, (), {}, template.first_line)
    reader.sections(_OUTPUT.sub(STAND_IN, without_tags))
    return tuple(reader.pieces)
