"""Typeset the samples of raw/ and write down what they state.

    python tests/samples/typeset.py [--output raw] [--truth tests/samples/truth]

The samples look like published plans and state real names and figures; their sentences are our
own. The same facts give the same files, byte for byte (tests/samples/test_samples.py).
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from areas import areas_truth, write_areas
from cards import cards_text, cards_truth
from lists import list_truth, write_list
from plan import write_plan
from plan_truth import plan_truth
from sheet import register_font
from truth import write_truth

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def write_cards(path: Path) -> None:
    path.write_text(cards_text(), encoding="utf-8", newline="\n")


SAMPLES = {
    "gunma-medical-plan-2013.pdf": (write_plan, plan_truth),
    "chiba-home-care-2024.pdf": (partial(write_list, year=2024), partial(list_truth, 2024)),
    "chiba-home-care-2025.pdf": (partial(write_list, year=2025), partial(list_truth, 2025)),
    "gunma-medical-areas-2025.pdf": (write_areas, areas_truth),
    "home-care-cards-2019.txt": (write_cards, cards_truth),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "raw")
    parser.add_argument("--truth", type=Path, default=HERE / "truth")
    arguments = parser.parse_args()
    register_font()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name, (write, truth) in SAMPLES.items():
        write(arguments.output / name)
        write_truth(arguments.truth / Path(name).stem, truth())


if __name__ == "__main__":
    main()
