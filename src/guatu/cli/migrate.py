"""guatu migrate: the tables of this version."""

from __future__ import annotations

import argparse

from guatu.cli.store import opened_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        print("库已是最新。")
