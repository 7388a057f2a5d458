"""A bar that shows how far a long run has come; nothing in pipes and for short runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pipeline.discover import Input
    from pipeline.reading import Result

_DELAY = 1.0  # seconds that a run takes before it counts as long
_FORMAT = "{percentage:3.0f} % |{bar:24}| {desc}, {remaining} left"


def follow(
    files: Sequence[Input], results: Iterable[Result], stream: TextIO | None = None
) -> Iterator[Result]:
    """The results as they come, one a file; on a terminal (stderr) a bar moves along.

    How much is done and the time left go by the bytes of the files, which are known before any
    is opened; the speed is told in pages a second (a text without pages counts as one).
    """
    from tqdm import tqdm

    stream = stream or sys.stderr
    sizes = [_size(file) for file in files]
    begun, pages = time.monotonic(), 0
    bar = tqdm(
        total=sum(sizes),
        desc=_state(0, len(sizes), 0, 0),
        bar_format=_FORMAT,
        delay=_DELAY,
        disable=not stream.isatty(),
        file=stream,
        leave=False,
        smoothing=0.1,
    )
    with bar:
        for number, (size, result) in enumerate(zip(sizes, results, strict=True), 1):
            pages += _pages(result)
            seconds = time.monotonic() - begun
            bar.set_description_str(_state(number, len(sizes), pages, seconds), refresh=False)
            bar.update(size)
            yield result


def _state(number: int, documents: int, pages: int, seconds: float) -> str:
    speed = f", {pages / seconds:,.1f} pages/s" if pages and seconds > 0 else ""
    return f"{number:,} of {documents:,} documents{speed}"


def _pages(result: Result) -> int:
    pages = result.document.get("pages")
    return pages if isinstance(pages, int) else 1


def _size(file: Input) -> int:
    """Bytes of a file, at least one, so that a file that is gone counts as well."""
    try:
        return max(1, file.path.stat().st_size)
    except OSError:
        return 1
