"""What the forms of the catalogue say, as values of the core; and the values, as the forms print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import AskedError
from guatu.core.series.model import Definition, Formula, Indicator, Nature, PriceBasis, Source, Wanted
from guatu.web.base.asof import read_day
from guatu.web.base.errors import NotInStore


class FieldWrong(AskedError):
    """One field cannot be read; `name` says which."""

    code = "A607"
    reason = "{what}"
    remedy = "请改这一栏，再保存；填过的都还在。"


def typed_of(indicator: Indicator, known: Mapping[str, Indicator]) -> dict[str, str]:
    """An indicator as its form prints it."""
    formula = indicator.formula

    def named(code: str) -> str:
        return known[code].name if code in known else code

    return {
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "nature": indicator.nature.value,
        "wanted": indicator.wanted.value,
        "growth_basis": indicator.growth_basis.value,
        "numerator": named(formula.numerator) if formula else "",
        "denominator": named(formula.denominator) if formula else "",
        "aliases": "\n".join(indicator.aliases),
        "scopes": "\n".join(indicator.scopes),
        "not_same_as": "\n".join(f"{name}：{why}" for name, why in indicator.not_same_as),
        "read_as": "\n".join(f"{unit}：{why}" for unit, why in indicator.read_as),
        "note": indicator.note,
        "open_question": indicator.open_question,
    }


def indicator_of(post: Mapping[str, Any], known: Mapping[str, Indicator], *, code: str) -> Indicator:
    """Raises FieldWrong, NotInStore."""

    def said(name: str) -> str:
        return str(post.get(name, "")).replace("\r", "").strip()

    def part(name: str) -> str:
        text = said(name)
        found = text if text in known else next((i.code for i in known.values() if text in (i.name, *i.aliases)), "")
        if text and not found:
            raise NotInStore(kind=_("指标"), name=text[:40])
        return found

    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        lines = [line.partition("：") for line in said(name).splitlines() if line.strip()]
        if any(not (head.strip() and why.strip()) for head, _colon, why in lines):
            raise FieldWrong(what=_("每行写成“名称：为什么”。"), name=name)
        return tuple((head.strip(), why.strip()) for head, _colon, why in lines)

    above, below = part("numerator"), part("denominator")
    if bool(above) != bool(below):
        raise FieldWrong(what=_("公式要分子和分母都有。"), name="denominator" if above else "numerator")
    for name in ("name", "unit"):
        if not said(name):
            raise FieldWrong(what=_("名称和单位都要写。"), name=name)
    try:
        return Indicator(
            code=code,
            name=said("name")[:200],
            unit=said("unit")[:40],
            nature=Nature(said("nature")),
            aliases=_lines(said("aliases")),
            wanted=Wanted(said("wanted") or Wanted.MORE.value),
            growth_basis=PriceBasis(said("growth_basis")),
            formula=Formula(above, below) if above else None,
            not_same_as=pairs("not_same_as"),
            note=said("note"),
            read_as=pairs("read_as"),
            scopes=_lines(said("scopes")),
            open_question=said("open_question"),
        )
    except ValueError as error:
        raise FieldWrong(what=_("没有选性质。"), name="nature") from error


def definitions_of(post: Mapping[str, Any], known: tuple[Definition, ...], *, indicator: str) -> list[Definition]:
    """The definitions that were written otherwise, and the new one. Confirming them is another act."""
    found = []
    for one in known:
        text = str(post.get(f"definition-{one.code}", one.text)).strip()
        if text and text != one.text:
            found.append(replace(one, text=text))
    if text := str(post.get("definition-new", "")).strip():
        number = 1 + max((int(tail) for d in known if (tail := d.code.rpartition("-")[2]).isdecimal()), default=0)
        since = _day(post, "definition-since")
        found.append(Definition(f"{indicator}-{number}", indicator, text, since, confirmed=False))
    return found


def source_of(post: Mapping[str, Any], source: Source) -> Source:
    """Raises FieldWrong, NoSuchDay."""
    title, rank = str(post.get("title", "")).strip(), str(post.get("rank", "")).strip()
    if not title:
        raise FieldWrong(what=_("来源要有标题。"), name="title")
    if not (rank.isdecimal() and 0 < int(rank[:4]) <= 99):
        raise FieldWrong(what=_("级别是1到99的数，小的先用。"), name="rank")
    return replace(
        source,
        title=title[:300],
        publisher=str(post.get("publisher", "")).strip()[:200],
        published=_day(post, "published"),
        url=str(post.get("url", "")).strip()[:500],
        rank=int(rank),
        note=str(post.get("note", "")).strip()[:500],
    )


def new_indicator_code(known: Mapping[str, Indicator]) -> str:
    """A code that nobody has yet."""
    number = len(known) + 1
    while f"i{number:03d}" in known:
        number += 1
    return f"i{number:03d}"


def _day(post: Mapping[str, Any], name: str) -> date | None:
    text = str(post.get(name, "")).strip()
    return read_day(text) if text else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
