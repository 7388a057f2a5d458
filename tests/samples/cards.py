"""A collection of slides as the text of a PDF looks when its layout is lost.

The headings of the boxes stand behind their contents, and a page break is a blank at the start of
a line: so printed collections of programs look when their text is copied out.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from truth import Truth, thousands

FACTS = Path(__file__).with_name("facts") / "cards.toml"
WIDTH = 34  # characters a line
FISCAL_YEAR = 2019


def load() -> dict[str, Any]:
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def wrap(text: str, width: int = WIDTH) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def cards_text() -> str:
    facts = load()
    cards = facts["card"]
    lines = ["", f"＜{facts['field']}＞", "", facts["theme"], "", "令和元年度"]
    lines += ["", "都道府県名 事業名 スライド", ""]
    lines += [f"{c['prefecture']} {c['name']} {n}" for n, c in enumerate(cards, 1)]
    lines += ["", facts["theme"], ""]
    for card in cards:
        lines += _card_lines(facts["theme"], card)
    return "\n".join(lines) + "\n"


def _card_lines(theme: str, card: dict[str, Any]) -> list[str]:
    features = [line for text in card["features"] for line in wrap(text)]
    results = [line for text in card["results"] for line in wrap(text)]
    issues = ["＜事業推進上の課題＞", *card["issues"]]
    proposals = ["＜横展開に向けての提言＞", "○規制緩和 特になし", "○財政支援 特になし"]
    return [
        " " + issues[0],
        *issues[1:],
        "",
        *proposals,
        "",
        f"{theme} 「{card['name']}【{card['prefecture']}】」",
        "",
        "１．事業目的",
        *wrap(card["purpose"]),
        "",
        "２．取組の特長",
        *features,
        "",
        "事業概要（取組の特長）",
        "",
        "事業の成果等",
        "",
        card["head"],
        *card["budget"],
        "",
        "予算推移",
        "",
        "事業推進上の課題等",
        "",
        *wrap(card["background"]),
        "",
        "取組の背景",
        "",
        *results,
    ]


def cards_truth() -> Truth:
    facts = load()
    programs, budgets = [], []
    for card in facts["card"]:
        key = {"jurisdiction": card["prefecture"]}
        programs.append(
            key
            | {
                "level": "program",
                "name": card["name"],
                "section": facts["theme"],
                "fiscal_year": FISCAL_YEAR,
                "is_new": card.get("is_new", False),
                "is_repeated": False,
                "funding": card.get("funding", ""),
                "start_fiscal_year": card.get("start", ""),
                "total_yen": thousands(card.get("total")),
                "fund_yen": thousands(card.get("fund")),
                "own_yen": thousands(card.get("own")),
            }
        )
        for year, source, series, amount in card["truth"]:
            budgets.append(
                key
                | {
                    "program": card["name"],
                    "fiscal_year": year,
                    "measure": "budget",
                    "source": source,
                    "series": series,
                    "amount_yen": thousands(amount),
                }
            )
    documents = [{"jurisdiction": "", "fiscal_years": FISCAL_YEAR}]
    return {"documents": documents, "programs": programs, "budgets": budgets}
