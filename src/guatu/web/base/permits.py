"""Rights: a rule, and beside it the words that say what it is about and who may.

An app's `rules.py` calls `permit` once for each right; every service begins with `require`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules

from guatu.web.base.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Permit:
    """One right, in words: 导入方案, 调度员."""

    name: str
    says: Any  # what may be done; lazily translated
    who: Any  # who may do it


PERMITS: dict[str, Permit] = {}


def permit(name: str, predicate: rules.Predicate, *, says: Any, who: Any) -> None:
    """Give a right to those for whom `predicate` holds. The words stand in refusals and in the matrix of rights."""
    rules.add_perm(name, predicate)
    PERMITS[name] = Permit(name, says, who)


def holds(*roles: str) -> rules.Predicate:
    """True for an active person who holds one of these roles today."""

    @rules.predicate(name="holds_" + "_or_".join(roles))
    def predicate(user: Any) -> bool:
        return bool(user and user.is_authenticated and user.is_active and user.roles() & set(roles))

    return predicate


def require(by: Any, permission: str, obj: Any = None) -> None:
    """Raises NotAllowed. None is the operator at the machine's command line, who holds the store itself."""
    if by is not None and not by.has_perm(permission, obj):
        found = PERMITS[permission]
        raise NotAllowed(action=found.says, who=found.who)
