from django.urls import path, re_path

from guatu.web.office.waiting import views

app_name = "waiting"
urlpatterns = [
    path("", views.queue, name="queue"),
    re_path(r"^do/(?P<verb>link|definition)/$", views.act, name="act"),
]
