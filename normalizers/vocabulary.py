"""Words as data: TOML files in normalizers/data, which a user's own files can extend.

A vocabulary is one file; its name is the file's stem. A user's file holds one table per
vocabulary, with the keys of the built-in file below it:

    [units.count]
    symbols = ["戸"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from normalizers.errors import KeikakuError

Table = dict[str, Any]
P = ParamSpec("P")
T = TypeVar("T")

_user_files: tuple[str, ...] = ()
_clearers: list[Callable[[], None]] = []
_made_of_words: list[Callable[[], object]] = []  # functions that need nothing else


class VocabularyError(KeikakuError):
    """A vocabulary file that cannot be used; the message names the file and the key."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        place = f"{file}, key {key}" if key else file
        super().__init__(f"vocabulary file {place}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """lru_cache for what is made from vocabularies: forgotten when `use` changes the words."""
    return _remembered(function, None)


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`cached` for what is read from strings of documents: at most so many results are kept.

    A document says the same again and again: heads, labels, units, the names of its sections.
    """
    return lambda function: _remembered(function, most)


def _remembered(function: Callable[P, T], most: int | None) -> Callable[P, T]:
    made = lru_cache(maxsize=most)(function)
    _clearers.append(made.cache_clear)
    if not function.__code__.co_argcount:
        _made_of_words.append(made)
    return cast(Callable[P, T], made)  # no wrapper of our own: it would take longer than the look


def make_ready() -> None:
    """Make all that is made from the words alone, patterns above all, before it is asked for."""
    for make in _made_of_words:
        make()


def names() -> list[str]:
    """The names of the built-in vocabularies, sorted."""
    folder = resources.files("normalizers") / "data"
    return sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml"))


def use(paths: Iterable[str | Path]) -> None:
    """Lay a user's TOML files over the built-in vocabularies, for this process.

    Later files win; `use([])` goes back to the built-in words. Lists are extended (a user's
    words come first), tables are merged, single values are replaced.
    Raises VocabularyError when a file cannot be read or does not fit; nothing is changed then.
    """
    global _user_files
    before = _user_files
    _user_files = tuple(str(p) for p in paths)
    if not (before or _user_files):
        return  # the built-in words as before: what was made of them holds
    _forget()
    try:
        for name in dict.fromkeys(n for p in _user_files for n in _read_user(p)):
            load(name)
    except VocabularyError:
        _user_files = before
        _forget()
        raise


def used() -> tuple[str, ...]:
    """The user's files that are in use, for handing them on to another process."""
    return _user_files


@cached
def load(name: str) -> Table:
    """One vocabulary, the user's words included. Shared: callers do not change it.

    Raises VocabularyError for a name that is no file of normalizers/data.
    """
    merged = _read_built_in(name)
    for path in _user_files:
        over = _read_user(path).get(name)
        if over is not None:
            merged = _merge(merged, over, path, name)
    return merged


def _forget() -> None:
    for clear in _clearers:
        clear()


def _read_built_in(name: str) -> Table:
    file = resources.files("normalizers") / "data" / f"{name}.toml"
    if not file.is_file():
        raise VocabularyError(f"{name}.toml", "", "no such vocabulary; there are " + _listed())
    return _parse(file.read_bytes(), f"normalizers/data/{name}.toml")


@cached
def _read_user(path: str) -> Table:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise VocabularyError(path, "", f"cannot be read ({error.strerror})") from error
    content = _parse(data, path)
    known = names()
    for key, value in content.items():
        if key not in known:
            raise VocabularyError(path, key, "no such vocabulary; there are " + _listed())
        if not isinstance(value, dict):
            raise VocabularyError(path, key, f"must be a table, not {_kind(value)}")
    return content


def _parse(data: bytes, shown: str) -> Table:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise VocabularyError(shown, "", "is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(shown, "", f"is not TOML: {error}") from error


def _listed() -> str:
    return ", ".join(names())


def _merge(base: Mapping[str, Any], over: Mapping[str, Any], path: str, key: str) -> Table:
    """The base with the user's values over it, shapes compared on the way."""
    merged = dict(base)
    for name, value in over.items():
        at = f"{key}.{name}"
        if name not in base:
            _expect_like_siblings(value, base, path, at)
            merged[name] = value
            continue
        _expect_same_kind(value, base[name], path, at)
        if isinstance(value, dict):
            merged[name] = _merge(base[name], value, path, at)
        elif isinstance(value, list):
            merged[name] = value + [v for v in base[name] if v not in value]
        else:
            merged[name] = value
    return merged


def _expect_like_siblings(value: Any, base: Mapping[str, Any], path: str, at: str) -> None:
    """A new key has to hold what the keys beside it hold, where these agree."""
    kinds = {_kind(v) for v in base.values()}
    if len(kinds) == 1 and _kind(value) not in kinds:
        raise VocabularyError(path, at, f"must be {kinds.pop()}, not {_kind(value)}")


def _expect_same_kind(value: Any, base: Any, path: str, at: str) -> None:
    wanted, given = _kind(base), _kind(value)
    if wanted != given and not (wanted == "a list" and given.startswith("a list")):
        if given == "a list" and wanted.startswith("a list"):
            return
        raise VocabularyError(path, at, f"must be {wanted}, not {given}")


_KINDS = {bool: "a boolean", int: "a number", float: "a number", str: "a string", dict: "a table"}


def _kind(value: Any) -> str:
    """What a TOML value is, in words; an empty list is just a list."""
    if isinstance(value, list):
        parts = {_kind(v).split(" ", 1)[1] for v in value}
        return f"a list of {parts.pop()}s" if len(parts) == 1 else "a list"
    return _KINDS.get(type(value), f"a {type(value).__name__}")
