"""The dot strip of other cities and the ruler of the plan's time."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.drawing.sheets import collisions, outside
from tests.core.reports.builders import TODAY

from guatu.core.drawing.ink import SCREEN
from guatu.core.drawing.lights import SHAPES, light
from guatu.core.drawing.peers import Peers, peers_sheet, peers_svg
from guatu.core.drawing.ruler import ruler_sheet, ruler_svg
from guatu.core.drawing.svg import Sheet
from guatu.core.reports.overview import ruler
from guatu.core.reports.words import SHAPE_WORDS

RATES = st.decimals(-20, 30, places=1)


def test_peers_shows_the_spread_and_no_rank():
    peers = Peers("本市", Decimal("-1.4"), (Decimal("4.2"), Decimal("6.0"), Decimal("8.0")), asked=Decimal(6))
    assert peers.caption == "另外3处最低4.2%，中位数6.0%，最高8.0%。只看分布，不排名次。"
    said = [w.text for w in peers_sheet(peers).written]
    assert "本市 −1.4" in said
    assert "方案要求6" in said
    assert peers_svg(peers).count("<circle") == 4


@settings(max_examples=80, deadline=None)
@given(RATES, st.lists(RATES, max_size=120), st.one_of(st.none(), RATES), st.booleans())
def test_peers_words_keep_apart(ours, others, asked, narrow):
    sheet = peers_sheet(Peers("本市", ours, tuple(others), asked=asked), narrow=narrow)
    assert outside(sheet) == []
    assert collisions(sheet) == []


@settings(max_examples=80, deadline=None)
@given(st.integers(-60, 2300), st.lists(st.integers(0, 2190), max_size=6), st.integers(1, 6), st.booleans())
def test_ruler_words_keep_apart_and_the_day_is_always_there(day, events, years, narrow):
    first = date(2024, 1, 1)
    marks = ruler(
        range(2024, 2024 + years),
        first + timedelta(days=day),
        events=[(first + timedelta(days=e), "公报发布2025年数") for e in events],
    )
    sheet = ruler_sheet(marks, narrow=narrow)
    assert outside(sheet) == []
    assert collisions(sheet) == []
    assert any(w.text.startswith("今天") for w in sheet.written)


def test_ruler_speaks_its_marks():
    svg = ruler_svg(ruler((2025, 2026, 2027), TODAY))
    assert 'aria-label="方案期时间轴：2025年底；今天，已过63.1%；2026年底；2027年底。"' in svg


def test_every_light_has_a_shape_of_its_own():
    drawings = set()
    for shape in SHAPES:
        sheet = Sheet(16, 16)
        light(sheet, shape, 8, 8, 7, SCREEN)
        drawings.add("".join(sheet.out).replace(SCREEN.light(shape), "").replace(f"light-{shape}", ""))
    assert len(drawings) == len(SHAPES) == len(SHAPE_WORDS)  # told apart without colour
