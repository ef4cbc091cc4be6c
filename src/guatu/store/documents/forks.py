"""Where the children that read one file each are brought up: `python -m guatu.store.documents.forks FD`.

A new Python with the readers' libraries takes a tenth of a second, more than most files take to be read. So one process
loads them once and forks for every file; what is forked reads, answers and ends, and what happens to it happens to
nobody else. The process that forks looks at no file, holds no secret and ends with the one that started it.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from time import monotonic

_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
_LOADED = ("guatu.store.documents.child", "guatu.store.documents.formats.docx", "guatu.store.documents.metadata")
_LONGEST_CALL = 64 * 1024


class TimeIsOver(Exception):
    """A child has not ended in the time that it was given; it and all it started are ended now."""


class Nursery:
    """The children of one process; started when the first is asked for, and again when it has died.

    Safe to share between threads. A fork of this process gets a nursery of its own.
    """

    def __init__(self, *, path: Sequence[str | Path] = ()) -> None:
        """`path`: folders besides our own in which the children look for modules."""
        self._path = tuple(map(str, path))
        self._lock = Lock()
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, module: str, args: Sequence[str], files: tuple[int, int, int], *, seconds: float) -> int:
        """`module.main(args)` in a child, with `files` as standard input, output and error; how it ended, like
        `Popen.returncode`.

        Raises:
            TimeIsOver: it took longer than `seconds`.
        """
        heard, told = os.pipe()
        try:
            try:
                self._ask(json.dumps([module, *args]).encode(), (*files, told))
            finally:
                os.close(told)
            return _end_of(heard, seconds)
        finally:
            os.close(heard)

    def _ask(self, call: bytes, handles: tuple[int, ...]) -> None:
        with self._lock:
            for last in (False, True):
                line = self._line if self._line is not None and self._owner == os.getpid() else self._start()
                try:
                    socket.send_fds(line, [call], handles)
                    return
                except OSError:  # it was ended by somebody: once more, with a new one
                    self._line = None
                    if last:
                        raise

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "guatu.store.documents.forks", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env=environment(self._path), start_new_session=True,
            )  # fmt: skip
        self._line, self._owner = ours, os.getpid()
        return ours

    def close(self) -> None:
        """End it; children under way read on."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            if self._process is not None and self._owner == os.getpid():
                self._process.wait()
            self._line = self._process = None


def environment(path: Sequence[str] = ()) -> dict[str, str]:
    """Little of the parent's environment; none of its secrets."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(__file__).resolve().parents[3])
    ours = os.pathsep.join((root, *path))
    return {**kept, "PYTHONPATH": ours, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "2", "PYTHONDONTWRITEBYTECODE": "1"}


def _end_of(heard: int, seconds: float) -> int:
    """What is said of a child: its group, then how it ended. Whatever happens, nothing of it stays behind."""
    said, until = b"", monotonic() + seconds
    try:
        while said.count(b"\n") < 2:
            ready, _, _ = select.select([heard], [], [], max(0.0, until - monotonic()))
            if not ready:
                raise TimeIsOver
            if not (more := os.read(heard, 64)):
                break  # it and its keeper were ended together
            said += more
    finally:
        _end_group(said)
    lines = said.split(b"\n")
    return int(lines[1]) if len(lines) > 2 else -signal.SIGKILL


def _end_group(said: bytes) -> None:
    """End a child and everything that it started."""
    group, whole, _ = said.partition(b"\n")
    if whole:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(int(group), signal.SIGKILL)


# -- the process itself -----------------------------------------------------------------------------------------------


def serve(line: socket.socket) -> None:
    """Fork for every call until the other end is closed."""
    for module in _LOADED:
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        call, handles, _, _ = socket.recv_fds(line, _LONGEST_CALL, 4)
        if not call:
            return
        if os.fork() == 0:
            line.close()
            _keep(call, handles)
        for handle in handles:
            os.close(handle)


def _keep(call: bytes, handles: list[int]) -> None:
    """Fork the child, wait for it and say how it ended. Both are a group of their own, by which all can be ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    *files, told = handles
    os.write(told, b"%d\n" % os.getpid())
    child = os.fork()
    if child == 0:
        os.close(told)
        _read(call, files)
    for file in files:
        os.close(file)
    _, status = os.waitpid(child, 0)
    os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _read(call: bytes, files: list[int]) -> None:
    status = 1
    try:
        for wanted, file in enumerate(files):
            os.dup2(file, wanted)
            os.close(file)
        module, *args = json.loads(call)
        importlib.import_module(module).main(args)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
