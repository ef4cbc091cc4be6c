from django.urls import path, re_path

from guatu.web.office.rights import views

app_name = "rights"
urlpatterns = [
    path("rights/", views.matrix, name="matrix"),
    path("audit/", views.log, name="log"),
    path("audit/log.csv", views.log_file, name="log_file"),
    path("audit/check/", views.check_log, name="check_log"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:pk>/", views.account, name="account"),
    re_path(f"^accounts/(?P<pk>[0-9]+)/do/(?P<verb>{'|'.join(views.ACTS)})/$", views.act, name="act"),
]
