"""Who may do what with accounts, and the predicate that every other app's rules are made of.

System administration, business and audit are three people (三员分立): whoever manages accounts holds no business role,
whoever reads the log holds no other role, and nobody grants a role to himself.
"""

from __future__ import annotations

from typing import Any

import rules

ALONE = frozenset({"administrator", "auditor"})  # roles that are held with no other


def holds(*roles: str) -> rules.Predicate:
    """True for an active person who holds one of these roles today."""

    @rules.predicate(name="holds_" + "_or_".join(roles))
    def predicate(user: Any) -> bool:
        return bool(user and user.is_authenticated and user.is_active and user.roles() & set(roles))

    return predicate


@rules.predicate
def is_another_person(user: Any, other: Any) -> bool:
    return other is None or user.pk != other.pk


rules.add_perm("people.manage", holds("administrator"))
rules.add_perm("people.grant_role", holds("administrator") & is_another_person)
rules.add_perm("people.load_units", holds("administrator", "dispatcher"))
