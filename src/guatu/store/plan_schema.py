"""The published JSON Schema of a compiled plan, from the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from guatu.store.example import data_folder

FOLDER, NAME = "schema", "plan.schema.json"


def schema_folder() -> Path:
    """data/schema/, in a checkout or in an installation."""
    return data_folder() / FOLDER


def plan_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that `guatu compile --format json` keeps to."""
    found: dict[str, Any] = json.loads((schema_folder() / NAME).read_text(encoding="utf-8"))
    return found
