"""Random tables of four kinds: program lists, amounts by year, marks of facilities, percentages."""

from __future__ import annotations

from random import Random

from tests.layouts import words
from tests.layouts.amounts import Numbers
from tests.layouts.table import Body, Column, Table, columns_to_heads, unique_heads
from tests.layouts.traits import Traits

_SOURCES = ("fund", "national", "prefecture", "municipality", "bond", "other", "own")
_UNITS = ("千円", "百万円", "円")


def random_columns(random: Random, traits: Traits, most: int) -> list[Column]:
    """The columns of a table, about as many as most; their full heads are all different."""
    while True:
        columns = _columns(random, traits, most)
        names = ["".join(column.heads) for column in columns]
        if len(set(names)) == len(names):
            return columns


def random_table(random: Random, traits: Traits, columns: list[Column], rows: int) -> Table:
    """A table of these columns with so many rows (sections and sums not counted)."""
    depth = max(len(column.heads) for column in columns)
    table = Table(columns, depth, columns_to_heads(columns, depth))
    _fill(random, traits, table, rows)
    _caption(random, traits, table)
    return table


# ---- columns


def _columns(random: Random, traits: Traits, most: int) -> list[Column]:
    make = {
        "programs": _program_columns,
        "years": _year_columns,
        "marks": _mark_columns,
        "percents": _percent_columns,
    }[traits.content]
    columns = _leading(random, traits)
    return columns + make(random, traits, most - len(columns))


def _leading(random: Random, traits: Traits) -> list[Column]:
    """The columns that say what a row is of: a merged division or a number, then the name."""
    role = {"marks": "facility", "percents": "item"}.get(traits.content, "name")
    columns = []
    if traits.spans in ("rows", "both"):
        columns.append(Column((words.head(random, "division", longest=3),), "key"))
    elif random.random() < 0.5:
        columns.append(Column((words.head(random, "number", longest=3),), "number"))
    columns.append(Column((words.head(random, role),), "name"))
    return columns


def _program_columns(random: Random, traits: Traits, most: int) -> list[Column]:
    texts = random.sample(["department", "implementer", "funding"], random.randint(0, 2))
    if traits.text == "wrapped":
        texts.append("description")
    if random.random() < 0.4:
        texts.append("note")
    texts = texts[-max(most - 3, 1) :]
    amounts = max(2, min(random.randint(2, 5), most - len(texts)))
    heads = unique_heads(random, [(role, None) for role in texts])
    kinds = {"description": "long", "note": "note"}
    columns = [
        Column((word,), kinds.get(role, role)) for role, word in zip(texts, heads, strict=True)
    ]
    notes = [c for c in columns if c.kind == "note"]
    rest = [c for c in columns if c.kind != "note"]
    return [*rest, *_amount_columns(random, traits, amounts), *notes]


def _amount_columns(random: Random, traits: Traits, count: int) -> list[Column]:
    """A total and its sources; with nested heads the sources stand under a head of their own."""
    sources = [("amount", s) for s in random.sample(_SOURCES, count - 1)]
    total, *shares = unique_heads(random, [("amount", "total"), *sources])
    unit = f"（{random.choice(_UNITS[:2])}）" if traits.unit == "head" else ""
    above = words.over(random)
    outer = words.head(random, "amount", "total")
    outer = outer if outer != total else "予算"
    depth = int(traits.heads) if shares else 1
    total_path = {1: (total + unit,), 2: (total + unit,), 3: (outer + unit, total)}[depth]
    share_path = {1: (), 2: (above,), 3: (outer + unit, above)}[depth]
    return [
        Column(total_path, "amount", "total"),
        *(
            Column((*share_path, s + (unit if depth == 1 else "")), "amount", "part")
            for s in shares
        ),
    ]


def _year_columns(random: Random, traits: Traits, most: int) -> list[Column]:
    """Amounts of several years: under each year its measures, three deep with the sources."""
    year = random.randint(2, 5)
    era = random.choice(("令和", "平成2", "R", "H2"))
    depth = int(traits.heads)
    groups = {1: max(2, min(4, most)), 2: max(1, min(3, most // 2)), 3: max(1, min(2, most // 3))}
    names = [f"{era}{year + i}{'' if len(era) < 2 else '年度'}" for i in range(groups[depth])]
    if depth == 1:
        return [Column((name,), "amount", "total") for name in names]
    first, second = unique_heads(random, [("amount", "total"), ("amount", "total")])
    share, other = unique_heads(random, [("amount", "fund"), ("amount", "own")])
    columns = []
    for name in names:
        if depth == 2:
            columns += [Column((name, h), "amount", "total") for h in (first, second)]
        else:
            columns.append(Column((name, first), "amount", "total"))
            above = words.over(random)
            columns += [Column((name, above, h), "amount", "part") for h in (share, other)]
    return columns


def _mark_columns(random: Random, traits: Traits, most: int) -> list[Column]:
    columns = []
    if most > 4 and random.random() < 0.7:
        columns.append(Column((words.head(random, "municipalities", longest=5),), "place"))
    columns.append(Column((words.head(random, "beds"),), "count"))
    room = max(most - len(columns), 2)
    names = words.designations(random, min(random.randint(3, 7), room))
    return columns + _grouped(random, traits, names, "mark", ("指定の状況", "機能", "指定等"))


def _percent_columns(random: Random, traits: Traits, most: int) -> list[Column]:
    names = words.respondents(random, max(2, min(random.randint(3, 7), most)))
    return _grouped(random, traits, names, "percent", ("回答施設", "全体", "内訳"))


def _grouped(
    random: Random, traits: Traits, names: list[str], kind: str, over: tuple[str, str, str]
) -> list[Column]:
    """Columns of one kind under one head, or under two below one."""
    depth = int(traits.heads) if len(names) > 2 else 1
    columns = []
    for number, name in enumerate(names):
        below = over[1] if number < len(names) // 2 else over[2]
        path = (over[0], below, name)[3 - depth :] if depth != 2 else (over[0], name)
        columns.append(Column(path, kind))
    return columns


# ---- rows


def _fill(random: Random, traits: Traits, table: Table, rows: int) -> None:
    body = Body(table.columns)
    rows_maker = _Rows(random, traits, table)
    names = words.divisions(random)
    left = rows
    while left > 0:
        size = min(left, random.randint(2, 5))
        left -= size
        rows_maker.group(body, names[0], size)
        names = names[1:] + names[:1]
    rows_maker.total(body)
    table.body = sorted(body.cells, key=lambda cell: (cell.row, cell.column))
    table.row_count = body.row
    table.notes = rows_maker.notes()


class _Rows:
    """Makes the rows of one table and keeps its sums."""

    def __init__(self, random: Random, traits: Traits, table: Table) -> None:
        self.random, self.traits, self.columns = random, traits, table.columns
        self.numbers = Numbers(random, traits.digits, traits.signs)
        self.all = [0] * len(table.columns)
        self.first_number = next(
            (i for i, c in enumerate(self.columns) if c.kind == "amount"), len(self.columns)
        )
        self.has_keys = self.columns[0].kind == "key"
        self.number = 0
        self.marked = 0

    def group(self, body: Body, name: str, size: int) -> None:
        """Some rows under one division: merged beside them, or a row of its own above them."""
        sums = [0] * len(self.columns)
        if self.traits.spans in ("columns", "both"):
            text = f"{self.random.choice('（【')}{name}" if self.has_keys else name
            text += {"（": "）", "【": "】"}.get(text[0], "")
            body.add({0: text}, span=len(self.columns))
        first = body.row
        for _ in range(size):
            body.add(self._row(sums))
        if self.has_keys:
            body.merge(0, first, name)
        if self.traits.sums == "subtotals":
            self._sum_row(body, "小計", sums)
        self.all = [a + b for a, b in zip(self.all, sums, strict=True)]

    def total(self, body: Body) -> None:
        if self.traits.sums != "none":
            self._sum_row(body, "合計", self.all)

    def _sum_row(self, body: Body, label: str, sums: list[int]) -> None:
        wide = self.traits.spans in ("columns", "both")
        span = self.first_number if wide else 1
        texts = {i: "" for i in range(len(self.columns))}
        texts[0] = self.random.choice((label, label[0] + "　" + label[1])) if wide else label
        for i in range(self.first_number, len(self.columns)):
            if self.columns[i].kind == "amount":
                texts[i] = self.numbers.amount(sums[i])
        body.add(texts, strong=True, span=span)

    def _row(self, sums: list[int]) -> dict[int, str]:
        self.number += 1
        amounts = self._amounts()
        texts = {}
        for i, column in enumerate(self.columns):
            if column.kind == "amount":
                sums[i] += amounts[i]
                texts[i] = self.numbers.amount(amounts[i])
            elif column.kind != "key":
                texts[i] = self._text(column.kind)
        return self._with_note(texts)

    def _amounts(self) -> dict[int, int]:
        """total = sum of the parts that follow it; a total without parts is any amount."""
        amounts: dict[int, int] = {}
        total = None
        for i, column in enumerate(self.columns):
            if column.role == "total":
                total, amounts[i] = i, 0
                following = self.columns[i + 1 : i + 2]
                if not following or following[0].role != "part":
                    amounts[i] = self.numbers.share(9999) or 1
            elif column.role == "part" and total is not None:
                amounts[i] = self.numbers.share(9999)
                amounts[total] += amounts[i]
        return amounts

    def _text(self, kind: str) -> str:
        random = self.random
        long = self.traits.text == "wrapped"
        if kind == "name":
            make = {"marks": words.facility, "percents": words.answer}
            return make.get(self.traits.content, words.program)(random)
        if kind == "long":
            return words.prose(random, random.choice((20, 45, 80)))
        return {
            "number": lambda: self.numbers.width(str(self.number)),
            "department": lambda: words.office(random),
            "implementer": lambda: "、".join(
                words.carrier(random) for _ in range(random.randint(1, 3) if long else 1)
            ),
            "funding": lambda: random.choice(("基金", "県単", "国庫", "①", "①②", "国1/2 県1/2")),
            "note": lambda: words.remark(random),
            "place": lambda: words.municipality(random),
            "count": lambda: self.numbers.count(random.choice((19, 60, 120, 245, 310, 512))),
            "mark": lambda: random.choice(("○", "○", "△", "－", "")),
            "percent": lambda: self.numbers.percent(random.choice((0, random.uniform(1, 99)))),
        }[kind]()

    def _with_note(self, texts: dict[int, str]) -> dict[int, str]:
        if self.traits.marks != "none" and self.random.random() < 0.25:
            at = self.random.choice([i for i in texts if texts[i]])
            self.marked = min(self.marked + 1, 4)
            texts[at] += f"\0※{self.marked}"
        return texts

    def notes(self) -> list[str]:
        return [f"※{i} {words.sentence(self.random)}" for i in range(1, self.marked + 1)]


def _caption(random: Random, traits: Traits, table: Table) -> None:
    if random.random() < 0.6:
        table.caption = f"表{random.randint(1, 30)}　{words.division(random)}に係る一覧"
    if traits.unit == "caption":
        unit = random.choice(_UNITS)
        table.unit = random.choice((f"（単位：{unit}）", f"（単位:{unit}）", f"単位：{unit}"))
