"""An error leads whoever may mend it to the page on which it is mended, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 3, 2)


def test_a_store_without_rules_leads_the_statistician_to_them_and_a_visitor_nowhere(empty, person):
    from guatu.store.example import example_city
    from guatu.store.region_table import load_regions
    from guatu.web.figures import services
    from tests.web.second_plan import load_draft, publish

    services.load_regions(load_regions(example_city().regions_path).values(), on=ISSUED, by=None)
    publish(load_draft())
    visitor, statistician = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    statistician.force_login(person("statistician"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for client, led in ((visitor, False), (statistician, True)):
        page = client.get("/").content.decode()
        assert "S460" in page
        assert ('href="/office/catalogue/rules/"' in page) is led
        assert "guatu load" not in page
