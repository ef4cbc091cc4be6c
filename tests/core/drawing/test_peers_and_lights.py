"""The dot strip of other cities, and the shapes of the lights."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.drawing.sheets import collisions, outside

from guatu.core.drawing.ink import SCREEN
from guatu.core.drawing.lights import SHAPES, light
from guatu.core.drawing.peers import Peers, peers_sheet, peers_svg
from guatu.core.drawing.svg import Drawing
from guatu.core.reports.words import SHAPE_WORDS

RATES = st.decimals(-20, 30, places=1)


def test_peers_shows_the_spread_and_no_rank():
    peers = Peers("本市", Decimal("-1.4"), (Decimal("4.2"), Decimal("6.0"), Decimal("8.0")), asked=Decimal(6))
    assert str(peers.caption) == "另外3处最低4.2%，中位数6.0%，最高8.0%。只看分布，不排名次。"
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


def test_every_light_has_a_shape_of_its_own():
    drawings = set()
    for shape in SHAPES:
        sheet = Drawing(16, 16)
        light(sheet, shape, 8, 8, 7, SCREEN)
        drawings.add("".join(sheet.out).replace(SCREEN.light(shape), "").replace(f"light-{shape}", ""))
    assert len(drawings) == len(SHAPES) == len(SHAPE_WORDS)  # told apart without colour
