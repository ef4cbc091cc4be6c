"""How long the one search takes over ten thousand things, how many queries it asks, and how long the index takes."""

from __future__ import annotations

import os
from datetime import date
from itertools import cycle, islice, product
from time import perf_counter

from bench.timing import seconds

MANY = 10_000
ASKED = ("游客", "lvyou", "ykl", "社会消费品零售总额", "2026", "新增")  # the last is in every one of them
SUBJECTS = (
    "游客接待量",
    "旅游总收入",
    "社会消费品零售总额",
    "铁路货运量",
    "养老床位",
    "规上服务业营业收入",
    "快递业务量",
)
DEEDS = ("新增", "提升", "巩固", "扩大")
WHERE = ("海勃湾区", "乌达区", "海南区", "高新区", "乌海湖景区")


def measure() -> dict[str, object]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from guatu.web.base.findable import Findable, FindablePart, FoundKind
    from guatu.web.search.cutting import Typed
    from guatu.web.search.models import IndexedThing
    from guatu.web.search.selectors import Seeker, found, nearest
    from guatu.web.search.services import refresh_part

    on = date(2026, 11, 22)
    words = islice(cycle(product(WHERE, SUBJECTS, DEEDS)), MANY)
    things = [
        Findable(
            FoundKind.INDICATOR, str(n), f"{where}{subject}{n}", "pages:help", body=f"新增：{where}{deed}{subject}"
        )
        for n, (where, subject, deed) in enumerate(words)
    ]
    part = FindablePart("bench.things", frozenset(), lambda day: things)
    begun = perf_counter()
    refresh_part(part, on=on)
    filled = perf_counter() - begun
    again = seconds(lambda: refresh_part(part, on=on), runs=3)
    seeker, client = Seeker(None, on), Client(HTTP_HOST="127.0.0.1")
    result: dict[str, object] = {
        "things": IndexedThing.objects.count(),
        "index_seconds": round(filled, 2),
        "index_again_seconds": round(again, 2),
    }
    for asked in ASKED:
        typed, path = Typed.of(asked), f"/search/?q={asked}&as_of={on}"
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        count = len(queries)  # before the timed calls, which start a new count
        result[asked] = {
            "search_ms": round(seconds(lambda t=typed: found(t, seeker, each=6)) * 1000, 1),
            "suggest_ms": round(seconds(lambda t=typed: nearest(t, seeker, most=8)) * 1000, 1),
            "page_ms": round(seconds(lambda p=path: client.get(p)) * 1000, 1),
            "queries": count,
        }
    refresh_part(FindablePart("bench.things", frozenset(), lambda day: []), on=on)
    return result
