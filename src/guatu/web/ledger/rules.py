"""Who may change the ledger. Reading it is public; the file it came in is for staff."""

import rules

from guatu.web.people.models import Role
from guatu.web.people.rules import holds

rules.add_perm("ledger.read_original", holds(*Role.values))
rules.add_perm("ledger.load_plan", holds("dispatcher"))
rules.add_perm("ledger.decide_link", holds("dispatcher", "statistician"))
rules.add_perm("ledger.load_calendar", holds("dispatcher", "statistician"))
