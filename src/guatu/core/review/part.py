"""The part of a draft that one reader may see: some of its lines, with what hangs on them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from guatu.core.review.draft import Draft


def part_of(draft: Draft, ids: Set[str]) -> Draft:
    """The draft as if it had these lines only. The text stays whole: it is public.

    Nothing about other lines is left in it: neither a line, nor a number that one claims, nor a question about one.
    """
    return replace(
        draft,
        plan=replace(
            draft.plan,
            questions=tuple(q for q in draft.plan.questions if q.commitment and draft.stands_for(q.commitment) in ids),
        ),
        items=tuple(item for item in draft.items if item.id in ids),
        claims=tuple(claim for claim in draft.claims if claim.excuse or claim.commitment in ids),
        asked={id: asked for id, asked in draft.asked.items() if draft.stands_for(asked.id) in ids},
        excuses={},
    )
