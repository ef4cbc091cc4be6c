"""The English switch knows every word of the desk."""

from __future__ import annotations

import re

import polib

from tests.web.review import words


def test_every_word_has_its_english_and_none_is_left_over():
    known = {e.msgid for e in polib.pofile(str(words.PO)) if e.translated() and not e.fuzzy}
    assert sorted(set(words.own()) - known) == []
    assert sorted(known - set(words.used())) == []


def test_the_compiled_catalogue_is_fresh():
    assert words.MO.read_bytes() == words.compiled()


def test_placeholders_survive_translation():
    for entry in polib.pofile(str(words.PO)):
        wanted = sorted(re.findall(r"%\(\w+\)(?:s|03d)|%s|%03d|\{\w+\}", entry.msgid))
        assert sorted(re.findall(r"%\(\w+\)(?:s|03d)|%s|%03d|\{\w+\}", entry.msgstr)) == wanted, entry.msgid
