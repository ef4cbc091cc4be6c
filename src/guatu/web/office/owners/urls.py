from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.office.owners import views

app_name = "owners"
urlpatterns = [
    path("plans/<code:plan_code>/owners/", views.assign, name="assign"),
    path("plans/<code:plan_code>/owners/<code:key>/", views.line, name="line"),
    path("office/handover/", views.handover, name="handover"),
    path("office/units/", views.units, name="units"),
    path("office/units/<code:code>/", views.unit, name="unit"),
]
