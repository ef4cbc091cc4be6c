"""What changed between two days."""

from datetime import date

from tests.core.judging.builders import judged, seen, target

from guatu.core.judging.changes import changes
from guatu.core.judging.model import Status

PROMISE = target("旅游收入", "100", within=2025)
ROW = seen("tourism", value="100.64")
BEFORE = {"C001": judged(PROMISE, "tourism", ROW, as_of=date(2026, 4, 29))}
AFTER = {"C001": judged(PROMISE, "tourism", ROW, as_of=date(2026, 4, 30))}


def test_a_light_that_turned_names_the_new_figure():
    (change,) = changes(BEFORE, AFTER)
    assert (change.before.status, change.after.status) == (Status.UNKNOWN, Status.MET)
    assert change.new == (ROW,)
    assert change.turned
    assert change.better is None  # from unknown to known is neither better nor worse


def test_equal_days_change_nothing():
    assert changes(AFTER, AFTER) == ()


def test_a_revision_that_leaves_the_light_is_still_listed():
    revised = seen("tourism", value="101.02", known=date(2026, 10, 1))
    later = {"C001": judged(PROMISE, "tourism", ROW, revised)}
    (change,) = changes(AFTER, later)
    assert (change.turned, [row.key for row in change.new]) == (False, [revised.key])


def test_better_and_worse_follow_the_order_of_the_lights():
    low = {"C001": judged(PROMISE, "tourism", seen("tourism", value="90"))}
    assert changes(low, AFTER)[0].better is True
    assert changes(AFTER, low)[0].better is False


def test_a_new_target_is_a_change():
    (change,) = changes({}, AFTER)
    assert change.before is None
    assert change.turned
