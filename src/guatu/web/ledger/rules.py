"""Who may change the ledger. Reading it is public."""

import rules

from guatu.web.people.rules import holds

rules.add_perm("ledger.load_plan", holds("dispatcher"))
rules.add_perm("ledger.decide_link", holds("dispatcher", "statistician"))
rules.add_perm("ledger.load_calendar", holds("dispatcher", "statistician"))
