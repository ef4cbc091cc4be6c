"""Keys at publishing: given once, carried by amendments, shown on pages, in Excel and on the command line."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from tests.web.addresses import CODE, PLAN

from guatu.store.ledger_xlsx import read_ledger
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.plans.ledger.keys import give_keys, keys_of
from guatu.web.plans.ledger.models import CommitmentKey, Plan
from guatu.web.plans.ledger.selectors import compiled_commitments

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.get(code=CODE)


@pytest.fixture
def keys(plan) -> dict[str, str]:
    return keys_of(plan) or give_keys(plan, compiled_commitments(plan), by=None)


def test_every_commitment_of_a_published_plan_has_a_key_of_its_sector(plan, keys):
    items = compiled_commitments(plan)
    assert len(set(keys.values())) == len(items) == len(keys)
    of = {c.sector: keys[c.id].rpartition("-")[0] for c in items}
    assert of == {
        "总体": "总体", "物流业": "物流", "商贸流通业": "商贸流通", "文化旅游业": "文化旅游", "房地产业": "房地产",
        "养老托育家政服务业": "养老托育", "金融服务业": "金融", "工业和科技信息领域服务业": "工业", "保障措施": "保障",
    }  # fmt: skip
    assert [keys[c.id] for c in items if c.sector == "物流业"][:2] == ["物流-01", "物流-02"]


def test_giving_again_changes_nothing(plan, keys):
    rows, entries = CommitmentKey.objects.count(), Entry.objects.count()
    assert give_keys(plan, compiled_commitments(plan), by=None) == keys
    assert (CommitmentKey.objects.count(), Entry.objects.count()) == (rows, entries)


def test_a_key_is_written_once(plan, keys):
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitmentKey.objects.filter(version=plan).update(key="物流-99")
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitmentKey.objects.filter(version=plan).delete()


def test_what_people_add_later_gets_the_next_number(plan, keys):
    items = compiled_commitments(plan)
    last = max(int(key.rpartition("-")[2]) for key in keys.values() if key.startswith("物流-"))
    from dataclasses import replace

    added = replace(next(c for c in items if c.sector == "物流业"), id="R001")
    assert give_keys(plan, [*items, added], by=None)["R001"] == f"物流-{last + 1:02d}"


def test_pages_and_the_ledger_name_the_key(client, keys, settings):
    settings.GUATU_TODAY = "2026-11-22"
    page = client.get(f"{PLAN}/targets/", HTTP_HOST="localhost").content.decode()
    assert f"{PLAN}/targets/%E7%89%A9%E6%B5%81-" in page
    assert "/targets/C0" not in page
    book = client.get(f"{PLAN}/ledger.xlsx", HTTP_HOST="localhost").content
    assert {row.code for row in read_ledger(BytesIO(book))} == set(keys.values())


def test_the_compilers_number_leads_to_the_key(client, keys, settings):
    settings.GUATU_TODAY = "2026-11-22"
    page = client.get(f"{PLAN}/targets/C005/?as_of=2026-04-29", HTTP_HOST="localhost", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[0][0].endswith("?as_of=2026-04-29")
    assert f'aria-current="page">{keys["C005"]}<' in page.content.decode()


def test_a_forged_key_is_found(plan, keys):
    from tests.conftest import lift_guards, put_guards

    assert "S433" not in {finding.code for finding in verify().findings}
    lift_guards()
    CommitmentKey.objects.filter(version=plan, code="C005").update(key="物流-98")
    put_guards()
    assert "S433" in {finding.code for finding in verify().findings}
