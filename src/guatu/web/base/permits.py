"""Rights: a rule, and beside it the words that say what it is about and who may.

An app's `rules.py` calls `permit` once for each right; every service begins with `require`. A right is held in a scope:
asked without an object, it must hold for the whole city; asked with one, where the object lies (`scopes.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules

from guatu.web.base.errors import NotAllowed
from guatu.web.base.scopes import SOMEWHERE, covers


@dataclass(frozen=True, slots=True)
class Permit:
    """One right, in words: 导入方案, 调度员."""

    name: str
    says: Any  # what may be done; lazily translated
    who: Any  # who may do it
    where: Any = ""  # how far it reaches, where the role alone does not say; lazily translated
    of: tuple[str, ...] = ()  # kinds of scope in which its objects lie: a grant of such a scope reaches some of them


PERMITS: dict[str, Permit] = {}


def permit(
    name: str, predicate: rules.Predicate, *, says: Any, who: Any, where: Any = "", of: tuple[str, ...] = ()
) -> None:
    """Give a right to those for whom `predicate` holds. The words stand in refusals and in the matrix of rights."""
    rules.add_perm(name, predicate)
    PERMITS[name] = Permit(name, says, who, where, of)


def holds(*roles: str, anywhere: bool = False) -> rules.Predicate:
    """True for an active person who holds one of these roles today where the object lies.

    `anywhere`: the right has no place (the file a plan came in), so the role is enough, whatever its scope.
    """

    @rules.predicate(name="holds_" + "_or_".join(roles) + ("_anywhere" if anywhere else ""))
    def predicate(user: Any, obj: Any = None) -> bool:
        if not (user and user.is_authenticated and user.is_active):
            return False
        place = SOMEWHERE if anywhere else obj
        return any(role in roles and covers(scope, place) for role, scope in user.held())

    return predicate


def require(by: Any, permission: str, obj: Any = None) -> None:
    """Raises NotAllowed. None is the operator at the machine's command line, who holds the store itself."""
    if by is not None and not by.has_perm(permission, obj):
        found = PERMITS[permission]
        raise NotAllowed(action=found.says, who=found.who, right=permission)
