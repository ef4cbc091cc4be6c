"""The English switch: every word of the interface is known, none is left over, the compiled catalogues are fresh."""

from __future__ import annotations

import re

import polib
import pytest

from tests.web.translations import CATALOGUES, WEB, templates

PLACEHOLDER = re.compile(r"%\(\w+\)(?:s|03d)|%s|%03d|\{\w+\}")
each_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=str)


@each_catalogue
def test_every_word_of_the_interface_has_its_english(catalogue):
    assert sorted(set(catalogue.wanted()) - catalogue.known()) == []


def test_every_sentence_stands_in_a_catalogue():
    """A module that makes sentences is collected from, so that none of them is only Chinese."""
    collected = {path for catalogue in CATALOGUES for path in catalogue.sentences}
    missed = [path for path in sorted(WEB.parent.rglob("*.py")) if path not in collected and templates(path)]
    assert missed == []


@each_catalogue
def test_the_catalogue_keeps_no_word_that_is_gone(catalogue):
    assert sorted({e.msgid for e in polib.pofile(str(catalogue.po))} - set(catalogue.used())) == []


@each_catalogue
def test_the_compiled_catalogue_is_fresh(catalogue):
    assert catalogue.mo.read_bytes() == catalogue.compiled()


@each_catalogue
def test_placeholders_survive_translation(catalogue):
    for entry in polib.pofile(str(catalogue.po)):
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        for one in said:
            assert set(PLACEHOLDER.findall(one)) <= wanted, entry.msgid
        assert set(PLACEHOLDER.findall(said[-1])) == wanted, entry.msgid
