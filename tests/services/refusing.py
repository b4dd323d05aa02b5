"""What a refused use case looks like to a test."""

from __future__ import annotations

import re

import pytest

from consult_app.errors import Refused


def refused(code: str) -> pytest.RaisesExc[Refused]:
    """Expect `Refused` with exactly this code."""
    return pytest.raises(Refused, match=f"^{re.escape(code)}$")
