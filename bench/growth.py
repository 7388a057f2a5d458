"""How the time of a text grows with its length: lines of one kind, and four times as many.

    python bench/growth.py [FILE_OR_FOLDER ...] [--lines N] [--most GROWTH]

Without arguments one line, or a few, of each kind that a reader looks for are repeated; else the
texts given. A reader that goes over all lines below each line shows here long before a document is
long enough to feel it. One line for each text: seconds of processor time for the longer one, and
how many times as long a line takes there, for the reading of the text and for its rows. Exit status
1 where a line takes more than --most times as long.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.document.text import read_text
from pipeline.reading import document_to_reading

KINDS = {
    "points with telephones": "・西山病院 電話 0823-00-7171\n",
    "open brackets": "・北部区域（東浜病院、\n",
    "areas": "北部医療圏\n東浜市、西山町\n",
    "titles": "協力病院一覧\n",
    "names and addresses": "西山病院\n青葉市広谷1-5-1\n",
    "sentences of facilities": "市内の西山病院、東浜病院及び北浜病院の３病院を指定する。\n",
    "sentences of teams": "平成23年３月の東日本大震災では７病院から11チームを派遣した。\n",
    "points of teams": "・○○地震（平成23年３月）：７病院11チーム\n",
    "numbered programs": "１ 救急医療対策事業 12,345千円\n",
    "programs and sources": "救急対策事業\n総事業費 12,345千円\n（国 6,000千円、県 6,345千円）\n",
    "answers": "はい 45.2％\nいいえ 54.8％\n",
    "questions": "問１ 病院に行きますか。\nはい 45.2％\nいいえ 54.8％\n",
    "rates in brackets": "(44.4)(ア)毎日\n(34.1)(イ)週に３日\n",
    "labels": "事業名：救急医療対策事業\n担当課：医務課\n予算額：1,234千円\n",
    "sentences of areas": "北部医療圏は東浜市、西山町の２市町で、面積500㎢、人口12万人です。\n",
    "marks of an axis": "0 20 40 60 80 100\n",
    "years over numbers": "H24 H25 H26\n12 13 14\n",
    "tabs": "事業名\t予算額\n救急事業\t1,234\n",
    "pipes": "| 事業名 | 予算額 |\n|---|---|\n| 救急事業 | 1,234 |\n",
    "lists with heads": "（単位：千円）\n事業名 予算額 決算額\n救急 1,234 1,230\n計 1,234 1,230\n",
    "a paragraph": "救急医療の費用は1,234千円、病床は20床、医師は12人である。" * 4 + "\n",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--lines", type=int, default=1000, help="of the shorter text")
    parser.add_argument("--most", type=float, default=2.0, help="times as long for a line")
    arguments = parser.parse_args()
    texts = {str(f): f.read_text("utf-8", "replace") for f in files_of(arguments.inputs)} or KINDS
    steep = 0
    seconds_of("".join(KINDS.values()))  # words and patterns are made
    print("| lines | read s | growth | rows s | growth |\n| --- | ---: | ---: | ---: | ---: |")
    for name, text in texts.items():
        part = text.rstrip("\n") + "\n"
        fewer = part * max(1, arguments.lines // part.count("\n"))
        shorter, longer = seconds_of(fewer), seconds_of(fewer * 4)
        growths = [high / low / 4 for low, high in zip(shorter, longer, strict=True)]
        steep += any(g > arguments.most for g in growths)
        (read, rows), (first, second) = longer, growths
        print(f"| {name} | {read:.2f} | {first:.1f} | {rows:.2f} | {second:.1f} |", flush=True)
    return 1 if steep else 0


def files_of(inputs: list[Path]) -> list[Path]:
    found = (sorted(path.rglob("*.txt")) if path.is_dir() else [path] for path in inputs)
    return list(chain.from_iterable(found))


def seconds_of(text: str) -> tuple[float, float]:
    """Processor time for the reading of a text, and for its rows."""
    begun = time.process_time()
    document = read_text(text.encode(), "a.txt")
    between = time.process_time()
    document_to_reading(document)
    return between - begun, time.process_time() - between


if __name__ == "__main__":
    raise SystemExit(main())
