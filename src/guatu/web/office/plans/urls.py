from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.office.plans import views

app_name = "planning"
urlpatterns = [
    path("office/plans/add/", views.add, name="add"),
    path("plans/<code:plan_code>/amend/", views.amend, name="amend"),
    path("plans/<code:plan_code>/amend/<int:pk>/", views.proposal, name="proposal"),
]
