"""Every address of the site, as everybody who may open it: axe, a telephone, a window magnified twice.

The addresses and who gets in are those of the walk of rights, so a new page is here as soon as it exists. A page that
reads the same for several people is looked at once: what is compared is its `main`; the masthead of each person is seen
on the first page of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from guatu.core.plan.model import Context, Kind
from guatu.core.plan.owners import Assigned
from guatu.store.example import example_city
from guatu.web.base.scopes import Scope
from guatu.web.check.services import check_draft, keep_check
from guatu.web.loads.kinds import KINDS
from guatu.web.loads.services import send
from guatu.web.plans.amend.proposals import propose_amendment
from guatu.web.plans.in_force import line_with
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.owners.services import assign
from tests.browser.test_frame import LOW, SMALL, TAPPED
from tests.conftest import TODAY
from tests.core.amend.amended import amended, plan_text
from tests.web.addresses import C005, CODE
from tests.web.test_rights_walk import (
    ADDRESSES,
    ANONYMOUS,
    AUDITOR,
    DISPATCHER,
    DISTRICT,
    LIAISON,
    MAYOR,
    NOBODY,
    SECURITY,
    STATISTICIAN,
    SYSTEM,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALKERS = (ANONYMOUS, DISPATCHER, STATISTICIAN, LIAISON, DISTRICT, MAYOR, SYSTEM, SECURITY, AUDITOR, NOBODY)
WIDE, TELEPHONE, MAGNIFIED = (1440, 900), (390, 844), (720, 450)  # the last: a desk's window at 200%
NO_PAGES = {  # files, and what leads elsewhere or answers nothing to somebody in this state
    "account_confirm_login_code": "leads elsewhere: no codes by mail",
    "account_set_password": "leads elsewhere: everybody has a password",
    "mfa_authenticate": "between the password and the second factor: tests/browser/test_office_pages.py",
    "mfa_download_recovery_codes": "a file",
    "mfa_view_recovery_codes": "asks for the password first",
    "check:annotated": "a file",
    "excel:out": "a file",
    "excel:plan_out": "a file",
    "rights:log_file": "a file",
    "pages:ledger_xlsx": "a file",
    "pages:moved": "leads elsewhere",
    "pages:original": "the example plan came as a text: tests/browser/test_original_page.py",
    "pages:original_file": "a file",
    "pages:original_picture": "a picture",
    "pages:task_file": "a file",
    "pages:wall_pdf": "a file",
    "pages:wall_svg": "a drawing",
    "pages:search_now": "a part of a page",
    "review:row": "a part of the desk",
}
FILLED = {  # pages that show more when they are asked for something
    "pages:search": "?q=游客",
    "pages:targets": "?status=missed&sort=-gap",
    "pages:plan": "?kind=action&q=物流",
    "pages:overview": "?as_of=2026-04-29",
    "rights:log": "?action=audit.read",
}
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
OVERLAP = """() => {
  const boxes = [], range = document.createRange(), around = new Map();
  const seen = (e) => {  // the window through which an element is seen; null for what floats above the page
    if (!e) return {l: -1e6, r: 1e6, t: -1e6, b: 1e6};
    if (around.has(e)) return around.get(e);
    const style = getComputedStyle(e);
    let one = ['sticky', 'fixed'].includes(style.position) ? null : seen(e.parentElement);
    if (one && style.overflow !== 'visible') {
      const box = e.getBoundingClientRect();
      one = {l: Math.max(one.l, box.left), r: Math.min(one.r, box.right),
             t: Math.max(one.t, box.top), b: Math.min(one.b, box.bottom)};
    }
    around.set(e, one);
    return one;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode());) {
    const e = node.parentElement;
    if (!node.textContent.trim() || !e.checkVisibility() || e.closest('.vh, .skip, svg, option, script')) continue;
    const through = seen(e);
    if (!through) continue;
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(e).fontSize) / 2;
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2, half = Math.min(box.height / 2, size);
      const l = Math.max(box.left, through.l), r = Math.min(box.right, through.r);
      const t = Math.max(middle - half, through.t), b = Math.min(middle + half, through.b);
      if (r - l > 2 && b - t > 2) boxes.push({node, l, r, t, b});
    }
  }
  boxes.sort((one, other) => one.t - other.t);
  const found = [], words = (box) => box.node.textContent.trim().slice(0, 16);
  boxes.forEach((one, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].t < one.b - 3; j++) {
      const other = boxes[j], across = Math.min(one.r, other.r) - Math.max(one.l, other.l);
      if (one.node !== other.node && across > 3 && Math.min(one.b, other.b) - other.t > 3)
        found.push(`“${words(one)}” and “${words(other)}”`);
    }
  });
  return found.slice(0, 4);
}"""


@pytest.fixture
def people(person) -> dict[str, Any]:
    region = Plan.objects.get(code=CODE).region_id
    return {
        ANONYMOUS: None,
        NOBODY: person(username="nobody"),
        DISPATCHER: person("dispatcher", username="dispatcher"),
        STATISTICIAN: person("statistician", username="statistician"),
        LIAISON: person("liaison", username="liaison", unit="swj"),
        DISTRICT: person("district", username="district", scope=Scope("region", region)),
        MAYOR: person("mayor", username="mayor"),
        SYSTEM: person("administrator", username="system"),
        SECURITY: person("security", username="security"),
        AUDITOR: person("auditor", username="auditor"),
    }


@pytest.fixture
def things(people) -> dict[str, dict[str, Any]]:
    """What stands in each address that is about something: a thing of the example city that has much to show."""
    by, row, line = people[DISPATCHER], Plan.objects.get(code=CODE), line_with(CODE)
    milestone = keys_of(line.newest)[line.newest.commitments.filter(kind=Kind.MILESTONE.value)[0].code]
    assign(line, {key: Assigned("swj") for key in (C005, milestone)}, on=TODAY, by=by)
    figures = SimpleUploadedFile("月报.csv", example_city().figures_paths[0].read_bytes())
    load = send(KINDS["figures"], figures, on=TODAY, by=by)
    draft = SimpleUploadedFile("草稿.txt", plan_text().encode())
    check = check_draft(draft, context=Context("乌海市"), by=by)
    keep_check(check, by=by)
    proposal = propose_amendment(
        row, name="修订.txt", content=amended(plan_text()).encode(), effective=TODAY, paper="乌海政办发〔2026〕18号",
        reason="中期评估", by=by,
    )  # fmt: skip
    return {
        "pages:target": {"code": C005},
        "pages:task": {"code": milestone},
        "pages:sector": {"number": 2},
        "pages:indicator": {"code": "tertiary_va"},
        "pages:source": {"code": "nmg-gb-2023"},
        "catalogue:indicator": {"code": "tertiary_va"},
        "catalogue:source": {"code": "nmg-gb-2023"},
        "loads:load": {"pk": load.pk},
        "check:checked": {"pk": check.pk},
        "planning:proposal": {"pk": proposal.pk},
        "rights:account": {"pk": people[LIAISON].pk},
        "owners:line": {"key": C005},
        "owners:unit": {"code": "swj"},
        "review:row": {"id": line.newest.commitments.all()[0].code},
    }


def addresses(things: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, frozenset[str] | set[str]]]:
    """Every name that is read, where it stands, and who gets in."""
    for name, (method, parts, allowed) in ADDRESSES.items():
        if method == "GET" and name != "account_logout":
            known = {"plan_code": CODE, "code": CODE, "sha256": "x", **things.get(name, {})}
            where = {part: known[part] if part in known else of(None) for part, of in parts.items()}  # type: ignore[arg-type]
            path = reverse(name, kwargs=where)
            yield name, path, allowed
            if name in FILLED:
                yield name, path + FILLED[name], allowed


def signed_in(user: Any) -> Client:
    client = Client(HTTP_HOST="localhost")
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def main_of(answer: Any, user: Any) -> str:
    """What a page says, without the reader's name and what is made anew each time: marks, secrets, the hour."""
    body = answer.content.decode()
    body = body[body.find("<main") : body.find("</main>")] or body
    body = re.sub(r'value="\w{32,}"|src="data:[^"]+"|\b[A-Z2-7]{32}\b|\d\d:\d\d(:\d\d)?', "", body)
    return body.replace(user.username, "") if user else body


def faults(page: Page) -> list[str]:
    """What is wrong with the page in front of us, in its three widths."""
    found = [f"wide: {f}" for f in serious(page)]
    page.set_viewport_size({"width": MAGNIFIED[0], "height": MAGNIFIED[1]})
    found += _laid_out(page, "magnified")
    page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
    found += [f"telephone: {f}" for f in serious(page)] + _laid_out(page, "telephone")
    found += [f"telephone, under 12 px: {f}" for f in page.evaluate(SMALL)]
    found += [f"telephone, under 44 px: {f}" for f in page.evaluate(LOW, TAPPED)]
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return found


def serious(page: Page) -> list[str]:
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def _laid_out(page: Page, seen: str) -> list[str]:
    wider = page.evaluate(SIDEWAYS)
    return [f"{seen}: {wider} px wider than the window"] * (wider > 0) + [
        f"{seen}, one over the other: {f}" for f in page.evaluate(OVERLAP)
    ]


@pytest.fixture
def walking(browser, site) -> Callable[[Client], Page]:
    """A window of somebody who has signed in, with axe at hand on every page."""

    def walk(client: Client) -> Page:
        context = browser.new_context(base_url=site, viewport={"width": WIDE[0], "height": WIDE[1]}, locale="zh-CN")
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()])
        context.add_init_script(Axe().axe_script)
        return context.new_page()

    return walk


def test_every_page_of_everybody_can_be_used(walking, people, things):
    wrong: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for who in WALKERS:
        client = signed_in(people[who])
        page = walking(client)
        for name, path, allowed in addresses(things):
            if who not in allowed:
                continue
            answer = client.get(path)
            if answer.status_code != 200 or b"<html" not in answer.content[:200]:  # files, and parts of pages
                continue
            said = name, main_of(answer, people[who])
            if said in seen:
                continue
            seen.add(said)
            page.goto(path)
            if found := faults(page):
                wrong[f"{name} as {who}"] = found
        page.context.close()
    looked_at, pages = {name for name, _main in seen}, {name for name, _path, _allowed in addresses(things)}
    assert pages - looked_at == set(NO_PAGES)
    assert wrong == {}


def test_what_cannot_be_used_is_seen(walking):
    page = walking(signed_in(None))
    page.goto("/rules/")
    page.evaluate("""() => {
      document.querySelector('main').innerHTML = '<input><nav><a href="/">甲</a></nav><small>小</small>' +
        '<p>一二三四</p><p>五六七八</p><pre>' + '长'.repeat(99) + '</pre>';
      const look = (one, name, value) => document.querySelector(`main ${one}`).style.setProperty(name, value);
      look('small', 'font-size', '9px'); look('p + p', 'margin-top', '-1.2em');
    }""")
    found = "\n".join(faults(page))
    for word in ("label: <input>", "wider than the window", "“一二三四” and “五六七八”", "SMALL", "A."):
        assert word in found
    page.context.close()
