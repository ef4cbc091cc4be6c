from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.office.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.home, name="home"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/new/", views.new, name="new"),
    path("indicators/<code:code>/", views.indicator, name="indicator"),
    path("sources/", views.sources, name="sources"),
    path("sources/<code:code>/", views.source, name="source"),
    path("rules/", views.rules, name="rules"),
    path("calendar/", views.calendar, name="calendar"),
    path("regions/", views.regions, name="regions"),
    path("units/", views.units, name="units"),
]
