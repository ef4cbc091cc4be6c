"""Who acts, as far as the log and the rights need to know: the account model of `people`, seen from below."""

from __future__ import annotations

from typing import Any, Protocol

from guatu.web.base.scopes import Scope


class Person(Protocol):
    """Whoever is signed in."""

    display_name: str
    unit_id: str | None

    def get_username(self) -> str: ...

    def held(self) -> frozenset[tuple[str, Scope]]: ...

    def roles(self) -> frozenset[str]: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...
