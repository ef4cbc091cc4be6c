"""`python -m tests.fuzz plans|documents --seconds 300`: one harness for a while, on one core.

Stops at the first finding and keeps its input below build/fuzz/. The same command with that file's name runs it again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris  # installed by `make fuzz`

with atheris.instrument_imports(include=["guatu"]):
    from guatu.store.documents.formats import docx, html, ofd, plain, sheet  # noqa: F401 - to be instrumented
    from tests.fuzz.documents import look_at_document, mutated, rearranged, seeds
    from tests.fuzz.lights import look_at_lights
    from tests.fuzz.plans import look_at_plan, plan_text

LONGEST = {"plans": 1500, "documents": 120_000}  # bytes of an input
HANG = 10  # seconds for one input; instrumented code is some five times slower


def one_plan(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    plan = look_at_plan(plan_text(provider))
    if plan is not None:
        look_at_lights(plan, lambda below: provider.ConsumeIntInRange(0, below - 1))


def mutate_document(data: bytes, most: int, seed: int) -> bytes:
    def mutate(part: bytes, number: int) -> bytes:
        if b"<" in part and number % 4:
            return rearranged(part, number)
        return bytes(atheris.Mutate(part, min(len(part) + 64, most)))

    whole = mutated(data, seed, mutate)
    return whole if len(whole) <= most else data


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("what", choices=LONGEST)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("again", nargs="*", help="inputs to run again")
    args = parser.parse_args()
    kept = Path("build/fuzz") / args.what
    corpus = kept / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    options = [
        sys.argv[0], f"-max_total_time={args.seconds}", f"-max_len={LONGEST[args.what]}", f"-timeout={HANG}",
        f"-artifact_prefix={kept}/", "-rss_limit_mb=3000", "-len_control=0", "-print_final_stats=1",
    ]  # fmt: skip
    if args.what == "plans":
        atheris.Setup([*options, *(args.again or [str(corpus)])], one_plan)
    else:
        for name, data in seeds().items():
            (corpus / name).write_bytes(data)
        atheris.Setup([*options, *(args.again or [str(corpus)])], look_at_document, custom_mutator=mutate_document)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
