"""The English switch: pages read in English, the core's sentences are read back, the plan's own words stay."""

from __future__ import annotations

import re

import pytest

from guatu.web.public.english import HAN, in_english
from tests.web.addresses import PLAN

PAGES = [
    "/",
    f"{PLAN}/text/",
    f"{PLAN}/targets/",
    f"{PLAN}/sectors/",
    "/indicators/",
    "/sources/",
    f"{PLAN}/wall/",
    "/rules/",
    "/help/",
    "/accounts/login/",
]


@pytest.mark.parametrize("address", PAGES)
def test_what_stays_chinese_is_marked_or_official(english, address):
    """Headings, buttons, heads of tables and navigation are English."""
    body = english.get(address).content.decode()
    assert '<html lang="en">' in body
    for pattern in (
        r"<th scope=\"col\"[^>]*>([^<]*)",
        r"<button[^>]*>([^<]*)",
        r"<dt>([^<]*)",
        r"<h2[^>]*>([^<]*)",
        r"<caption[^>]*>([^<]*)",
    ):
        for words in re.findall(pattern, body):
            if address in (f"{PLAN}/text/", f"{PLAN}/targets/") and pattern.startswith(("<h2", "<caption")):
                continue  # headings of the plan itself
            assert not re.search("[\u4e00-\u9fff]", words) or words == "中文", (pattern, words)


def test_the_switch_is_a_form_and_lasts(reader):
    page = reader.post("/language/", {"language": "en", "next": f"{PLAN}/targets/"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{PLAN}/targets/"
    assert '<html lang="en">' in page.content.decode()
    assert '<html lang="en">' in reader.get("/").content.decode()


@pytest.mark.parametrize(
    ("chinese", "said"),
    [
        ("2025年底到期的24个目标，", "Of the 24 targets due by the end of 2025, "),
        ("2个完成、3个未完成、19个至今无数", "2 met, 3 missed, 19 still without a figure"),
        ("后两年须年均增长9.9%", "needs growth of 9.9% a year in the remaining 2 years"),
        ("低17.4个百分点", "17.4 points below"),
        ("多0.64亿元", "0.64 ×¥100m above"),
        ("2025—2027年每年", "each year 2025–2027"),
        ("5个目标、8项年度任务、1个里程碑到期，目标均无数据",
         "5 targets, 8 yearly tasks, 1 milestone due, none of the targets with data"),
        ("2026年10月22日以来没有新的公布数，没有一盏灯变化。",
         "Since 22 October 2026 no new figure was published and no light changed."),
        ("29个工作日", "29 working days"),
        ("与自治区持平", "level with the autonomous region"),
    ],
)  # fmt: skip
def test_the_cores_sentences_are_read_back(chinese, said):
    from django.utils.translation import override

    with override("en"):
        in_english.cache_clear()
        assert in_english(chinese) == said


def test_a_sentence_that_no_pattern_fits_stays_as_it_is():
    from django.utils.translation import override

    with override("en"):
        words = "口径待定：达成率按生活圈个数还是按居民人数算"
        assert in_english(words) == words
    assert HAN.search(words)


def test_the_overview_is_read_in_english(english):
    body = english.get("/").content.decode()
    assert "2 met, 3 missed" in body
    assert "To be decided" in body
    assert 'lang="zh-Hans"' in body
