"""What is wrong with this installation, in the words of `guatu doctor`, and a backup made by one click."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guatu.web.base.permits import require
from guatu.web.office.health import presenters
from guatu.web.upkeep.backup import back_up


@require_safe
@never_cache
@login_required
def health(request: HttpRequest) -> HttpResponse:
    require(request.user, "store.keep")
    return render(request, "health/health.html", {"h": presenters.health(settings.GUATU_HOME)})


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """A backup beside the store, named by the minute; it is fetched at the machine, never through the browser."""
    made = back_up(presenters.new_backup(settings.GUATU_HOME, timezone.now()), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("备份好了：%(name)s。请把它拷到另一台机器。") % {"name": made.path.name})
    return HttpResponseRedirect(reverse("health:health"))
