"""Write the golden ledgers anew (`make golden`); a person reads the diff before it is committed."""

from __future__ import annotations

from tests.golden import plan_ledger


def main() -> None:
    plan_ledger.GOLDEN.write_text(plan_ledger.as_yaml(), encoding="utf-8")
    print(f"wrote {plan_ledger.GOLDEN.name}")  # noqa: T201


if __name__ == "__main__":
    main()
