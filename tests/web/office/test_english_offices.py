"""The rooms of the office in English, for every role that may enter: no Chinese but names, quotes and papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from selectolax.lexbor import LexborHTMLParser

from guatu.web.base.addresses import address
from guatu.web.people.models import Role, Unit
from guatu.web.standing.selectors import Standing
from tests.web.public.conftest import TODAY
from tests.web.public.test_english_everywhere import ROOMS, named, names_in, stray

pytestmark = pytest.mark.django_db
NO_PAGES = {  # they only take a form, answer with a file, or speak of something that is made first
    "planning:proposal", "loads:load", "excel:out", "rights:check_log", "rights:act", "health:keep", "loads:act",
    "waiting:act", "set_language", "mayor:issue", "excel:plan_out", "rights:log_file",
}  # fmt: skip
UNIT = "市商务局"


def rooms() -> list[str]:
    found = (name for name in named(get_resolver().url_patterns) if name.split(":")[0] not in (*ROOMS, ""))
    return [name for name in found if name not in NO_PAGES]


ARGUMENTS: dict[str, Callable[[Standing, Any], tuple[object, ...]]] = {
    "rights:account": lambda today, user: (user.pk,),
    "catalogue:indicator": lambda today, user: (next(iter(today.indicators)),),
    "catalogue:source": lambda today, user: (next(iter(today.sources)),),
    "loads:new": lambda today, user: ("figures",),
    "owners:line": lambda today, user: (today.targets[0].id,),
    "excel:table": lambda today, user: ("units",),
    "excel:plan_table": lambda today, user: ("tasks",),
    "owners:unit": lambda today, user: ("swj",),
}


@pytest.fixture
def today_here(settings, db) -> Standing:
    from guatu.web.standing.selectors import standing

    settings.GUATU_TODAY = TODAY.isoformat()
    Unit.objects.get_or_create(code="swj", defaults={"name": UNIT})
    return standing(TODAY)


@pytest.mark.parametrize("name", rooms())
def test_a_room_has_no_chinese_but_names(name, today_here, person):
    units = "|".join(re.escape(unit.name) for unit in Unit.objects.all())
    names = re.compile(f"{names_in(today_here).pattern}|{units}")
    wrong, came_in = set(), 0
    for role in Role.values:
        user = person(role, username=f"user-{role}", **({"unit": "swj"} if role == "liaison" else {}))
        client = Client(HTTP_HOST="localhost")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["django_language"] = "en"
        args = ARGUMENTS.get(name, lambda *_: ())(today_here, user)
        page = client.get(address(name, *args, plan=today_here.plan.code), follow=True)
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            came_in += 1
            wrong |= set(stray(LexborHTMLParser(page.content.decode()).root, names))
    assert came_in
    assert not wrong, "\n".join(sorted(wrong))
