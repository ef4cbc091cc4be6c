from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "guatu.web.office"
    verbose_name = _("办公")

    def ready(self) -> None:
        from guatu.core.time.workdays import CalendarUnknown
        from guatu.store.figures import UnknownIndicator, UnknownRegion, UnknownSource
        from guatu.web.base.errors import WayOut, leads_to
        from guatu.web.figures.selectors import RulesMissing
        from guatu.web.plans.ledger.services import PlaceUnknown

        catalogue = "indicators.load_catalogue"
        leads_to(RulesMissing, way=WayOut("catalogue:rules", _("去看研判规则"), catalogue))
        leads_to(CalendarUnknown, way=WayOut("catalogue:calendar", _("去看节假日安排"), "ledger.load_calendar"))
        leads_to(UnknownIndicator, way=WayOut("catalogue:new", _("新增一个指标"), catalogue))
        leads_to(UnknownRegion, PlaceUnknown, way=WayOut("catalogue:regions", _("去看地区"), catalogue))
        leads_to(UnknownSource, way=WayOut("catalogue:sources", _("去看来源"), catalogue))
