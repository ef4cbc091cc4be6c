"""What every template says the same way: lights, figures, days, and links that keep the as-of day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guatu.core.judging.model import Status
from guatu.core.judging.promise_words import Promise
from guatu.core.reports.tasks import TaskRow
from guatu.core.reports.words import NOT_YET, NOT_YET_WORD, STATUS_WORDS
from guatu.core.text.figures import NONE, Amount, number
from guatu.core.text.said import Piece, Said
from guatu.web.base.addresses import address
from guatu.web.base.file_field import OwnFileInput
from guatu.web.base.tongue import english, html, marked_chinese, quoted, say, unit_name
from guatu.web.base.words import by_words

register = template.Library()

SHAPES = frozenset([*(s.value for s in Status), NOT_YET])


def chinese_word(shape: str) -> str:
    return NOT_YET_WORD if shape == NOT_YET else STATUS_WORDS[Status(shape)]


def word_of(shape: str) -> str:
    """The word beside a light, in the reader's language."""
    return gettext(chinese_word(shape))


@register.simple_tag
def page_lang() -> str:
    return "en" if english() else "zh-Hans-CN"


@register.simple_tag(takes_context=True)
def printed(context: Mapping[str, Any]) -> str:
    """What stands at the foot of every printed sheet: the page's address and the day of which it speaks."""
    request, as_of = context.get("request"), context.get("as_of")
    if request is None:
        return ""
    return (
        say(Said("{address}　截至{day}", address=request.get_host() + request.path, day=as_of))
        if as_of
        else request.path
    )


@register.filter
def day(on: date | None) -> str:
    """2026年4月30日, or 30 April 2026."""
    return NONE if on is None else say(on)


@register.filter
def num(value: Decimal | None) -> str:
    """A number as a bulletin prints it; a dash when there is none."""
    return number(value)


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


def query_of(context: Mapping[str, Any]) -> str:
    """`?as_of=2026-04-29` when the page does not speak of today; and only what had been written down, when asked."""
    as_of, today, recorded_by = (context.get(name) for name in ("as_of", "today", "recorded_by"))
    found = {"as_of": as_of.isoformat()} if as_of and as_of != today else {}
    if recorded_by:
        found["recorded_by"] = recorded_by.isoformat()
    return "?" + urlencode(found) if found else ""


@register.simple_tag(takes_context=True)
def at(context: Mapping[str, Any], name: str, *args: Any, **query: Any) -> str:
    """The address of a page, of the same plan and on the same as-of day; keyword arguments become its query."""
    found = here(context, name, *args) + query_of(context)
    if kept := {key: value for key, value in query.items() if value not in ("", None)}:
        found += ("&" if "?" in found else "?") + urlencode(kept)
    return found


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], name: str, *args: Any) -> str:
    """The address of a page of the same plan, whatever the day: what the desk's forms and marks need."""
    return address(name, *args, plan=context.get("plan_code", ""))


@register.simple_tag
def file_field(name: str, *, id: str, accept: str, faulty: bool = False) -> SafeString:
    """The field for a file; `faulty`: what is said under the id "trouble" concerns it."""
    told = {"aria-invalid": "true", "aria-describedby": "trouble"} if faulty else {}
    return OwnFileInput({"id": id, "accept": accept, "required": True, **told}).render(name, None)


@register.simple_tag(takes_context=True)
def filled_in_excel(context: Mapping[str, Any], kind: str, **asked: str) -> str:
    """Where a table goes out to Excel and comes back, with the filters of the list on this page and those named."""
    query = context["request"].GET.copy()
    for name in ("page", "as_of", "recorded_by"):
        query.pop(name, None)
    query.update(asked)
    of_plan = kind == "tasks"
    found = here(context, "excel:plan_table", kind) if of_plan else reverse("excel:table", args=[kind])
    return f"{found}?{query.urlencode()}" if query else found


@register.simple_tag(takes_context=True)
def plan_at(context: Mapping[str, Any], code: str) -> str:
    """The overview of another plan, on the same as-of day."""
    return address("pages:overview", plan=code) + query_of(context)


@register.simple_tag(takes_context=True)
def same_page(context: Mapping[str, Any], on: date) -> str:
    """This page with its filters, on another day; today is the address without a day."""
    request = context["request"]
    query = request.GET.copy()
    query.pop("as_of", None)
    if on != context.get("today"):
        query["as_of"] = on.isoformat()
    return request.path + (f"?{query.urlencode()}" if query else "")


@register.simple_tag
def light(shape: str, word: str = "", size: str = "") -> SafeString:
    """Shape, word, colour: ▼ 严重滞后. In the core's Chinese word unless the city's own is given."""
    return format_html(
        '<span class="light {} {}"><svg aria-hidden="true"><use href="#l-{}"/></svg>{}</span>',
        shape, size, shape, gettext(word) if word else word_of(shape),
    )  # fmt: skip


@register.simple_tag
def glyph(shape: str) -> SafeString:
    """The shape alone, for places where the word stands beside it anyway."""
    return format_html(
        '<span class="{}"><svg class="glyph" aria-hidden="true"><use href="#l-{}"/></svg></span>', shape, shape
    )


@register.simple_tag(takes_context=True)
def glyph_link(context: Mapping[str, Any], target: str, shape: str, row: Any) -> SafeString:
    """One target as one shape; its sentence is the link's text and its title."""
    facts = {"word": Piece(word_of(shape)), "label": row.label, "promise": row.promise}
    says = Said("{word}：{label} {promise}", **facts)
    if row.actual is not None:
        actual = row.actual if english() else row.actual.number
        says = Said("{word}：{label} {promise}，实际{actual}", **facts, actual=actual)
    return format_html(
        '<a class="{}" href="{}" title="{}"><svg class="glyph" aria-hidden="true"><use href="#l-{}"/></svg>'
        '<span class="vh">{}</span></a>',
        shape, target_address(context, target), say(says), shape, html(says),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def task_glyph(context: Mapping[str, Any], row: TaskRow) -> SafeString:
    """One milestone or action as one shape; its sentence is the link's text and its title."""
    says = Said("{word}：{label}，{due}", word=Piece(gettext(row.word)), label=row.label, due=row.due)
    return format_html(
        '<a class="{}" href="{}" title="{}"><svg class="glyph" aria-hidden="true"><use href="#l-{}"/></svg>'
        '<span class="vh">{}</span></a>',
        row.shape, at(context, "pages:task", row.task), say(says), row.shape, html(says),
    )  # fmt: skip


def target_address(context: Mapping[str, Any], target: str) -> str:
    """Reversed once a page: an overview links to a target two hundred times."""
    pattern = context.get("target_address")
    if pattern is None:
        pattern = address("pages:target", "TARGET", plan=context.get("plan_code", ""))
    return pattern.replace("TARGET", quote(target)) + query_of(context)


@register.simple_tag
def fig(actual: Amount | None, promise: Promise | str = "", mark: str = "", unit: str = "") -> SafeString:
    """284.80 / ≥344 亿元 [初], in English ¥28.48 bn / ≥¥34.4 bn. What is not known is a dash."""
    whole = english()  # there each amount bears its own unit
    parts = [mark_safe(NONE) if actual is None else format_html("<b>{}</b>", html(actual if whole else actual.number))]
    if isinstance(promise, Promise):
        parts.append(format_html('<span class="t">{}</span>', html(promise if whole else promise.text)))
    unit = promise.unit if isinstance(promise, Promise) else actual.unit if actual else unit
    if unit and not whole:
        parts.append(format_html('<span class="u">{}</span>', unit))
    void = " void" if actual is None else ""
    body = format_html('<span class="fig{}">{}</span>', void, format_html_join("", "{}", ((p,) for p in parts)))
    return body + vintage(mark) if mark and actual is not None else body


@register.simple_tag
def digits(value: Amount) -> SafeString:
    """A figure under a head that bears its unit; in English each bears its own."""
    return html(value if english() else value.number)


@register.simple_tag
def unit_head(unit: str) -> str:
    """The head of a column of figures: their unit, in English only that they are figures."""
    return gettext("数") if english() else unit


@register.simple_tag(name="unit_name")
def unit_name_tag(unit: str) -> str:
    """A unit alone, in the reader's language."""
    return unit_name(unit)


@register.simple_tag
def vow(promise: Promise) -> SafeString:
    """What the plan promises, alone: ≥344 亿元."""
    if english():
        return format_html('<span class="fig"><b>{}</b></span>', html(promise))
    unit = format_html('<span class="u">{}</span>', promise.unit)
    return format_html('<span class="fig"><b>{}</b>{}</span>', promise.text, unit)


@register.simple_tag
def own_mark(row: Any) -> SafeString:
    """The plan's own words beside a target's name where the sign does not say them: 力争突破."""
    return (
        format_html(' <small class="own">{}</small>', html(Said("{mark}", mark=row.mark)))
        if row.mark
        else SafeString("")
    )


VINTAGES = {"初": "初步统计数", "终": "最终核实数", "修": "修订数", "预": "预计数"}


@register.simple_tag
def vintage(mark: str) -> SafeString:
    if not mark:
        return SafeString("")
    return format_html('<abbr class="vin" title="{}">{}</abbr>', gettext(VINTAGES[mark]), gettext(mark))


@register.simple_tag(takes_context=True)
def target_link(context: Mapping[str, Any], target: str, label: str) -> SafeString:
    """A target by its name, in Chinese in both languages: it is the plan's own word."""
    lang = mark_safe(' lang="zh-Hans"') if english() else ""
    return format_html('<a href="{}"{}>{}</a>', target_address(context, target), lang, by_words(label))


@register.filter
def shape_word(shape: str) -> str:
    return word_of(shape)


@register.filter(name="say")
def say_filter(value: object) -> SafeString:
    """A sentence or a fact of the core in the reader's language."""
    return html(value)


@register.filter
def words(value: object) -> SafeString:
    """The same, in Chinese broken between its words: for titles, verdicts and narrow columns."""
    return html(value) if english() else by_words(html(value))


@register.simple_tag
def plainly(value: object) -> str:
    """A sentence or a fact as plain text, for an attribute."""
    return say(value)


@register.filter
def one(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


@register.filter
def book_title(title: str) -> str:
    """《…》 around a document's title, once."""
    return title if title.startswith("《") else f"《{title}》"


@register.filter
def local(text: str) -> SafeString:
    """A unit or short label of ours in the reader's language; what has no translation stays as the plan writes it."""
    return html(text)


@register.filter
def chinese(text: object) -> SafeString:
    """Words that stay Chinese in both languages: names, titles, quotes, the plan's own words."""
    return marked_chinese(text)


register.filter("quoted", quoted)


@register.simple_tag
def sources(numbers: tuple[int, ...]) -> SafeString:
    """Source numbers that lead to the list at the foot of the page."""
    return format_html_join(
        "", '<a class="src" href="#s{}" title="{}">[{}]</a>', ((n, gettext("来源") + f" {n}", n) for n in numbers)
    )


@register.simple_tag
def sort_head(page: Any, name: str, classes: str = "", label: str = "") -> SafeString:
    """The head of a column that sorts its list, or only its name where the list is not sorted by it."""
    head, bears = page.heads.get(name), format_html(' class="{}"', classes) if classes else mark_safe("")
    if head is None:
        return format_html('<th scope="col"{}>{}</th>', bears, label)
    sorted_now = format_html(' aria-sort="{}"', head.aria) if head.aria != "none" else mark_safe("")
    return format_html(
        '<th scope="col"{}{}><a class="sort" id="sort-{}" href="{}" title="{}" hx-boost="true">{}</a></th>',
        bears, sorted_now, name, head.href, head.says, label or head.label,
    )  # fmt: skip
