"""How long the server works on a page, and how many queries it asks."""

from __future__ import annotations

import os

from bench.timing import seconds

PAGES = ("overview", "plan", "indicators", "wall")


def measure() -> dict[str, dict[str, float]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from guatu.web.base.addresses import address
    from guatu.web.plans.ledger.selectors import plans

    client = Client(HTTP_HOST="127.0.0.1")
    result = {}
    plan = plans()[0].code
    for name in PAGES:
        path = address(f"pages:{name}", plan=plan)
        asked = f"{path}?as_of=2026-11-22"
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(asked)
        asked_of_the_store = len(queries)  # before the timed calls, which start a new count
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        result[name] = {
            "milliseconds": round(seconds(lambda asked=asked: client.get(asked), runs=15) * 1000, 1),
            "queries": asked_of_the_store,
            "bytes": len(answer.content),
        }
    return result
