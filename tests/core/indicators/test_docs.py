"""The examples in the docstrings are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["periods", "units", "growth", "pace", "formulas", "wording", "linking"])
def test_examples(name):
    result = doctest.testmod(importlib.import_module(f"guatu.core.indicators.{name}"))
    assert result.attempted
    assert not result.failed
