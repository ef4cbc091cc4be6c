"""What LibreOffice hands over is not taken for better than it is."""

from __future__ import annotations

import pytest
from tests.store.documents import makers

from guatu.store.documents.formats import office
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind, Format


@pytest.mark.parametrize(("mark", "warned"), [("、", False), ("?", True)])
def test_automatic_numbers_that_the_conversion_spoiled_are_named(monkeypatch, mark, warned):
    monkeypatch.setattr(makers, "NUMBERING", makers.NUMBERING.replace('"%1、"', f'"%1{mark}"'))

    def build(document) -> None:
        document.add_paragraph("某市服务业三年行动方案", style="Title")
        for line in ("总体要求", "重点任务"):
            makers.listed(document.add_paragraph(line), 0)

    converted = makers.word(build)
    monkeypatch.setattr(office.shutil, "which", lambda name: "soffice")
    monkeypatch.setattr(office, "_convert", lambda *given: converted)
    document = office.read_by_office(Format.RTF, b"{\\rtf1}", Limits())
    assert f"二{mark}重点任务" in document.text
    named = [w.kind for w in document.warnings if f"“一{mark}”" in str(w.says)]
    assert named == ([CautionKind.NOT_READ] if warned else [])
