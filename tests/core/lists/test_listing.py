"""A list of anything: what is kept, what each choice would leave, the order, the page, and whatever an address says."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis.strategies import builds, dictionaries, integers, lists, none, one_of, sampled_from, text

from guatu.core.lists.asking import read_asked
from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import SIZE, SIZES, Facet, ListKind, ListOrder


@dataclass(frozen=True)
class Bird:
    name: str
    colours: tuple[str, ...]
    weight: int | None


COLOURS = {"r": "红", "g": "绿", "b": "蓝"}
SIZED = {"small": "小", "big": "大"}


def size_of(bird: Bird) -> tuple[str, ...]:
    return () if bird.weight is None else ("big",) if bird.weight > 5 else ("small",)


KIND = ListKind(
    says="来的次序",
    facets=(Facet("colour", "颜色", lambda b: b.colours, COLOURS), Facet("size_", "大小", size_of, SIZED)),
    orders=(
        ListOrder("name", "名", lambda b: b.name, "按名", "倒着"),
        ListOrder("weight", "重", lambda b: b.weight, "轻的在前", "重的在前"),
    ),
    text=lambda b: b.name,
)
names = text("abcxyz中文 ", max_size=6)
birds = builds(Bird, names, lists(sampled_from(list(COLOURS)), unique=True).map(tuple), one_of(none(), integers(0, 9)))
flocks = lists(birds, max_size=40)
words = one_of(
    text(max_size=12), sampled_from(["r", "g", "r,b", "zzz", "small", "big", "-1", "0", "999999", "9" * 40, "²"])
)
queries = dictionaries(sampled_from(["colour", "size_", "q", "sort", "page", "size", "as_of", "x"]), words)


def ask(flock, **query):
    return list_rows(flock, KIND, query)


@given(flocks, queries)
def test_whatever_an_address_says_a_list_comes_of_it(flock, query):
    found = list_rows(flock, KIND, query)
    assert len(found.found) == found.turn.count <= found.total == len(flock)
    assert found.rows == found.found[found.turn.start : found.turn.end]
    assert 1 <= found.turn.number <= found.turn.last


@given(flocks, queries)
def test_a_list_asked_for_by_its_own_query_is_the_same(flock, query):
    first = list_rows(flock, KIND, query)
    again = list_rows(flock, KIND, first.query)
    assert (again.found, again.query) == (first.found, first.query)


@given(flocks, queries)
def test_the_pages_of_a_list_are_the_list(flock, query):
    size = str(SIZES[0])
    one = list_rows(flock * 4, KIND, {**query, "size": size, "page": ""})
    turned = [list_rows(flock * 4, KIND, {**query, "size": size, "page": str(n + 1)}) for n in range(one.turn.last)]
    assert sum((page.rows for page in turned), ()) == one.found
    assert {page.turn.last for page in turned} == {one.turn.last}


@given(flocks, queries)
def test_the_count_beside_a_choice_is_what_it_leaves(flock, query):
    found = list_rows(flock, KIND, query)
    for facet in found.facets:
        for choice in facet.choices:
            alone = list_rows(flock, KIND, {**found.query, facet.name: choice.value})
            assert alone.turn.count == choice.count


@given(flocks, queries)
def test_a_chip_takes_its_condition_off_and_nothing_else(flock, query):
    found = list_rows(flock, KIND, query)
    for n, chip in enumerate(found.chips):
        rest = list_rows(flock, KIND, chip.query)
        said = [(c.label, c.word) for c in found.chips]
        assert [(c.label, c.word) for c in rest.chips] == said[:n] + said[n + 1 :]


@given(flocks, sampled_from(["name", "weight"]))
def test_either_way_round_what_has_no_key_comes_last_and_equals_stay(flock, name):
    forth, back = ask(flock, sort=name), ask(flock, sort=f"-{name}")
    key = {"name": lambda b: b.name, "weight": lambda b: b.weight}[name]
    for listing, step in ((forth, 1), (back, -1)):
        keys = [key(b) for b in listing.found]
        known = [k for k in keys if k is not None]
        assert keys == known + [None] * (len(keys) - len(known))
        assert known == sorted(known, reverse=step < 0)
        for value in {*keys}:
            assert [b for b in listing.found if key(b) == value] == [b for b in flock if key(b) == value]


FLOCK = [Bird("甲", ("r",), 9), Bird("乙", ("r", "g"), 2), Bird("丙", ("b",), None)]


def test_two_values_of_one_filter_are_either_and_two_filters_are_both():
    assert [b.name for b in ask(FLOCK, colour="g,b").found] == ["乙", "丙"]
    assert [b.name for b in ask(FLOCK, colour="r", size_="big").found] == ["甲"]
    assert [b.name for b in ask(FLOCK, q="甲 乙").found] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"sort": "xyz"}, "不能按“xyz”排，仍按原来的次序。"),
        ({"colour": "mauve"}, "“颜色”里没有“mauve”，也许它已不在清单里。"),
        ({"size": "7"}, f"一页不能放“7”行，按{SIZE}行分页。"),
        ({"page": "999999"}, "没有第“999999”页，共1页，这是第1页。"),
        ({"page": "-1"}, "没有第“-1”页，共1页，这是第1页。"),
        ({"page": "0"}, "没有第“0”页，共1页，这是第1页。"),
    ],
)
def test_what_cannot_be_followed_is_said(query, said):
    assert [str(note) for note in ask(FLOCK, **query).notes] == [said]


def test_a_value_that_is_gone_leaves_nothing_and_can_be_taken_off():
    found = ask(FLOCK, colour="mauve")
    assert (found.found, [c.word for c in found.chips], found.chips[0].query) == ((), ["mauve"], {})


def test_a_head_turns_round_when_it_is_followed_again():
    heads = [ask(FLOCK, sort=s).heads["weight"] for s in ("", "weight", "-weight")]
    assert [(h.query, h.aria) for h in heads] == [
        ({"sort": "weight"}, "none"), ({"sort": "-weight"}, "ascending"), ({"sort": "weight"}, "descending"),
    ]  # fmt: skip


def test_a_request_has_one_spelling():
    assert read_asked(KIND, {"colour": " g , r,g", "sort": "-name", "page": "3", "q": "  甲   乙 "}).query() == {
        "colour": "g,r", "q": "甲 乙", "sort": "-name",
    }  # fmt: skip
