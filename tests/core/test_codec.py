"""Values survive JSON: every digit that was printed, every field of a commitment, and nothing that is not ours."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.codec import NotOurs, json_line, json_text, parsed, plain, read
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Context, Direction, Kind, Plan
from guatu.core.plan.published import PublishedCommitment, published, published_commitment
from guatu.core.text.spans import Span
from guatu.store.example import example_city
from guatu.web.base.digests import canonical

LONG = "123456789012345678901234567890123456.7890123456789012345678901234567890"
CITY: Plan = compile_plan(example_city().plan_path.read_text(encoding="utf-8"))
figures = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "written"),
    [("284.80", "284.80"), ("1.0", "1.0"), ("1E+3", "1000"), ("-0.50", "-0.50"), ("1.2E-9", "0.0000000012"),
     ("0", "0"), ("12", "12"), (LONG, LONG), ("9" * 40, "9" * 40)],
)  # fmt: skip
def test_a_figure_is_written_digit_for_digit(value, written):
    assert json_line(Decimal(value)) == written
    assert parsed(written) == Decimal(value)


@given(figures)
def test_any_figure_comes_back(value):
    again = parsed(json_line(value))
    assert again == value
    assert format(Decimal(again), "f").lstrip("-") == format(value, "f").lstrip("-")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_figure_is_not_written(value):
    with pytest.raises(ValueError, match="no figure"):
        json_text({"value": Decimal(value)})


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a一'\n\"", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_text_is_that_of_the_standard_library(value):
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)
    assert parsed(json_line(value)) == value


def test_days_words_and_spans_have_one_spelling():
    said = {"on": date(2027, 12, 31), "kind": Kind.TARGET, "span": Span(3, 9), Kind.ACTION: (1,)}
    assert json_line(said) == '{"on":"2027-12-31","kind":"target","span":[3,9],"action":[1]}'


def test_every_commitment_of_the_city_comes_back_from_what_is_kept():
    kept = json.loads(canonical(plain(CITY.commitments)))
    assert read(kept, tuple[Commitment, ...]) == CITY.commitments
    assert [str(c.value) for c in read(kept, tuple[Commitment, ...])] == [str(c.value) for c in CITY.commitments]


@pytest.mark.parametrize("spoil", [{"kind": "wish"}, {"value": "many"}, {"span": [1]}, {"quote": None}, {"also": 3},
                                   {"cumulative": "yes"}, {"period": "2027"}])  # fmt: skip
def test_what_is_no_commitment_is_refused(spoil):
    kept = plain(CITY.commitments[0])
    with pytest.raises(NotOurs):
        read({**kept, **spoil}, Commitment)


# -- as it is published -----------------------------------------------------------------------------------------------


def test_what_says_nothing_is_left_out():
    bare = Commitment("C001", Kind.ACTION, "推动", Span(0, 2), "总体")
    row = plain(published_commitment(bare, "推动"))
    assert list(row) == ["id", "kind", "quote", "start", "end", "sector", "period", "strength", "scope"]


def test_a_target_says_what_it_does_not_have():
    bare = Commitment("C001", Kind.TARGET, "增速", Span(0, 2), "总体", direction=Direction.DOWN, relative_to="自治区")
    row = plain(published_commitment(bare, "增速"))
    assert [name for name in ("measure", "comparator", "value", "value_max", "unit") if row[name] is None] == [
        "measure", "comparator", "value", "value_max", "unit",
    ]  # fmt: skip
    assert (row["direction"], row["relative_to"]) == ("down", "自治区")


def test_every_field_of_a_commitment_is_published():
    """A field that the model gets is published, or named here with where it went."""
    elsewhere = {"span": "start", "deadline": "deadline_quote"}
    names = {elsewhere.get(f.name, f.name) for f in fields(Commitment)}
    assert names <= set(PublishedCommitment.__struct_fields__)


def test_the_plan_of_the_city_keeps_its_words_and_places():
    found = parsed(json_text(published(CITY)))
    assert list(found) == ["title", "context", "commitments", "results", "questions", "coverage", "compiler"]
    for row, c in zip(found["commitments"], CITY.commitments, strict=True):
        assert CITY.text[row["start"] : row["end"]] == row["quote"] == c.quote
        assert [(e["start"], e["end"], e["rule"]) for e in row.get("evidence", ())] == [
            (*e.span, e.rule) for e in c.evidence
        ]
        assert row.get("value") == c.value
        assert row["period"] == {"kind": c.period.kind, "from": c.period.since, "to": c.period.until}
    assert found["coverage"]["claimed"] == sum(bool(c.commitment) for c in CITY.coverage.claims)


def test_a_plan_of_figures_with_zeros_keeps_them():
    text = "到2027年，服务业增加值达到284.80亿元，绿地率达到30.0%，增速为5.50%左右，引进企业1.50—2.0万家。"
    found = json_text(published(compile_plan(text, context=Context("某市", 2025, 2025, 2027))))
    for written in ('"value": 284.80,', '"value": 30.0,', '"value": 5.50,', '"value": 1.50,', '"value_max": 2.0,'):
        assert written in found
