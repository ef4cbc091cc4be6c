"""Keys of commitments: short names of sectors, and numbers that are given once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.plan.keys import GENERAL, give_keys, sector_names, split_key

SHORT = {
    "物流业": "物流",
    "现代物流业": "物流",
    "大力发展现代物流业": "物流",
    "商贸流通业": "商贸流通",
    "文化旅游业": "文化旅游",
    "金融服务业": "金融",
    "房地产业": "房地产",
    "养老托育家政服务业": "养老托育",
    "工业和科技信息领域服务业": "工业",
    "保障措施": "保障",
    "总体": GENERAL,
    "": GENERAL,
    "提升线上服务体验": "线上服务",
    "聚焦减损提质，推动粮食生产机械化高质高效发展": "减损提质",
    "产业提升人才行动计划": "产业提升",
    "发展": "发展",
    "，。": GENERAL,
}


@pytest.mark.parametrize(("sector", "name"), SHORT.items())
def test_a_sector_has_a_short_name(sector, name):
    assert sector_names([sector]) == {sector: name}


def test_two_sectors_never_share_a_name():
    assert sector_names(["物流业", "现代物流业", "大力发展物流业"]) == {
        "物流业": "物流", "现代物流业": "物流2", "大力发展物流业": "物流3",
    }  # fmt: skip
    assert sector_names(["养老托育家政服务业", "养老托育托幼服务业"])["养老托育托幼服务业"] == "养老托育托"


def test_a_name_once_given_stays():
    assert sector_names(["现代物流业", "物流业"], given={"物流业": "物流"}) == {"物流业": "物流", "现代物流业": "物流2"}


def test_numbers_count_within_a_sector_in_the_order_of_the_text():
    names = sector_names(["", "物流业"])
    items = [("C001", ""), ("C002", "物流业"), ("C003", ""), ("C004", "物流业")]
    assert give_keys(items, names=names) == {"C001": "总体-01", "C002": "物流-01", "C003": "总体-02", "C004": "物流-02"}


def test_a_number_that_is_gone_is_never_given_again():
    names = sector_names(["物流业"])
    had = give_keys([("C001", "物流业"), ("C002", "物流业")], names=names)
    after = give_keys(
        [("C001", "物流业"), ("C005", "物流业")], names=names, has={"C001": had["C001"]}, used=had.values()
    )
    assert after == {"C001": "物流-01", "C005": "物流-03"}


def test_a_hundredth_number_has_three_digits():
    keys = give_keys([(str(n), "物流业") for n in range(100)], names=sector_names(["物流业"]))
    assert keys["99"] == "物流-100"
    assert split_key(keys["99"]) == ("物流", 100)


SECTORS = st.lists(st.text("物流商贸旅游金融养老业服务现代和领域，发展ab1-", max_size=8), min_size=1, max_size=6)


@given(SECTORS, st.data())
def test_keys_are_unique_and_stable_over_any_amendments(sectors, data):
    """Three versions in a row, each keeping some commitments, dropping others, bringing new ones and new sectors."""
    names: dict[str, str] = {}
    ever: dict[str, int] = {}  # key → the commitment that it names
    now: dict[int, str] = {}
    count = 0
    for _ in range(3):
        kept = {thing: key for thing, key in now.items() if data.draw(st.booleans())}
        fresh = {count + n: data.draw(st.sampled_from(sectors)) for n in range(data.draw(st.integers(0, 6)))}
        count += len(fresh)
        names = sector_names(fresh.values(), given=names)
        assert len(set(names.values())) == len(names)
        items = [(str(thing), "") for thing in kept] + [(str(thing), sector) for thing, sector in fresh.items()]
        has = {str(thing): key for thing, key in kept.items()}
        given_ = give_keys(items, names=names | {"": names.get("", GENERAL)}, has=has, used=ever)
        assert {code: given_[code] for code in has} == has
        assert len(set(given_.values())) == len(items)
        for thing in fresh:
            key = given_[str(thing)]
            assert key not in ever
            ever[key] = thing
        now = {int(code): key for code, key in given_.items()}
