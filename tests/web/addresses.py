"""Where the pages of the example city's plan stand."""

from __future__ import annotations

from guatu.store.example import example_city
from guatu.store.files import read_text
from guatu.web.base.digests import sm3

CODE = sm3(read_text(example_city().plan_path))[:12]
PLAN = f"/plans/{CODE}"
C005 = "总体-05"  # the key of the target that the compiler calls C005: 服务业增加值, 2027
