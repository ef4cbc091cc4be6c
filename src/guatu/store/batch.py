"""Thousands of plans at once: a folder in, one JSON a file and one table of all commitments out.

A run can be stopped and started again: a file whose result is there, newer, of the same content and of the same grammar
is not compiled again. A file that cannot be read is a line in errors.csv and stops nothing, not even when it kills the
process that reads it. Each process handles one file at a time, so that memory does not grow with the number of files.
"""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from guatu.core.codec import json_line, json_text, parsed
from guatu.core.errors import FileError, GuatuError, Place
from guatu.core.plan.compiler import GRAMMAR
from guatu.core.plan.model import Context
from guatu.core.plan.published import published
from guatu.core.plan.table import COLUMNS
from guatu.store.csv_cells import cell
from guatu.store.plan_files import document_to_json, read_plan, readable

ERRORS, TABLE, PARQUET = "errors.csv", "commitments.csv", "commitments.parquet"
FILE_COLUMNS = ("file", "title", "place", "year")  # in front of the columns of a commitment
_WAITING = 4  # files handed to each process ahead of its work
_AGE = 200  # files after which a process is replaced
_DECIMAL = "DECIMAL(30, 8)"
_NUMBERS = {"value", "value_max"}
_WHOLE = {"year", "since", "until", "month", "day", "base_year", "start", "end"}


class NoFiles(FileError):
    code, reason, remedy = "F260", "文件夹里没有文件。", "请核对文件夹；以“.”和“~$”开头的文件不算。"


class ProcessDied(FileError):
    code = "F261"
    reason = "读这个文件的进程被系统中止了。"
    remedy = "多半是内存不够；请单独编译它，或拆成几个文件。"


class CannotWriteFolder(FileError):
    code, reason, remedy = "F262", "写不了这个文件夹：{why}。", "请换一个有写权限的文件夹。"


class ResultsAmongFiles(FileError):
    code = "F263"
    reason = "结果不能和原文件放在同一个文件夹里。"
    remedy = "请另写一个文件夹，放在它里面也可以。"


class UnforeseenFault(GuatuError):
    code, reason, remedy = "G001", "出现了没有预料到的问题（{why}）。", "请单独编译这个文件，并把文件交给维护人员。"


class Done(StrEnum):
    COMPILED = "compiled"
    KEPT = "kept"  # its result was there already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str  # relative to the folder, with /
    done: Done
    code: str = ""
    reason: str = ""
    commitments: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    counts: Counter[Done]
    commitments: int
    questions: int


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    file: str
    out: Path
    context: Context


def files_in(folder: Path, *, but: Path | None = None) -> Iterator[Path]:
    """Every file below a folder, in the order of names; nothing hidden, no lock files of Word, nothing below `but`."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (but is None or (here / name).resolve() != but)
        )
        for name in sorted(names):
            if not name.startswith((".", "~$")) and (here / name).is_file():
                yield here / name


def compile_folder(
    folder: Path,
    out: Path,
    *,
    jobs: int = 1,
    context: Context = Context(),  # noqa: B008 - frozen
    progress: Callable[[Outcome, int, int], None] = lambda outcome, done, whole: None,
) -> Summary:
    """Compile every file below `folder`; results, commitments.csv and errors.csv stand in `out` afterwards.

    Args:
        context: what the user states for all of them.
        progress: told each outcome, how many are done, and how many there are.
    Raises:
        NoFiles, CannotWriteFolder, ResultsAmongFiles.
    """
    if out.resolve() == folder.resolve():
        raise ResultsAmongFiles(Place(readable(out.name)))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteFolder(Place(readable(out.name)), why=error.strerror or "") from error
    tasks = [_task(path, folder, out, context) for path in files_in(folder, but=out.resolve())]
    if not tasks:
        raise NoFiles(Place(readable(folder.name)))
    outcomes: dict[str, Outcome] = {}
    for outcome in _outcomes(tasks, jobs):
        outcomes[outcome.file] = outcome
        progress(outcome, len(outcomes), len(tasks))
    in_order = [outcomes[task.file] for task in tasks]
    _write_errors(out / ERRORS, in_order)
    good = [task for task in tasks if outcomes[task.file].done is not Done.REFUSED]
    _write_tables(out, good)
    return Summary(
        Counter(o.done for o in in_order),
        sum(o.commitments for o in in_order),
        sum(o.questions for o in in_order),
    )


def _task(path: Path, folder: Path, out: Path, context: Context) -> _Task:
    file = path.relative_to(folder)
    return _Task(path, readable(str(PurePosixPath(file))), out / file.with_name(f"{file.name}.json"), context)


# -- the pool ---------------------------------------------------------------------------------------------------------


def _outcomes(tasks: Iterable[_Task], jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come. A process that dies takes its pool along: what was under way is tried again, alone."""
    waiting = iter(tasks)
    more = True
    while more:
        suspects: list[_Task] = []
        with _pool(jobs) as pool:
            more = yield from _fed(pool, waiting, jobs * _WAITING, suspects)
        for task in suspects:
            yield _alone(task)


def _fed(
    pool: ProcessPoolExecutor, waiting: Iterator[_Task], ahead: int, suspects: list[_Task]
) -> Generator[Outcome, None, bool]:
    """Feed the pool until all is done (False) or it broke (True); what was in it then goes to `suspects`."""
    running: dict[Future[Outcome], _Task] = {}
    broken = False
    while True:
        while not broken and len(running) < ahead and (task := next(waiting, None)) is not None:
            try:
                running[pool.submit(compile_one, task)] = task
            except BrokenProcessPool:
                suspects.append(task)
                broken = True
        if not running:
            return broken
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            task = running.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                suspects.append(task)
                broken = True


def _alone(task: _Task) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(compile_one, task).result()
        except BrokenProcessPool:
            return _refused(task, ProcessDied(Place(task.path.name)))


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context("forkserver"),
        max_tasks_per_child=_AGE,
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),  # Ctrl+C is for the one that feeds them
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# -- one file ---------------------------------------------------------------------------------------------------------


def compile_one(task: _Task) -> Outcome:
    """Compile one file into its JSON, or keep what is there. Never raises."""
    try:
        source = {"path": task.file, "sha256": _digest(task.path), "options": _options(task.context)}
        if (kept := _kept(task, source)) is not None:
            return kept
        found = read_plan(task.path, context=task.context)
        document = document_to_json(found.document, task.path.name)
        _save(task.out, json_text(published(found.plan, document=document, source=source)))
        plan = found.plan
        return Outcome(task.file, Done.COMPILED, commitments=len(plan.commitments), questions=len(plan.questions))
    except GuatuError as error:
        return _refused(task, error)
    except Exception as error:  # a fault of ours on one file must not stop the others; the line names it
        return _refused(task, UnforeseenFault(Place(task.path.name), why=type(error).__name__))


def _refused(task: _Task, error: GuatuError) -> Outcome:
    task.out.unlink(missing_ok=True)  # an older result does not stand for a file that cannot be read now
    words = (error.reason + error.remedy).format(**error.facts)
    return Outcome(task.file, Done.REFUSED, error.code, words)


def _kept(task: _Task, source: dict[str, str]) -> Outcome | None:
    """The result that is there, when it is newer than the file, of the same content, options and grammar."""
    try:
        if task.out.stat().st_mtime_ns < task.path.stat().st_mtime_ns:
            return None
        found = parsed(task.out.read_bytes())
        if found["source"] != source or found["compiler"] != GRAMMAR:
            return None
        return Outcome(task.file, Done.KEPT, commitments=len(found["commitments"]), questions=len(found["questions"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _options(context: Context) -> str:
    return f"place={context.place} year={context.year} years={context.plan_from}-{context.plan_to}"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # the reader says what is wrong with it


def _save(path: Path, text: str) -> None:
    """Whole or not at all: a run that is stopped leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{os.getpid()}.draft")  # one file at a time in each process
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


# -- the tables -------------------------------------------------------------------------------------------------------


def _write_errors(path: Path, outcomes: Iterable[Outcome]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "file", "reason"))
        writer.writerows((o.code, cell(o.file), o.reason) for o in outcomes if o.done is Done.REFUSED)


def _write_tables(out: Path, tasks: Iterable[_Task]) -> None:
    """commitments.csv and commitments.parquet. One file's rows at a time."""
    heads = (*FILE_COLUMNS, *COLUMNS)
    lines = out / f".{TABLE}.jsonl"
    try:
        with (
            (out / TABLE).open("w", encoding="utf-8-sig", newline="") as file,
            lines.open("w", encoding="utf-8") as plain,
        ):
            writer = csv.writer(file)
            writer.writerow(heads)
            for task in tasks:
                for row in rows_of(parsed(task.out.read_bytes()), task.file):
                    writer.writerow([cell(row[head]) for head in heads])
                    kept = {head: None if row[head] in (None, "") else str(row[head]) for head in heads}
                    plain.write(json_line(kept) + "\n")
        _write_parquet(out / PARQUET, lines)
    finally:
        lines.unlink(missing_ok=True)


def rows_of(found: dict[str, Any], file: str) -> Iterator[dict[str, Any]]:
    """The rows of one result: the columns of `core.plan.table`, with the file in front."""
    asked: dict[str, list[str]] = {}
    for question in found["questions"]:
        asked.setdefault(question["commitment"], []).append(question["asks"])
    head = {"file": file, "title": found["title"], "place": found["context"]["place"], "year": found["context"]["year"]}
    for c in found["commitments"]:
        row = head | {name: c.get(name) for name in COLUMNS}
        row |= {"period": c["period"]["kind"], "since": c["period"]["from"], "until": c["period"]["to"]}
        row["direction"] = c.get("direction", "up") if c.get("measure") else None
        row["supporting"] = "、".join(c.get("supporting", ()))
        row["questions"] = "；".join(asked.get(c["id"], ()))
        yield row


def _write_parquet(path: Path, lines: Path) -> None:
    """The rows in `lines`, one JSON object a line, as a Parquet file: figures as decimals, years and places as whole
    numbers, all else as text.
    """
    import duckdb

    heads = (*FILE_COLUMNS, *COLUMNS)
    read = ", ".join(f"'{head}': 'VARCHAR'" for head in heads)
    kinds = dict.fromkeys(_NUMBERS, _DECIMAL) | dict.fromkeys(_WHOLE, "BIGINT")
    cells = ", ".join(f'CAST("{head}" AS {kinds.get(head, "VARCHAR")}) AS "{head}"' for head in heads)
    draft = path.with_name(f".{path.name}")
    with duckdb.connect() as engine:
        engine.execute("SET threads = 2")
        engine.execute(
            f"COPY (SELECT {cells} FROM read_json({_quoted(lines)}, format = 'newline_delimited', "
            f"columns = {{{read}}})) TO {_quoted(draft)} (FORMAT parquet)"
        )
    draft.replace(path)


def _quoted(path: Path) -> str:
    """A path inside SQL, which takes no parameter there."""
    return "'" + str(path).replace("'", "''") + "'"
