"""keikaku extract on the command line."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from pipeline.arguments import whole_number
from pipeline.document.pdf.sources.source import DEFAULT_READER, READERS

# Only light modules here: help has to come at once.


def add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    extract = commands.add_parser(
        "extract",
        help="read documents and write the tables",
        description="Read documents and write one Parquet file per table.",
        epilog="example:\n  keikaku extract raw --output output --jobs 4",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    extract.add_argument(
        "inputs",
        nargs="+",
        type=_place,
        metavar="INPUT",
        help="file or folder, here or behind an address (s3://bucket/folder)",
    )
    extract.add_argument(
        "--output", "-o", required=True, type=Path, metavar="DIR", help="folder for the tables"
    )
    extract.add_argument(
        "--jobs",
        "-j",
        type=whole_number,
        metavar="N",
        help="processes that read: documents, or ranges of pages of a long PDF (default: one per"
        " processor); the tables are the same",
    )
    extract.add_argument(
        "--engine",
        type=_engine,
        default="local",
        metavar="ENGINE",
        help="where to read: local (default), or dask://HOST:PORT, the scheduler of a Dask "
        "cluster; the tables are the same",
    )
    extract.add_argument(
        "--reader",
        choices=READERS,
        default=DEFAULT_READER,
        help=f"what reads the pages of PDFs (default: {DEFAULT_READER}; pdfplumber is slower, "
        "and the reference)",
    )
    extract.add_argument(
        "--fresh",
        action="store_true",
        help="read every document again, also those unchanged since the last run",
    )
    extract.add_argument(
        "--vocabulary",
        action="append",
        default=[],
        type=Path,
        metavar="FILE.toml",
        help="words of your own, over those of the program; may be given again",
    )
    extract.add_argument(
        "--time-limit",
        type=whole_number,
        metavar="SECONDS",
        help="most time for one document (default: 60, and 30 for each megabyte of it)",
    )
    extract.add_argument(
        "--memory-limit",
        type=whole_number,
        default=2048,
        metavar="MB",
        help="most memory for one document (default: 2048)",
    )
    extract.add_argument(
        "--wait",
        type=_seconds,
        default=0,
        metavar="SECONDS",
        help="how long to wait for another run into the same DIR (default: 0, not at all)",
    )
    extract.add_argument("--quiet", "-q", action="store_true", help="print errors only")
    extract.set_defaults(command=_extract)


def _engine(text: str) -> str:
    if text != "local" and not text.startswith("dask://"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither local nor dask://HOST:PORT")
    return text


def _place(text: str) -> str | Path:
    return text if "://" in text else Path(text)


def _seconds(text: str) -> int:
    return 0 if text == "0" else whole_number(text)


def _extract(options: argparse.Namespace) -> int:
    from pipeline.workers import Limits, warm_up

    if options.engine == "local":
        warm_up()  # beside what is loaded here
    from pipeline.progress import follow
    from pipeline.run import extract
    from pipeline.summary import problems_to_lines, summary_to_lines

    signal.signal(signal.SIGTERM, _interrupt)  # what a run keeps aside is cleared away as well
    time, memory = options.time_limit, options.memory_limit
    limits = Limits(time, 0.0, memory) if time else Limits(megabytes=memory)
    jobs = options.jobs or _processors()
    shown = None if options.quiet else follow
    summary = extract(
        options.inputs,
        options.output,
        jobs,
        options.vocabulary,
        shown,
        limits,
        options.reader,
        options.fresh,
        options.wait,
        options.engine,
    )
    lines = problems_to_lines(summary) if options.quiet else summary_to_lines(summary)
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if summary.failed else 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _processors() -> int:
    """The processors that this process may use, which can be fewer than the machine has."""
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own else os.cpu_count() or 1
