"""What the cells of a table say of columns whose heads can mean several things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.shared.columns import Columns
from extractors.shared.program_names import names_a_program
from normalizers.errors import NormalizationError
from normalizers.head import Head
from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.vocabulary import load

_PROGRAM = compiled(r"(?:事業費?|補助金|助成金|貸付金|奨励金|支援金)[\s　]*(?:[（(].*)?$")
_FEWEST = 2  # names of programs that show what their column holds
_MOST = 0.7  # of its cells
_SEPARATORS = compiled(r"[\s　・/／()（）]")
_OF_PROGRAMS = compiled(r"事業|施策|取組|プログラム|プロジェクト")
_STATE = compiled(
    r"^(?:新規?|継続?|継続事業|新規事業|拡充?|拡大|一部新規|一新|一部拡充|一部改善?|改善?|見直し?|縮小|廃止|完了"
    r"|終了|組替|既存|再掲?|再掲事業|★|○|－|-)$"
)
_SIGN = compiled(r"[◎○◯〇●★☆◆◇■□▲△※]")
_SIGN_OF_NEW = compiled(rf"(?P<sign>{_SIGN.pattern})[\s　：:＝=…は印]{{0,4}}[「『（(]?新規")
_NOT_NEW = compiled(r"拡|継|改|見直|縮小|廃|終了|既存|再")
_AGAIN = compiled(r"再").match
_MAY_BE_AMOUNT = compiled(
    r"^[\s－―‐ー-]+$|[0-9０-９]++(?!\s*[,，.．月年回次号])|[〇一二三四五六七八九十百千万億]+\s*円"
).search
_DIGITS = compiled(r"^[\s△▲-]*[0-9０-９][0-9０-９,，\s]*$").match
_ROWS = 3  # in which a sum must hold
_NEARLY_ALL = 0.9  # of the rows
_GENERAL = compiled(r"(?:^|\n)[\s　]*一[\s　]*般[\s　]*$")
_SHARES = frozenset({"national", "prefecture", "bond", "other"})
_FEWEST_SHARES = 2  # beside which 一般 is a source
_BLANKS = compiled(r"[\s　]+")
_FORMER = compiled(r"(?P<change>変更|補正|改定|改正|見直し|訂正)前")
_DIVISION = compiled(r"^[\s　]*(?:担当|所管|主管)?[\s　]*(?:部|局|部局|部名|局名|部局名)[\s　]*$")
_SECTION = compiled(r"課|室|係|班")
_CHANGE = compiled(r"補正(?!前|後)|変更(?!前|後)")
_BEFORE = compiled(r"前年度|昨年度|前年(?=.*予算)")
_THIS = compiled(r"本年度|当年度|今年度|当該年度")


def refine_heads(columns: Columns, year: int | None) -> None:
    """Settle the columns by what stands in them: one name, marks of new programs, years.

    year: the edition's, for 前年度予算額 and 本年度予算額.
    """
    _settle_name(columns)
    _find_name(columns)
    _find_marks(columns)
    _drop_words(columns)
    _find_own(columns)
    _find_total(columns)
    _settle_office(columns)
    _drop_former(columns)
    _drop_around_change(columns)
    if year is not None:
        for column, heads in enumerate(columns.heads):
            columns.settle(column, tuple(_relative(h, columns.texts[column], year) for h in heads))
    columns.whole = _sum_of_years(columns)
    if columns.whole is not None:
        totals = [(c, h) for c, h in columns.amounts() if h.source == "total" and not h.fiscal_year]
        columns.planned = next((c for c, h in totals if h.measure == "plan"), None)


def _sum_of_years(columns: Columns) -> int | None:
    """The column without a year (計) that the amounts of several years add up to in the rows."""
    totals = [(c, h) for c, h in columns.amounts() if h.source == "total"]
    years = {h.fiscal_year: c for c, h in totals if h.fiscal_year}
    if len(years) < 2 or len(totals) == len(years):
        return None
    rows = range(columns.first, columns.grid.row_count)
    for column in (c for c, h in totals if not h.fiscal_year):
        held = [_is_sum(columns, row, column, years.values()) for row in rows]
        if held.count(True) >= _FEWEST and False not in held:
            return column
    return None


def _is_sum(columns: Columns, row: int, column: int, parts: Iterable[int]) -> bool | None:
    """Whether a row's number is the sum of those in other columns; None where it has none."""
    whole = _number(columns.grid.own(row, column).text)
    numbers = [_number(columns.grid.own(row, part).text) for part in parts]
    return None if whole is None else whole == sum(n for n in numbers if n is not None)


def _drop_former(columns: Columns) -> None:
    """変更前金額 beside 変更後金額: what an amount was before is no amount of the program."""
    texts = {c: _BLANKS.sub("", columns.texts[c]) for c in columns.find("amount")}
    for column, text in texts.items():
        former = _FORMER.match(text)
        if former and f"{former['change']}後{text[former.end() :]}" in texts.values():
            _settle_aside(columns, column)


def _settle_office(columns: Columns) -> None:
    """Of 部局 and 課 in columns of their own the narrower one is in charge."""
    offices = columns.find("department")
    if any(_SECTION.search(columns.texts[c]) for c in offices):
        for column in offices:
            if _DIVISION.search(columns.texts[column]):
                _settle_aside(columns, column)


def _drop_around_change(columns: Columns) -> None:
    """Of 補正前の額, 補正額 and 計 of a supplementary budget the change alone is what it provides;
    the rows show that these are the three."""
    amounts = [c for c, h in columns.amounts() if h.source == "total"]
    for before, change, after in zip(amounts, amounts[1:], amounts[2:], strict=False):
        if not (_FORMER.match(columns.texts[before]) and _CHANGE.search(columns.texts[change])):
            continue
        rows = range(columns.first, columns.grid.row_count)
        added = [_is_sum(columns, row, after, (before, change)) for row in rows]
        if added.count(True) * 2 > len(added) - added.count(None):
            _settle_aside(columns, before)
            _settle_aside(columns, after)


def _settle_aside(columns: Columns, column: int) -> None:
    """Leave a column with its numbers to itself: no table has it, no other column lacks them."""
    columns.settle(column, (Head("plain", columns.texts[column]),))


def _settle_name(columns: Columns) -> None:
    """Of 施策名 and 事業名 the one on the right names the programs, the other divides them."""
    names = columns.find("name")
    if len(names) < 2:
        return
    likely = [c for c in names if _OF_PROGRAMS.search(columns.texts[c])] or names
    filled = [c for c in likely if _share_filled(columns, c) > 0.3] or likely
    for column in names:
        if column != filled[-1]:
            role = "division" if column in likely else "note"
            columns.settle(column, (Head(role, columns.texts[column]),))


def _find_name(columns: Columns) -> None:
    """Before columns of money, the column whose cells are nearly all names of programs holds the
    names, whatever its head says (区分, 名称, nothing). A table of accounts has no programs."""
    amounts = columns.find("amount")
    if not amounts or columns.find("name", "account", "municipalities"):
        return
    loose = columns.find("division", "item", "facility")
    for column in range(min(amounts)):
        if columns.heads[column] and column not in loose:
            continue
        if columns.cites[column].text.split("\n")[-1] in load("lines")["account_parts"]:
            return
        texts = columns.grid.column_texts(column, columns.first)
        named = sum(bool(_PROGRAM.search(t)) and names_a_program(t) for t in texts)
        if named >= _FEWEST and named >= _MOST * len(texts):
            columns.settle(column, (Head("name", columns.texts[column]),))
            return


def _share_filled(columns: Columns, column: int) -> float:
    rows = columns.grid.row_count - columns.first
    return len(columns.grid.column_texts(column, columns.first)) / max(1, rows)


def _find_marks(columns: Columns) -> None:
    """A 区分, or a column of an unknown head, whose cells all say 新規, 継続, 拡充 or 再掲 marks
    the new and the repeated programs and divides nothing."""
    grid, unknown = columns.grid, [c for c, heads in enumerate(columns.heads) if not heads]
    for column in (*columns.find("division"), *unknown):
        if columns.find("new"):
            return
        cells = (grid.cell(r, column) for r in range(columns.first, grid.row_count))
        texts = {c.text for c in cells if c and c.text and c.column_span == 1}  # no heading rows
        texts = {_SEPARATORS.sub("", t) for t in texts if not t.endswith("計")}
        states = bool(texts) and all(_STATE.match(t) for t in texts)
        roles = ("new", *(("repeated",) if any(map(_AGAIN, texts)) else ()))
        if states and any("新" in t or "継" in t or _AGAIN(t) for t in texts):
            columns.settle(column, tuple(Head(role, columns.texts[column]) for role in roles))
        elif (
            texts and all(map(_SIGN.fullmatch, texts)) and (sign := _sign_of_new(columns)) in texts
        ):
            columns.settle(column, (Head("new", columns.texts[column]),))
            columns.new_sign = sign


def _sign_of_new(columns: Columns) -> str | None:
    """The sign that the lines above a table say new programs have: ◎新規事業　○拡充事業."""
    found = (_SIGN_OF_NEW.search(cite.text) for cite in columns.caption)
    return next((match["sign"] for match in found if match), None)


def _drop_words(columns: Columns) -> None:
    """A 予算 whose cells are words (当初, 9月) or marks says which budget, and is no amount, where
    another column holds amounts or the cells stand where they were printed."""
    amounts = columns.find("amount")
    placed = columns.grid.origin in ("rules", "fills", "alignment", "chart")
    for column in amounts if placed or len(amounts) > 1 else ():
        texts = columns.grid.column_texts(column, columns.first)
        if texts and not any(map(_MAY_BE_AMOUNT, texts)):
            others = tuple(h for h in columns.heads[column] if h.role != "amount")
            columns.settle(column, others)


def _find_own(columns: Columns) -> None:
    """一般 beside 国庫, 県費 and 起債 is the general revenue."""
    sources = {head.source for _, head in columns.amounts()}
    if "own" in sources or len(sources & _SHARES) < _FEWEST_SHARES:
        return
    for column, heads in enumerate(columns.heads):
        if not heads and _GENERAL.search(columns.texts[column]):
            columns.settle(column, (Head("amount", columns.texts[column], None, "own"),))


def _find_total(columns: Columns) -> None:
    """The column whose head says no amount (経費), or one that is left (繰越額), and whose numbers
    are, row by row, the sum of all numbers to the right of them, the shares of known sources
    among these."""
    shares = [column for column, _ in columns.amounts()]
    if len(shares) < 2 or any(head.source == "total" for _, head in columns.amounts()):
        return
    for column in range(min(shares)):
        told = any(head.role != "difference" or not head.measure for head in columns.heads[column])
        if told or not columns.texts[column]:
            continue
        rows = range(columns.first, columns.grid.row_count)
        sums = [found for row in rows if (found := _sums(columns, row, column))]
        held = sum(whole == parts for whole, parts in sums)
        if len(sums) >= _ROWS and held >= _NEARLY_ALL * len(sums):
            columns.settle(column, (Head("amount", columns.texts[column], None, "total"),))
            return


def _sums(columns: Columns, row: int, column: int) -> tuple[Decimal, Decimal] | None:
    """The number of a column in a row, and the sum of two or more to the right of it."""
    cells = [columns.grid.own(row, c).text for c in range(column, columns.grid.column_count)]
    numbers = [number for text in cells if (number := _number(text)) is not None]
    if len(numbers) < 2 or _number(cells[0]) is None:
        return None
    return numbers[0], sum(numbers[1:], Decimal(0))


def _number(text: str) -> Decimal | None:
    if not _DIGITS(text):
        return None
    try:
        return parse_number(text)
    except NormalizationError:
        return None


def _relative(head: Head, text: str, year: int) -> Head:
    if head.role != "amount" or head.fiscal_year is not None:
        return head
    if _BEFORE.search(text):
        return replace(head, fiscal_year=year - 1)
    return replace(head, fiscal_year=year) if _THIS.search(text) else head


def is_new_mark(text: str, sign: str | None = None) -> bool:
    """Whether a cell of a 新規 column says new: 拡充 and 継続 do not, nor other signs than the one
    that a legend gives."""
    if sign is not None:
        return sign in text
    bare = fold(text)
    return bool(text.strip()) and ("新" in bare or not _NOT_NEW.search(bare))
