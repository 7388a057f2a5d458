"""The command line: one function that adds each command, one that runs it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from normalizers.errors import KeikakuError
from pipeline.arguments import whole_number
from pipeline.diff.command import add_diff
from pipeline.extract_command import add_extract
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
        exec("")  # else Python ends by the signal after one within exec, as dataclasses are made
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
    add_extract(commands)
    _add_explain(commands)
    _add_inspect(commands)
    _add_coverage(commands)
    add_diff(commands)
    add_report(commands)
    return parser


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
    inspect.add_argument("--page", type=whole_number, metavar="N", help="1-based page")
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
        type=whole_number,
        metavar="N",
        help="name at most N numbers of a document (default: all)",
    )
    coverage.add_argument("--json", action="store_true", help="print JSON instead of text")
    coverage.set_defaults(command=_coverage)


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
