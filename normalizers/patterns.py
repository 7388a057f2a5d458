"""Compiled patterns, kept from one start of the program to the next, as Python keeps bytecode.

Half of what the program's start takes is the compiling of its patterns, which are always the same.
They lie where the bytecode of this module lies (PYTHONPYCACHEPREFIX moves both), one file for each
version of Python and of regex; nothing is written where Python may not write bytecode
(PYTHONDONTWRITEBYTECODE, a folder that belongs to somebody else). A file that cannot be used is
none: its patterns are compiled again.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from importlib.util import cache_from_source
from pathlib import Path

import regex

_Key = tuple[str, int]
_asked: dict[_Key, regex.Pattern[str]] = {}
_kept: dict[_Key, bytes] | None = None  # what the file holds; None: not read yet


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """regex.compile, for patterns that are the same at every start of the program.

    Raises regex.error for a pattern that is none.
    """
    key = (pattern, int(flags))
    if key not in _asked:
        _asked[key] = _restored(key) or regex.compile(pattern, flags)
    return _asked[key]


def keep() -> None:
    """Keep what this process has asked for, where an earlier one has not kept it all."""
    if sys.dont_write_bytecode or _asked.keys() <= _read().keys():
        return
    with contextlib.suppress(OSError):
        _write({key: pickle.dumps(made) for key, made in _asked.items()})


def kept_at() -> Path:
    """The file of kept patterns."""
    cached = Path(cache_from_source(__file__))
    return cached.with_name(f"{cached.stem}-regex-{regex.__version__}.pickle")


def _restored(key: _Key) -> regex.Pattern[str] | None:
    data = _read().get(key)
    made = _unpickled(data) if data is not None else None
    return made if isinstance(made, regex.Pattern) and made.pattern == key[0] else None


def _read() -> dict[_Key, bytes]:
    global _kept
    if _kept is None:
        try:
            found = _unpickled(kept_at().read_bytes())
        except OSError:
            found = None
        _kept = found if isinstance(found, dict) else {}
    return _kept


def _unpickled(data: bytes) -> object:
    """What the bytes hold, which are as trusted as the bytecode beside them; None if they are
    damaged."""
    try:
        return pickle.loads(data)
    except Exception:  # pickle raises whatever the damage leads to
        return None


def _write(patterns: dict[_Key, bytes]) -> None:
    path = kept_at()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_bytes(pickle.dumps(patterns))
        os.replace(part, path)  # whole or not at all, whoever writes beside it
    finally:
        part.unlink(missing_ok=True)
