"""Who may have a draft checked that is not in the store. The findings of the plan in force are public."""

import rules

from guatu.web.people.rules import holds

rules.add_perm("check.draft", holds("dispatcher", "statistician"))
