"""Addresses of pages. A plan's pages stand under /plans/<code>/; whose page a name is, the URL patterns say."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import get_resolver, reverse

PLAN = "plan_code"  # how the patterns name the plan in an address
HOME = "pages:home"


@lru_cache
def of_a_plan(name: str) -> bool:
    """Whether the page belongs to one plan: pages:targets does, pages:indicators is the city's."""
    namespace, _, view = name.rpartition(":")
    resolver, before = get_resolver(), ""
    if namespace:
        before, resolver = resolver.namespace_dict[namespace]
    return PLAN in before or any(
        PLAN in params for found, *_ in resolver.reverse_dict.getlist(view) for _, params in found
    )


def address(name: str, *args: Any, plan: str) -> str:
    """The address of a page, of this plan where it is a plan's page; the city's first page when there is no plan."""
    if not of_a_plan(name):
        return reverse(name, args=args)
    return reverse(name, args=[plan, *args]) if plan else reverse(HOME)
