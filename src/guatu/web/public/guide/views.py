"""Help: how to read the pages, and for each role what one does here, step by step."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from guatu.web.base.errors import NotInStore
from guatu.web.base.request import AppRequest
from guatu.web.people.models import Role
from guatu.web.public.guide.markup import Chapter, chapter, chinese_marked
from guatu.web.public.guide.sections import TITLES, VISITOR, guide_of
from guatu.web.public.presenters import legend

FOLDER = Path(__file__).parent
PICTURES = "guatu/guide"  # among the static files


@require_safe
def contents(request: AppRequest) -> HttpResponse:
    """The guides, one's own first; the lights; the keys."""
    held = [role for role in Role if request.user.is_authenticated and role.value in request.user.roles()]
    own = list(dict.fromkeys(guide_of(role) for role in held)) or [VISITOR]
    words = {
        "own": [_way(guide) for guide in own],
        "others": [_way(guide) for guide in TITLES if guide not in own],
        "lights": legend.lights(),
        "crumbs": [("", gettext("怎么看，怎么用"))],
    }
    return render(request, "pages/help.html", words)


@require_safe
def guide(request: AppRequest, guide: str) -> HttpResponse:
    """What one role does here. Raises NotInStore."""
    if guide not in TITLES:
        raise NotInStore(kind=gettext("帮助"), name=guide)
    language, text = text_of(guide)
    found = read(text)
    return render(request, "pages/guide.html", {
        "guide": found if language == "zh" else replace(found, body=chinese_marked(found.body)),
        "title": str(TITLES[guide]),
        "written_in": language,
        "others": [_way(other) for other in TITLES if other != guide],
        "crumbs": [(reverse("pages:help"), gettext("怎么看，怎么用")), ("", str(TITLES[guide]))],
    })  # fmt: skip


def _way(guide: str) -> tuple[str, str]:
    return reverse("pages:guide", args=[guide]), str(TITLES[guide])


def text_of(guide: str) -> tuple[str, str]:
    """The language and the text of a guide: in the reader's language where it is written, else in Chinese."""
    language = _reader()
    if not (FOLDER / language / f"{guide}.md").exists():
        language = "zh"
    return language, _file(language, guide)


def _reader() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


@cache
def _file(language: str, guide: str) -> str:
    return (FOLDER / language / f"{guide}.md").read_text(encoding="utf-8")


def read(text: str) -> Chapter:
    return chapter(text, link=_link, picture=_picture)


def _link(to: str) -> str:
    """`auditor.md#log` is a page of ours; anything else is as it stands."""
    file, _, anchor = to.partition("#")
    if not file.endswith(".md"):
        return to
    return reverse("pages:guide", args=[file.removesuffix(".md")]) + (f"#{anchor}" if anchor else "")


def _picture(path: str) -> str:
    return static(f"{PICTURES}/{path.rsplit('/', 1)[-1]}")
