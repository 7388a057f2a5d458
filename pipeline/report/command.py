"""keikaku report on the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# Only light modules here: help has to come at once.

_ABOUT = """\
Write one HTML file that shows an output: failed checks, documents, charts, every table, and for
each row its place in the source. It opens offline, sends nothing and loads nothing.
"""


def add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    report = commands.add_parser(
        "report",
        help="write one HTML file with the tables, charts and places in the sources",
        description=_ABOUT,
        epilog="example:\n  keikaku report output --sources raw --to report.html",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument("output", type=Path, metavar="OUTPUT", help="folder with the tables")
    report.add_argument(
        "--to", type=Path, metavar="FILE.html", help="the file (default: OUTPUT/report.html)"
    )
    report.add_argument(
        "--sources",
        nargs="+",
        default=[],
        type=Path,
        metavar="INPUT",
        help="what extract was given: the report shows the pages and lines it was read from",
    )
    report.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language of the report (default: ja)"
    )
    report.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> int:
    from pipeline.report.build import report

    target = options.to or options.output / "report.html"
    written = report(options.output, target, options.sources, options.lang)
    for note in written.notes:
        print(note, file=sys.stderr)
    print(f"{written.path}: {written.size / 1_000_000:.1f} MB", flush=True)
    return 0
