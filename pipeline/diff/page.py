"""The changes as one HTML file that opens offline, makes no request and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pipeline.diff.change import EXTRACTOR, Change
from pipeline.diff.run import Report, changes_of
from pipeline.diff.told import (
    check_to_sentence,
    count_kinds,
    is_secondary,
    leading_kind,
    report_heading,
    yen,
)
from pipeline.telling import ENGLISH, Told, named, say, told

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# mso-number-format: a spreadsheet that opens the page takes the cells as text, no formula among
# them, and the amounts (.n) as numbers.
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --add: #1a7f37; --del: #c62828;
  --name: #0b6bcb; --unit: #a15c00; }
@media (prefers-color-scheme: dark) { :root { --add: #4cc26a; --del: #ff7b72; --name: #6cb6ff;
  --unit: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; line-height: 1.6; font-family:
  system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); mso-number-format: "\\@"; }
thead th { position: sticky; top: 0; background: Canvas; border-bottom: 2px solid var(--line); }
.n { mso-number-format: General; text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
.name { min-width: 14rem; }
.why { min-width: 18rem; color: color-mix(in srgb, CanvasText 75%, Canvas); }
.k { display: inline-block; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em;
  font-size: .8rem; white-space: nowrap; margin: 0 .2em .2em 0; }
.added .k, .added .n:last-of-type { color: var(--add); }
.removed .k, .removed .n:last-of-type { color: var(--del); }
.renamed .k, .split .k, .merged .k, .department .k, .section .k { color: var(--name); }
.unit .k { color: var(--unit); } .unchanged { opacity: .75; }
del { color: var(--del); } ins { color: var(--add); text-decoration: none; }
.check { padding: .6rem 1rem; border-left: .3rem solid var(--line); background: var(--soft); }
.holds { border-color: var(--add); } .fails { border-color: var(--del); }
details > summary { cursor: pointer; padding: .4rem 0; }
"""


def reports_to_html(reports: Sequence[Report], language: str = ENGLISH) -> str:
    """A page with a part for each report, in a language of telling.LANGUAGES. Everything from
    documents is escaped."""
    heading = told("what_changed")
    if len(reports) == 1:
        heading = told("what_changed_in", title=report_heading(reports[0]))
    title = escape(say(heading, language))
    page = _Page(language)
    parts = "\n".join(p for report in reports for p in page.report(report, len(reports) > 1))
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY, quote=True)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
{parts}
</body>
</html>
"""


class _Page:
    """The parts of a page in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _say(self, what: Told | str) -> str:
        return escape(say(what, self._language))

    def report(self, report: Report, headed: bool) -> Iterator[str]:
        yield "<section>"
        if headed:
            yield f"<h2>{self._say(report_heading(report))}</h2>"
        if report.cause == EXTRACTOR:
            yield f"<p>{self._say(told('same_bytes'))}</p>"
        if report.check is not None:
            state = {True: " holds", False: " fails", None: ""}[report.check.holds]
            yield f'<p class="check{state}">{self._say(check_to_sentence(report.check))}</p>'
        for note in report.notes:
            yield f"<p>{self._say(note)}</p>"
        for table in dict.fromkeys(change.table for change in report.changes):
            changes = changes_of(report.changes, table)
            yield from self._table(changes, is_secondary(table, report.changes))
        yield "</section>"

    def _table(self, changes: Sequence[Change], folded: bool) -> Iterator[str]:
        changed = [change for change in changes if change.is_change]
        same = [change for change in changes if not change.is_change]
        counts = "".join(
            f'<span class="{kind}">{self._badge(kind, number)}</span>'
            for kind, number in count_kinds(changes).items()
        )
        yield f"<h3>{self._say(named('table', changes[0].table))}</h3>\n<p>{counts}</p>"
        if changed and folded:
            yield self._folded("told_above", changed)
        elif changed:
            yield self._rows(changed)
        if same:
            yield self._folded("left_unchanged", same)

    def _badge(self, kind: str, number: int | None = None) -> str:
        count = "" if number is None else f" {number}"
        return f'<span class="k">{self._say(named("kind", kind))}{count}</span>'

    def _folded(self, key: str, changes: Sequence[Change]) -> str:
        summary = self._say(told(key, count=len(changes)))
        return f"<details><summary>{summary}</summary>\n{self._rows(changes)}\n</details>"

    def _rows(self, changes: Sequence[Change]) -> str:
        money = any(c.total_yen_from is not None or c.total_yen_to is not None for c in changes)
        amounts = ("earlier", "later", "delta") if money else ()
        heads = "".join(
            f'<th{classes} scope="col">{self._say(told(f"head_{name}"))}</th>'
            for name, classes in (
                ("kind", ""),
                ("name", ' class="name"'),
                *((name, ' class="n"') for name in (*amounts, "sure")),
                ("why", ' class="why"'),
            )
        )
        rows = "\n".join(self._row(change, money) for change in changes)
        return (
            f'<div class="scroll" tabindex="0"><table>\n<thead><tr>{heads}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table></div>"
        )

    def _row(self, change: Change, money: bool) -> str:
        kinds = "".join(self._badge(kind) for kind in change.kinds)
        again = '<span class="k">再掲</span>' if change.repeated else ""
        shown = (yen(change.total_yen_from), yen(change.total_yen_to), yen(change.delta_yen, True))
        amounts = "".join(f'<td class="n">{amount}</td>' for amount in shown) if money else ""
        return (
            f'<tr class="{leading_kind(change)}"><td>{kinds}{again}</td>'
            f'<td class="name" lang="ja">{_names(change)}{_heading(change)}</td>{amounts}'
            f'<td class="n">{change.score:.2f}</td>'
            f'<td class="why">{self._say(change.evidence)}</td></tr>'
        )


def _names(change: Change) -> str:
    before, after = (escape(name or "") for name in (change.name_from, change.name_to))
    if not before or not after or before == after:
        return after or before
    return f"<del>{before}</del><br><ins>{after}</ins>"


def _heading(change: Change) -> str:
    """The heading that the row stands under, small: a program can be listed under several."""
    section = (change.after or change.before or {}).get("section")
    return f"<br><small>{escape(str(section))}</small>" if section else ""
