"""The best assignment: pairs whose weights together are greatest, each side used once. Deterministic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Edge = tuple[int, int]


def best_pairs(weights: Mapping[Edge, int]) -> dict[int, int]:
    """Left → right, of greatest total weight among all choices. Only edges with a positive weight may be chosen.

    Edges that share no end do not compete, so each connected part is solved on its own: plans are long, but what
    resembles what is local.

    >>> best_pairs({(0, 0): 6, (0, 1): 5, (1, 0): 5})
    {0: 1, 1: 0}
    """
    found: dict[int, int] = {}
    for part in _parts([edge for edge, weight in weights.items() if weight > 0]):
        rows, columns = sorted({i for i, _ in part}), sorted({j for _, j in part})
        if len(part) == 1:
            found[rows[0]] = columns[0]
            continue
        chosen = _hungarian([[max(0, weights.get((i, j), 0)) for j in columns] for i in rows])
        found |= {rows[a]: columns[b] for a, b in chosen if (rows[a], columns[b]) in part}
    return dict(sorted(found.items()))


def _parts(edges: list[Edge]) -> list[set[Edge]]:
    """The edges by connected part, in the order of their first left end."""
    by_left, by_right = defaultdict(list), defaultdict(list)
    for edge in sorted(edges):
        by_left[edge[0]].append(edge)
        by_right[edge[1]].append(edge)
    parts, seen = [], set()
    for start in sorted(edges):
        if start in seen:
            continue
        part, waiting = set(), [start]
        while waiting:
            edge = waiting.pop()
            if edge not in part:
                part.add(edge)
                waiting += by_left[edge[0]] + by_right[edge[1]]
        seen |= part
        parts.append(part)
    return parts


def _hungarian(weights: list[list[int]]) -> list[Edge]:
    """Kuhn and Munkres with potentials, O(rows² · columns). Every row of the shorter side gets a partner."""
    if len(weights) > len(weights[0]):
        return [(a, b) for b, a in _hungarian([list(column) for column in zip(*weights, strict=True)])]
    rows, columns = len(weights), len(weights[0])
    u, v = [0] * (rows + 1), [0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    far = 1 + 2 * sum(map(max, weights))
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, used = [far] * (columns + 1), [False] * (columns + 1)
        while True:
            used[at] = True
            here, step, nearest = owner[at], far, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                slack = -weights[here - 1][j - 1] - u[here] - v[j]
                if slack < least[j]:
                    least[j], way[j] = slack, at
                if least[j] < step:
                    step, nearest = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    u[owner[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            at = nearest
            if owner[at] == 0:
                break
        while at:
            owner[at], at = owner[way[at]], way[at]
    return [(owner[j] - 1, j - 1) for j in range(1, columns + 1) if owner[j]]
