"""Cell F1 of the PDF reader on random tables in many layouts, by trait, weakest first.

    python bench/layouts.py [N] [--seed S] [--trait T ...] [--plain | --each] [--keep FOLDER] …

Typesets N documents (tests/layouts) whose cells are known, reads them and counts the cells that
stand at their row and column under their head. F1 counts them, "text" leaves the heads aside.
"told" is the share of tables whose head rows the reader counts, "wrong" of those the miscounted.

--trait rules=none (or spans, for all its values that are not plain) wants a trait in every
document, --plain leaves all others plain, --each all but one in turn: what each does alone, or
together with the wanted traits. --show prints the truth of the worst documents and what was read,
--keep writes their PDFs to a folder. A document is named by its seed: --seed S 1 typesets it
again with the same options.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from tests.layouts.document import Layout
    from tests.layouts.score import Score


@dataclass
class Result:
    """A document, what the reader made of it, and what is wrong with each of its tables."""

    layout: Layout
    score: Score
    faults: list[list[str]]
    wanted: dict[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first document")
    parser.add_argument("--trait", action="append", default=[], help="name or name=value")
    parser.add_argument("--plain", action="store_true", help="leave other traits plain")
    parser.add_argument("--each", action="store_true", help="other traits one at a time")
    parser.add_argument("--worst", type=int, default=15, help="documents to name")
    parser.add_argument("--show", action="store_true", help="print the worst documents")
    parser.add_argument("--keep", type=Path, help="folder for the worst documents")
    arguments = parser.parse_args()
    wishes = list(arguments_to_wishes(arguments))
    results = [
        seed_to_result(seed, wanted, arguments.plain or arguments.each) for seed, wanted in wishes
    ]
    for line in results_to_lines(results, arguments.each):
        print(line)
    worst = sorted(results, key=lambda result: result.score.f1)[: arguments.worst]
    for line in worst_to_lines(worst, arguments.show):
        print(line)
    if arguments.keep:
        keep(worst, arguments.keep)
    return 0


def arguments_to_wishes(arguments: argparse.Namespace) -> Iterator[tuple[int, dict[str, str]]]:
    """A seed and wanted traits for each document."""
    from tests.layouts.traits import VALUES, parse_trait

    wanted = {name: value for t in arguments.trait for name, value in parse_trait(t).items()}
    others = [(n, value) for n, values in VALUES.items() if n not in wanted for value in values[1:]]
    each = [{}, *({name: value} for name, value in others)] if arguments.each else [{}]
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        yield seed, {**wanted, **each[seed % len(each)]}


def seed_to_result(seed: int, wanted: dict[str, str], plain: bool) -> Result:
    from pipeline.document.pdf import read_pdf
    from tests.layouts.document import seed_to_layout
    from tests.layouts.score import score_document

    layout = seed_to_layout(seed, wanted, plain)
    try:
        document = read_pdf(layout.pdf, f"{seed}.pdf")
    except Exception as error:  # any: what the reader raises is a finding, not the bench's end
        score = score_document(None, layout.truth)[0]
        return Result(layout, score, [[f"raised {error!r}"]], wanted)
    score, matches = score_document(document, layout.truth)
    return Result(layout, score, [match.faults for match in matches], wanted)


def results_to_lines(results: Sequence[Result], each: bool) -> Iterator[str]:
    """The figures of each value of each trait (of the one that is not plain), and of all."""
    by_value: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        traits = [list(result.wanted.items())[-1]] if each and result.wanted else []
        for name, value in traits if each else result.layout.traits.items():
            by_value[f"{name}={value}"].append(result)
    yield f"{'trait':28} {'F1':>6} {'text':>6} {'told':>6} {'wrong':>6} {'mean':>6} {'n':>5}"
    rows = sorted(by_value.items(), key=lambda item: _total(item[1]).f1)
    for name, some in [*rows, ("ALL", list(results))]:
        yield f"{name:28} {_figures(some)} {len(some):>5}"


def _figures(results: Sequence[Result]) -> str:
    score = _total(results)
    heads = score.heads
    known = heads["right"] + heads["wrong"]
    told = known / max(known + heads["unknown"], 1)
    wrong = heads["wrong"] / max(known, 1)
    mean = sum(result.score.f1 for result in results) / max(len(results), 1)
    figures = (score.f1, score.text_f1, told, wrong, mean)
    return " ".join(f"{100 * figure:6.1f}" for figure in figures)


def _total(results: Sequence[Result]) -> Score:
    from tests.layouts.score import Score

    return sum((result.score for result in results), Score())


def worst_to_lines(worst: Sequence[Result], show: bool) -> Iterator[str]:
    yield "\nthe worst documents"
    for result in worst:
        layout = result.layout
        yield f"seed {layout.seed}: F1 {100 * result.score.f1:.1f}  {layout.traits.describe()}"
        yield from (f"    {'; '.join(faults)}" for faults in result.faults)
        if show:
            yield from _shown(layout)


def _shown(layout: Layout) -> Iterator[str]:
    """The true tables, then what the reader finds."""
    from pipeline.document.pdf import read_pdf
    from pipeline.document.pdf.dump import dump

    for truth in layout.truth:
        yield from (f"  true {line}" for line in _table_to_lines(truth.heads, truth.rows))
    yield from (f"  read {line}" for line in dump(read_pdf(layout.pdf, f"{layout.seed}.pdf")))


def keep(worst: Sequence[Result], folder: Path) -> None:
    """Write documents as SEED.pdf and what they state as SEED.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in worst:
        layout = result.layout
        (folder / f"{layout.seed}.pdf").write_bytes(layout.pdf)
        tables = ["\n".join(_table_to_lines(truth.heads, truth.rows)) for truth in layout.truth]
        text = "\n\n".join([layout.traits.describe(), *tables])
        (folder / f"{layout.seed}.txt").write_text(text + "\n", encoding="utf-8")


def _table_to_lines(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    for row in (heads, *rows):
        yield " | ".join(row)


if __name__ == "__main__":
    raise SystemExit(main())
