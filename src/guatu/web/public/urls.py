from django.urls import path, register_converter

from guatu.web.public import originals, views


class Code:
    """A commitment's, indicator's or source's code: anything without a slash."""

    regex = r"[^/]{1,120}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")

app_name = "pages"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("plan/", views.plan, name="plan"),
    path("plan/original/", originals.original, name="original"),
    path("plan/original/file/", originals.original_file, name="original_file"),
    path("plan/original/<code:code>/<int:page>.png", originals.original_picture, name="original_picture"),
    path("targets/", views.targets, name="targets"),
    path("targets/<code:code>/", views.target, name="target"),
    path("sectors/", views.sectors, name="sectors"),
    path("sectors/<int:number>/", views.sector, name="sector"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<code:code>/", views.indicator, name="indicator"),
    path("sources/", views.sources, name="sources"),
    path("sources/<code:code>/", views.source, name="source"),
    path("wall/", views.wall, name="wall"),
    path("wall.svg", views.wall_svg, name="wall_svg"),
    path("wall.pdf", views.wall_pdf, name="wall_pdf"),
    path("rules/", views.rules, name="rules"),
    path("help/", views.help_page, name="help"),
    path("ledger.xlsx", views.ledger_xlsx, name="ledger_xlsx"),
]
