"""The pages of the three administrators: no serious finding, and they fit a telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.conftest import TOTP_SECRET
from tests.web.people.test_sessions import code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_administrators_pages_have_no_serious_finding(open_page: Callable[..., Page], person, shot, wide):
    liaison = person("liaison", username="lianluo")
    person("auditor", username="shenji", password=PASSWORD)
    person("security", username="anquan", password=PASSWORD)
    person("administrator", username="xitong", password=PASSWORD)
    findings = {}
    for who, addresses in (
        ("shenji", {"rights": "/office/rights/", "log": "/office/audit/"}),
        ("anquan", {"accounts": "/office/accounts/", "account": f"/office/accounts/{liaison.pk}/", "own": "/office/"}),
        ("xitong", {"health": "/office/health/", "codes": "/accounts/2fa/"}),
    ):
        page = open_page(wide=wide)
        page.goto("/accounts/login/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        cache.clear()  # one code is used once, and both sign in within the same half minute
        page.get_by_label("动态码或备用码").fill(code(TOTP_SECRET))
        page.get_by_role("button", name="登录").click()
        at(page, "/office/$")
        for name, address in addresses.items():
            page.goto(address)
            assert page.url.endswith(address)  # not the way to the sign-in page
            fits(page)
            shot(page, f"office-{name}-{wide}")
            if found := serious(page):
                findings[name] = found
    assert findings == {}
