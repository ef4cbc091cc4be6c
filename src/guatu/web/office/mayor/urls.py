from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.office.mayor import views

app_name = "mayor"
urlpatterns = [
    path("plans/<code:plan_code>/one-page/", views.one_page, name="one_page"),
    path("plans/<code:plan_code>/one-page/issue/", views.issue, name="issue"),
]
