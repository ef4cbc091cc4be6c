"""Days worth a look, beside the field for any other: publications, ends of quarters and of years."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext

from guatu.core.time.days import quarter_ends
from guatu.web.standing.reading import Reading

MOST = 4  # of a kind: more would be a calendar

Days = list[tuple[date, str]]


def days_to_see(reading: Reading) -> list[tuple[str, Days]]:
    """Heads with their days, newest first, each day with what is to be said of it."""
    quarters = quarter_ends(date(reading.years[0], 1, 1), reading.today - timedelta(days=1))[::-1]
    years = [on for on in quarters if on.month == 12]
    found = [
        (gettext("公布前后"), publications(reading)),
        (gettext("季末"), [(on, "") for on in quarters[:MOST]]),
        (gettext("年末"), [(on, "") for on in years[:MOST]]),
    ]
    return [(head, days) for head, days in found if days]


def publications(reading: Reading) -> Days:
    """The day of each publication and the day before it, on which its figures were not known."""
    before, on = gettext("（公布前）"), gettext("（公布日）")
    seen = [
        (day, said) for r in reading.releases[:MOST] for day, said in ((r.on, on), (r.on - timedelta(days=1), before))
    ]
    return list({day: (day, said) for day, said in reversed(seen)}.values())[::-1]
