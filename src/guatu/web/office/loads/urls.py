from django.urls import path, re_path

from guatu.web.office.loads import views

app_name = "loads"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/<slug:kind>/", views.new, name="new"),
    path("<int:pk>/", views.load, name="load"),
    re_path(r"^(?P<pk>[0-9]{1,15})/do/(?P<verb>confirm|drop)/$", views.act, name="act"),
]
