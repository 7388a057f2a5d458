"""keikaku diff on the command line."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# Only light modules here: help has to come at once.

_ABOUT = """\
Compare two fiscal years of an output, or two outputs. Programs are paired by what they are, not
by name alone; what changed is written to changes.parquet and changes.html.
"""

_EXAMPLE = """\
example:
  keikaku diff output --from 2024 --to 2025
  keikaku diff output-2024 output-2025 --json

exit status:
  0  nothing changed
  1  something changed
  2  wrong usage: no such output, nothing to compare
"""


def add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    diff = commands.add_parser(
        "diff",
        help="tell what changed between two fiscal years or two outputs",
        description=_ABOUT,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("outputs", nargs="+", type=Path, metavar="OUTPUT", help="one or two folders")
    diff.add_argument(
        "--from",
        dest="year_from",
        type=_year,
        metavar="YEAR",
        help="earlier fiscal year (2024, R6)",
    )
    diff.add_argument(
        "--to", dest="year_to", type=_year, metavar="YEAR", help="later fiscal year (2025, R7)"
    )
    diff.add_argument("--jurisdiction", metavar="NAME", help="only this prefecture or municipality")
    diff.add_argument(
        "--output",
        "-o",
        type=Path,
        metavar="DIR",
        help="folder for the changes (default: the last)",
    )
    diff.add_argument(
        "--lang",
        choices=("ja", "en"),
        default="en",
        help="language of the page and of the sentences on the terminal (default: en)",
    )
    diff.add_argument("--json", action="store_true", help="print JSON instead of a table")
    diff.add_argument("--all", action="store_true", help="list what is unchanged as well")
    diff.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours (default: on a terminal, unless NO_COLOR is set)",
    )
    diff.set_defaults(command=_diff, parser=diff)


def _year(text: str) -> int:
    from normalizers.era import parse_fiscal_year
    from normalizers.errors import NormalizationError

    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    try:
        return parse_fiscal_year(text if text.endswith("度") else f"{text.removesuffix('年')}年度")
    except NormalizationError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no fiscal year (2024, R6, 令和6)") from error


def _diff(options: argparse.Namespace) -> int:
    if len(options.outputs) > 2:
        options.parser.error("one output or two can be compared, not more")
    if len(options.outputs) == 1 and None in (options.year_from, options.year_to):
        options.parser.error("of one output two years are compared: give --from and --to")
    from pipeline.diff.output import write_changes
    from pipeline.diff.run import diff

    one, other = (*options.outputs, None)[:2]
    years = options.year_from, options.year_to
    reports = diff(one, other, *years, jurisdiction=options.jurisdiction)
    write_changes(options.output or options.outputs[-1], reports, options.lang)
    _print(options, reports)
    return int(any(change.is_change for report in reports for change in report.changes))


def _print(options: argparse.Namespace, reports: list) -> None:
    if options.json:
        from pipeline.diff.jsonform import reports_to_json

        print(reports_to_json(reports), flush=True)
        return
    import shutil

    from pipeline.diff.screen import report_to_lines

    terminal = sys.stdout.isatty()
    colours = options.color == "always" or (
        options.color == "auto" and terminal and "NO_COLOR" not in os.environ
    )
    width = shutil.get_terminal_size((120, 24)).columns
    for number, report in enumerate(reports):
        if number:
            print()
        for line in report_to_lines(report, width, colours, options.all, options.lang):
            print(line)
    sys.stdout.flush()
