from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("guatu.web.office.plans.urls")),
    path("", include("guatu.web.office.mayor.urls")),
    path("", include("guatu.web.public.amendments.urls")),
    path("", include("guatu.web.check.urls")),
    path("plans/<code:plan_code>/review/", include("guatu.web.office.desk.urls")),
    path("", include("guatu.web.office.owners.urls")),
    path("", include("guatu.web.office.excel.urls")),
    path("office/", include("guatu.web.office.rights.urls")),
    path("office/figures/", include("guatu.web.office.figures.urls")),
    path("office/waiting/", include("guatu.web.office.waiting.urls")),
    path("office/catalogue/", include("guatu.web.office.catalogue.urls")),
    path("office/loads/", include("guatu.web.office.loads.urls")),
    path("office/", include("guatu.web.office.health.urls")),
    path("office/", include("guatu.web.office.home.urls")),
    path("", include("guatu.web.public.urls")),
]
