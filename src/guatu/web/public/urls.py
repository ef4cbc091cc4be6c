from django.urls import include, path, re_path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.public import list_pages, moved, originals, searching, tasks, tasks_at_once, views
from guatu.web.public.guide import views as guide

of_a_plan = [
    path("", views.overview, name="overview"),
    path("text/", views.plan, name="plan"),
    path("original/", originals.original, name="original"),
    path("original/file/", originals.original_file, name="original_file"),
    path("original/<code:code>/<int:page>.png", originals.original_picture, name="original_picture"),
    path("targets/", views.targets, name="targets"),
    path("targets/<code:code>/", views.target, name="target"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks-at-once/<slug:verb>/", tasks_at_once.act_on_several, name="tasks_act"),
    path("tasks/<code:code>/", tasks.task, name="task"),
    path("tasks/<code:code>/files/<code:sha256>/", tasks.task_file, name="task_file"),
    path("tasks/<code:code>/<slug:verb>/", tasks.act, name="task_act"),
    path("sectors/", views.sectors, name="sectors"),
    path("sectors/<int:number>/", views.sector, name="sector"),
    path("wall/", views.wall, name="wall"),
    path("wall.svg", views.wall_svg, name="wall_svg"),
    path("wall.pdf", views.wall_pdf, name="wall_pdf"),
    path("ledger.xlsx", views.ledger_xlsx, name="ledger_xlsx"),
]

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("plans/", views.plans, name="plans"),
    path("plans/<code:plan_code>/", include(of_a_plan)),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<code:code>/", views.indicator, name="indicator"),
    path("sources/", views.sources, name="sources"),
    path("sources/<code:code>/", views.source, name="source"),
    path("search/", searching.search, name="search"),
    path("search/now/", searching.search_now, name="search_now"),
    path("rules/", views.rules, name="rules"),
    path("views/", list_pages.keep_view, name="keep_view"),
    path("views/<int:pk>/delete/", list_pages.drop_view, name="drop_view"),
    path("help/", guide.contents, name="help"),
    path("help/<code:guide>/", guide.guide, name="guide"),
    re_path(moved.OLD, moved.moved, name="moved"),
]
