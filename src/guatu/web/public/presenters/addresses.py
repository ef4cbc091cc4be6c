"""Addresses of pages on the reading's own day."""

from __future__ import annotations

from django.urls import reverse

from guatu.web.standing.reading import Reading


def query(reading: Reading, **more: str) -> str:
    parts = ([] if reading.as_of == reading.today else [f"as_of={reading.as_of}"]) + [
        f"{k}={v}" for k, v in more.items() if v
    ]
    return "?" + "&".join(parts) if parts else ""


def address(reading: Reading, name: str) -> str:
    return reverse(f"pages:{name}") + query(reading)


def target_address(reading: Reading, code: str) -> str:
    return reverse("pages:target", args=[code]) + query(reading)


def sector_address(reading: Reading, name: str) -> str:
    if not name:
        return ""
    address = reverse("pages:sector", args=[reading.sector_number(name)])
    return address + query(reading)
