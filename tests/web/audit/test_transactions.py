"""A service and its log entry stand or fall together, with real transactions."""

from __future__ import annotations

import pytest

from guatu.web.audit.models import Entry, Head
from guatu.web.audit.services import in_turn, record
from guatu.web.audit.verify import verify_chain
from guatu.web.figures.models import Observation
from guatu.web.people.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


class Interrupted(Exception):
    pass


@in_turn
def found_unit(code: str, *, then_fail: bool) -> None:
    Unit.objects.create(code=code, name=code)
    record("test.found_unit", actor=None, after={"code": code})
    if then_fail:
        raise Interrupted


def test_a_service_that_fails_leaves_neither_data_nor_entry():
    before = Head.objects.get().seq
    with pytest.raises(Interrupted):
        found_unit("a", then_fail=True)
    assert not Unit.objects.filter(code="a").exists()
    assert Head.objects.get().seq == Entry.objects.count() == before
    found_unit("b", then_fail=False)
    assert (Unit.objects.filter(code="b").count(), Head.objects.get().seq) == (1, before + 1)
    assert verify_chain() is None


def test_the_city_is_back_for_the_next_test():
    assert Observation.objects.exists()
    assert not Unit.objects.filter(code="b").exists()
    assert verify_chain() is None
