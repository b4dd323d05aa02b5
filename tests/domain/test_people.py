"""Who may do what: the whole table, and that several roles add up."""

from __future__ import annotations

from itertools import product

import pytest

from consult_app.domain.people import Capability, Role, User
from consult_app.errors import Refused

# capability         physician assistant administrator
TABLE = """
find-patients        yes       yes       yes
register-patients    yes       yes       yes
record-deaths        yes       yes       yes
run-day              yes       yes       yes
read-answers         yes       no        no
assess               yes       no        no
decide               yes       no        no
take-consent         yes       no        no
treat                yes       no        no
print-for-desk       yes       yes       yes
print-clinical       yes       no        no
release-documents    yes       no        no
file-papers          yes       yes       yes
keep-products        yes       no        yes
lift-recalls         yes       no        no
keep-clinic          no        no        yes
keep-own-profile     yes       yes       yes
read-clinic          yes       yes       yes
verify               yes       yes       yes
read-audit           yes       no        yes
back-up              yes       no        yes
export-patients      yes       no        no
merge-patients       yes       no        yes
erase-patients       yes       no        yes
keep-texts           yes       no        yes
"""
ROLES = (Role.PHYSICIAN, Role.ASSISTANT, Role.ADMINISTRATOR)
EXPECTED = {
    (Capability(line.split()[0]), role): word == "yes"
    for line in TABLE.strip().splitlines()
    for role, word in zip(ROLES, line.split()[1:], strict=True)
}


def user(*roles: Role, active: bool = True) -> User:
    return User(1, "A. Kaya", "Dr", frozenset(roles), active=active)


@pytest.mark.parametrize(("capability", "role"), [*product(Capability, Role)])
def test_role_may_exactly_what_the_table_says(capability: Capability, role: Role) -> None:
    assert user(role).may(capability) is EXPECTED[capability, role]


@pytest.mark.parametrize(("capability", "role"), [*product(Capability, Role)])
def test_require_refuses_what_the_role_may_not_and_names_it(
    capability: Capability, role: Role
) -> None:
    if EXPECTED[capability, role]:
        user(role).require(capability)
        return
    with pytest.raises(Refused) as refused:
        user(role).require(capability)
    assert refused.value.code == "role.not-permitted"
    assert refused.value.params == {"needs": capability.value}


@pytest.mark.parametrize("capability", Capability)
def test_two_roles_may_what_either_may(capability: Capability) -> None:
    both = user(Role.PHYSICIAN, Role.ADMINISTRATOR).may(capability)
    assert both is (
        EXPECTED[capability, Role.PHYSICIAN] or EXPECTED[capability, Role.ADMINISTRATOR]
    )


@pytest.mark.parametrize("capability", Capability)
def test_who_has_left_or_has_no_role_may_nothing(capability: Capability) -> None:
    assert not user(*Role, active=False).may(capability)
    assert not user().may(capability)


@pytest.mark.parametrize(("title", "shown"), [("Dr", "Dr A. Kaya"), ("", "A. Kaya")])
def test_display_name_has_the_title_where_there_is_one(title: str, shown: str) -> None:
    assert User(1, "A. Kaya", title, frozenset()).display_name == shown
