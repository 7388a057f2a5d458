"""The command line: one function that adds each command, one that runs it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from normalizers.errors import KeikakuError
from pipeline.diff.command import add_diff
from pipeline.document.pdf.source import DEFAULT_READER, READERS
from pipeline.report.command import add_report

# Everything heavy is imported by the command that needs it: help has to come at once.

_EXAMPLE = """\
example:
  keikaku extract raw --output output
  keikaku explain output ROW_ID
  keikaku inspect raw/plan.pdf --page 5
  keikaku coverage output
  keikaku diff output --from 2024 --to 2025
  keikaku report output --sources raw

exit status:
  0  all documents were read
  1  some document failed; the others are written, the failure is a row of documents
  2  wrong usage: missing input, unwritable output, unknown option
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except KeikakuError as error:
        print(f"keikaku: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe (head) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("keikaku: interrupted; the former output is unchanged", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="keikaku",
        description="Turn Japanese public plans (PDF or text) into Parquet tables in which every "
        "cell can be traced to the characters it was read from.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="print the version and stop")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_extract(commands)
    _add_explain(commands)
    _add_inspect(commands)
    _add_coverage(commands)
    add_diff(commands)
    add_report(commands)
    return parser


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
        type=_whole_number,
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
        type=_whole_number,
        metavar="SECONDS",
        help="most time for one document (default: 60, and 30 for each megabyte of it)",
    )
    extract.add_argument(
        "--memory-limit",
        type=_whole_number,
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


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="show a row, the characters it was read from and its checks",
        description="Show a row, the characters it was read from and its checks.",
    )
    explain.add_argument("output", type=Path, metavar="OUTPUT", help="folder with the tables")
    explain.add_argument("row_id", metavar="ROW_ID", help="row_id of any table")
    explain.set_defaults(command=_explain)


def _add_inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    inspect = commands.add_parser(
        "inspect",
        help="show what was found on a page, and what each column was taken for",
        description="List the tables of a document, with each column and what it was taken for. "
        "With --page also the lines of that page and, for a PDF, a picture of it with the grids, "
        "cells and heads drawn in.",
        epilog="example:\n  keikaku inspect raw/plan.pdf --page 5 --to page5.png",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inspect.add_argument("file", type=Path, metavar="FILE", help="a PDF or text")
    inspect.add_argument("--page", type=_whole_number, metavar="N", help="1-based page")
    inspect.add_argument(
        "--to", type=Path, metavar="FILE.png", help="the picture (default: NAME-pN.png here)"
    )
    inspect.set_defaults(command=_inspect)


def _add_coverage(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    coverage = commands.add_parser(
        "coverage",
        help="show what share of the numbers the tables hold, and the numbers they do not",
        description="For each document the share of its numbers that a table holds or that are "
        "explained (page numbers, list markers, parts of names), by dimension; then the numbers "
        "that are neither, amounts of money first, each with its page, line and context.",
        epilog="example:\n  keikaku coverage output --most 5",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    coverage.add_argument("output", type=Path, metavar="OUTPUT", help="folder with the tables")
    coverage.add_argument(
        "--most",
        type=_whole_number,
        metavar="N",
        help="name at most N numbers of a document (default: all)",
    )
    coverage.add_argument("--json", action="store_true", help="print JSON instead of text")
    coverage.set_defaults(command=_coverage)


def _whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _engine(text: str) -> str:
    if text != "local" and not text.startswith("dask://"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither local nor dask://HOST:PORT")
    return text


def _place(text: str) -> str | Path:
    return text if "://" in text else Path(text)


def _seconds(text: str) -> int:
    return 0 if text == "0" else _whole_number(text)


def _extract(options: argparse.Namespace) -> int:
    from pipeline.progress import follow
    from pipeline.run import extract
    from pipeline.summary import problems_to_lines, summary_to_lines
    from pipeline.workers import Limits

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


def _explain(options: argparse.Namespace) -> int:
    from pipeline.explain import explain

    print("\n".join(explain(options.output, options.row_id)), flush=True)
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from pipeline.inspect.command import inspect

    print("\n".join(inspect(options.file, options.page, options.to)), flush=True)
    return 0


def _coverage(options: argparse.Namespace) -> int:
    from pipeline.coverage import coverage, coverage_to_json, coverage_to_lines

    found = coverage(options.output)
    if options.json:
        import json

        print(json.dumps(coverage_to_json(found), ensure_ascii=False, indent=2), flush=True)
    else:
        print("\n".join(coverage_to_lines(found, options.most)), flush=True)
    return 0


def _processors() -> int:
    """The processors that this process may use, which can be fewer than the machine has."""
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own else os.cpu_count() or 1


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"keikaku {version('keikaku')}")
        except PackageNotFoundError:
            print("keikaku (run from its sources, not installed)")
        parser.exit(0)


if __name__ == "__main__":
    sys.exit(main())
