from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.office.excel import views

app_name = "excel"
urlpatterns = [
    path("plans/<code:plan_code>/excel/", views.excel, {"kind": "owners"}, name="ledger"),
    path("plans/<code:plan_code>/excel/<slug:kind>/", views.excel, name="plan_table"),
    path("plans/<code:plan_code>/excel/<slug:kind>/out/", views.out, name="plan_out"),
    path("office/excel/<slug:kind>/", views.excel, name="table"),
    path("office/excel/<slug:kind>/out/", views.out, name="out"),
]
