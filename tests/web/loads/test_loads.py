"""A file on its way in: looked at, side by side with what stands, confirmed, loaded whole or not at all."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.store.example import example_city
from guatu.web.figures import selectors as figures
from guatu.web.figures.models import Observation
from guatu.web.loads import jobs, services
from guatu.web.loads.kinds import KINDS
from guatu.web.loads.models import FilePiece, Load
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HEAD = "指标,地区,报告期,数值,单位,增速,增速口径,版次,来源,备注\n"
FRESH = "托位数,150300,2025年末,2503,个,,,,wh-gb-2025,\n"


@pytest.fixture
def dispatcher(person, settings):
    settings.GUATU_TODAY = TODAY.isoformat()
    return person("dispatcher")


@pytest.fixture
def client(dispatcher) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(dispatcher, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(client: Client, kind: str, name: str, content: bytes | str):
    data = content.encode() if isinstance(content, str) else content
    return client.post(f"/office/loads/new/{kind}/", {"file": SimpleUploadedFile(name, data)})


def sent(client: Client, kind: str, name: str, content: bytes | str) -> Load:
    answer = upload(client, kind, name, content)
    assert answer.status_code == 302, answer.content.decode()
    return Load.objects.get(pk=answer.headers["Location"].strip("/").rpartition("/")[2])


def page(client: Client, load: Load) -> str:
    return client.get(f"/office/loads/{load.pk}/").content.decode()


def test_new_same_contradicting_and_refused_rows_are_told_apart(client):
    same = Observation.objects.get(indicator="tourists", region="150300", year=2025, source="wh-gb-2025")
    stands = (
        f"tourists,150300,2025年,{same.value},{same.unit},{same.growth},{same.growth_basis},{same.stage},wh-gb-2025,\n"
    )
    other = "retail_sales,150300,2025年,1.5,亿元,-1.4,名义,初步,wh-gb-2025,\n"
    load = sent(
        client, "figures", "月报.csv", HEAD + FRESH + stands + other + "没有的,150300,去年,x,个,,,,wh-gb-2025,\n"
    )
    assert (load.state, load.looked["new"], load.looked["same"], load.looked["contradicting"]) == ("waiting", 1, 1, 1)
    assert {(t["row"], t["column"], t["code"]) for t in load.looked["troubles"]} == {
        (5, "指标", "D301"), (5, "报告期", "D304"), (5, "数值", "D306"),
    }  # fmt: skip
    (odd,) = load.looked["contradictions"]
    assert (odd["row"], odd["coming"].startswith("1.5亿元")) == (4, True)
    assert odd["what"] == "社会消费品零售总额　乌海市　2025年"
    shown = page(client, load)
    assert odd["here"] in shown
    assert "第5行" in shown
    assert "确认导入" not in shown
    before = Observation.objects.count()
    refused = client.post(f"/office/loads/{load.pk}/do/confirm/")
    assert "A602" in refused.content.decode()
    assert Observation.objects.count() == before


def test_what_was_looked_at_is_confirmed_and_loaded_once(client):
    load = sent(client, "figures", "月报.csv", HEAD + FRESH)
    assert FilePiece.objects.filter(load=load).count() == 1
    before = Observation.objects.count()
    for _twice in range(2):
        client.post(f"/office/loads/{load.pk}/do/confirm/")
    load.refresh_from_db()
    assert (load.state, load.did["changed"], Observation.objects.count() - before) == ("done", 1, 1)
    assert not FilePiece.objects.exists()
    assert any(t["target"] and t["before"] == "unknown" for t in load.did["turned"])
    again = sent(client, "figures", "月报.csv", HEAD + FRESH)
    assert (again.looked["new"], again.looked["same"]) == (0, 1)
    assert "不用导入" in page(client, again)


def test_an_excel_file_goes_the_same_way(client):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for n, line in enumerate((HEAD + FRESH).splitlines()):
            sheet.write_row(n, 0, line.split(","))
    load = sent(client, "figures", "月报.xlsx", out.getvalue())
    assert (load.state, load.looked["new"]) == ("waiting", 1)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("月报.pdf", b"%PDF", "F207"), ("月报.csv", b"", "F203"), ("月报.xlsx", b"PK\x03\x04junk", "F208"),
     ("月报.csv", "指标,数值\nx,1\n".encode(), "D311")],
)  # fmt: skip
def test_what_is_no_table_of_figures_is_said_with_its_code(client, name, content, code):
    answer = upload(client, "figures", name, content)
    text = (
        answer.content.decode()
        if answer.status_code != 302
        else client.get(answer.headers["Location"]).content.decode()
    )
    assert code in text
    assert Observation.objects.filter(source="x").count() == 0


def test_a_file_that_is_not_wanted_is_let_go(client):
    load = sent(client, "figures", "月报.csv", HEAD + FRESH)
    client.post(f"/office/loads/{load.pk}/do/drop/")
    load.refresh_from_db()
    assert (load.state, FilePiece.objects.count()) == ("dropped", 0)
    assert "A600" in client.post(f"/office/loads/{load.pk}/do/confirm/").content.decode()


def test_what_is_dated_before_today_is_asked_for_its_reason_and_nothing_is_lost(client):
    text = "代码,标题,发布机构,公布日期,级别\nwh-gb-2025,统计公报,乌海市统计局,2026-04-30,20\n"
    load = sent(client, "sources", "来源.csv", text)
    assert (load.looked["changed"], load.looked["new"]) == (1, 0)
    assert {word for word, _was, _now in load.looked["altered"][0]["fields"]} >= {"标题", "级别"}
    asked = client.post(f"/office/loads/{load.pk}/do/confirm/", {"known_on": "2026-05-01", "paper": "某文〔2026〕5号"})
    shown = asked.content.decode()
    assert "D370" in shown
    assert 'value="某文〔2026〕5号"' in shown
    client.post(f"/office/loads/{load.pk}/do/confirm/", {"known_on": "2026-05-01", "reason": "级别写错"})
    load.refresh_from_db()
    assert load.state == "done"
    ranks = {day: {s.code: s.rank for s in figures.sources(day)}["wh-gb-2025"] for day in (date(2026, 4, 30), TODAY)}
    assert ranks == {date(2026, 4, 30): 10, TODAY: 20}


CITY = example_city()
AS_THEY_CAME = {
    "sources": CITY.sources_path, "regions": CITY.regions_path, "indicators": CITY.indicators_path,
    "rules": CITY.rules_path, "calendar": CITY.calendars_paths[0],
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(AS_THEY_CAME))
def test_the_example_citys_own_file_changes_nothing(client, kind):
    path = AS_THEY_CAME[kind]
    load = sent(client, kind, path.name, path.read_bytes())
    assert (load.state, load.looked["new"], load.looked["changed"], load.looked["troubled"]) == ("waiting", 0, 0, 0)
    assert load.looked["same"] > 0


def test_rules_rewritten_under_their_own_version_are_refused_when_looked_at(client):
    text = CITY.rules_path.read_text(encoding="utf-8").replace("ok_from = -5", "ok_from = -4")
    load = sent(client, "rules", "rules.toml", text)
    assert [t["code"] for t in load.looked["troubles"]] == ["D371"]
    text = text.replace('version = "v1"', 'version = "v2"')
    other = sent(client, "rules", "rules.toml", text)
    assert ["正常的差距下限", "−5", "−4"] in other.looked["altered"][0]["fields"]
    client.post(f"/office/loads/{other.pk}/do/confirm/")
    assert figures.catalogue(TODAY).rules.version == "v2"


def test_units_are_looked_at_and_loaded_by_the_same_door(client):
    load = sent(client, "units", "单位.csv", "代码,名称\nxinju,某新设局\n")
    assert load.looked["new"] == 1
    client.post(f"/office/loads/{load.pk}/do/confirm/")
    other = sent(client, "units", "单位.csv", "代码,名称\nxinju,某新设管理局\n")
    assert other.looked["altered"][0]["fields"] == [["名称", "某新设局", "某新设管理局"]]


def test_every_kind_that_differs_says_in_words_in_what(client):
    """A field without a word would be shown by its English name."""
    from dataclasses import fields

    from guatu.core.judging.rules import RuleSet
    from guatu.core.series.model import Definition, Indicator, Region, Source
    from guatu.core.time.workdays import YearTable
    from guatu.web.loads import kinds

    for value, words in (
        (Source, kinds.SOURCE_WORDS), (Region, kinds.REGION_WORDS), (Indicator, kinds.INDICATOR_WORDS),
        (Definition, kinds.INDICATOR_WORDS), (RuleSet, kinds.RULE_WORDS), (YearTable, kinds.YEAR_WORDS),
        (kinds.Organisation, kinds.UNIT_WORDS),
    ):  # fmt: skip
        assert {f.name for f in fields(value)} - {"code"} <= words.keys(), value


def test_a_long_file_is_looked_at_and_loaded_by_the_cluster_and_found_again(client, dispatcher, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(services, "AT_ONCE", 10)
    monkeypatch.setattr(jobs, "queue", lambda load: asked.append(load.pk))
    load = sent(client, "figures", "长.csv", HEAD + FRESH)
    assert (load.state, load.lines, asked) == ("looking", 2, [load.pk])
    assert "已读" not in page(client, load)
    Load.objects.filter(pk=load.pk).update(read=1)
    assert "已读1行，共约2行" in page(client, load)
    jobs.work_on(load.pk)
    load.refresh_from_db()
    assert load.state == "waiting"
    client.post(f"/office/loads/{load.pk}/do/confirm/")
    load.refresh_from_db()
    assert (load.state, asked) == ("queued", [load.pk] * 2)
    assert "长.csv" in client.get("/office/loads/").content.decode()
    jobs.work_on(load.pk)
    load.refresh_from_db()
    assert (load.state, load.did["changed"]) == ("done", 1)


def test_a_worker_that_was_killed_in_the_middle_is_no_harm(client, monkeypatch):
    load = sent(client, "figures", "月报.csv", HEAD + FRESH)
    Load.objects.filter(pk=load.pk).update(state="running")
    before = Observation.objects.count()
    jobs.work_on(load.pk)
    load.refresh_from_db()
    assert (load.state, Observation.objects.count() - before) == ("done", 1)


def test_what_was_left_is_taken_up_and_what_nobody_confirmed_is_put_away(client, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(jobs, "queue", lambda load: asked.append(load.pk))
    stuck, old, young = (sent(client, "figures", f"{n}.csv", HEAD + FRESH) for n in range(3))
    long_ago = stuck.changed_at - jobs.KEPT * 2
    Load.objects.filter(pk=stuck.pk).update(state="running", changed_at=long_ago)
    Load.objects.filter(pk=old.pk).update(changed_at=long_ago)
    assert jobs.take_up(TODAY) == "接着办1件，收起1件没人确认的"
    assert asked == [stuck.pk]
    assert {load.pk: load.state for load in Load.objects.all()} == {
        stuck.pk: "running", old.pk: "dropped", young.pk: "waiting",
    }  # fmt: skip
    assert set(FilePiece.objects.values_list("load", flat=True)) == {stuck.pk, young.pk}
    assert jobs.take_up(TODAY) == ""


def test_only_who_may_load_a_kind_sees_its_files(client, person):
    load = sent(client, "units", "单位.csv", "代码,名称\nxinju,某新设局\n")
    other = Client(HTTP_HOST="localhost")
    other.force_login(person("statistician"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert other.get(f"/office/loads/{load.pk}/").status_code == 403
    assert "单位.csv" not in other.get("/office/loads/").content.decode()
    assert set(KINDS) >= {"figures", "sources", "regions", "units", "calendar", "rules", "indicators"}


def test_links_come_from_a_table_and_again_change_nothing(client):
    now = standing(TODAY)
    waiting = [t.id for t in now.targets if not now.links[t.id].confirmed][:3]
    codes = {id: now.links[id].indicator for id in waiting}
    first, *others = waiting
    rows = [f"{first},{now.indicators[codes[first]].name},同一件事", *(f"{id},{codes[id]}," for id in others)]
    text = "目标,指标,理由\n" + "\n".join(rows) + "\n"
    load = sent(client, "links", "对应.csv", text)
    assert (load.looked["changed"], load.looked["new"]) == (len(waiting), 0)
    assert ["已确认", "否", "是"] in load.looked["altered"][0]["fields"]
    client.post(f"/office/loads/{load.pk}/do/confirm/")
    found = standing(TODAY).links
    assert {id: (found[id].indicator, found[id].confirmed) for id in waiting} == {
        id: (code, True) for id, code in codes.items()
    }
    again = sent(client, "links", "对应.csv", text)
    assert (again.looked["changed"], again.looked["same"]) == (0, len(waiting))


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [("没有的,gdp\n", "A503", 2), ("{target},没有的\n", "A503", 2), ("{target},\n", "D357", 2),
     ("{target},gdp\n{target},gdp\n", "D357", 3)],
)  # fmt: skip
def test_a_table_of_links_is_refused_at_its_row(client, rows, code, row):
    target = standing(TODAY).targets[0].id
    load = sent(client, "links", "对应.csv", "目标,指标\n" + rows.format(target=target))
    assert [(t["code"], t["row"]) for t in load.looked["troubles"]] == [(code, row)]
