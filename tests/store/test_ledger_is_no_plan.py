"""The ledger that we export is recognised when somebody loads it as a plan; an office's own task table is a plan."""

from __future__ import annotations

import pytest

from guatu.store.ledger_xlsx import LedgerRow, write_ledger
from guatu.store.plan_files import LedgerIsNoPlan, read_plan

ROW = LedgerRow(1, sector="养老", task="新增床位", target="养老床位200张", due="2026年底", code="养老-01", kind="目标")


def test_our_ledger_is_refused_with_the_right_way_to_do_it(tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(write_ledger([ROW], title="方案", about=[("截至", "2026年4月30日")]))
    with pytest.raises(LedgerIsNoPlan) as refused:
        read_plan(path)
    assert refused.value.place.source == "清单.xlsx"
    assert "审阅台" in refused.value.remedy


def test_the_same_ledger_saved_as_text_is_refused(tmp_path):
    from guatu.store.ledger_xlsx import HEADS

    path = tmp_path / "清单.csv"
    cells = ["1", "养老", "新增床位", "养老床位200张", *[""] * 12, "养老-01", "目标", *[""] * 5]
    path.write_text(f"{','.join(HEADS)}\n{','.join(cells)}\n", encoding="utf-8-sig")
    with pytest.raises(LedgerIsNoPlan):
        read_plan(path)


def test_an_offices_own_task_table_is_read(tmp_path):
    path = tmp_path / "任务.csv"
    path.write_text("序号,工作任务,牵头单位,完成时限\n1,新增养老床位200张,民政局,2026年底\n", encoding="utf-8-sig")
    assert read_plan(path).plan.commitments
