"""Blank lines of converters: which of them count."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.spacing import single_spaced

LINES = st.lists(st.sampled_from(["", "　", "一", "二 三", "\t四"]), max_size=40)


def kept(text: str) -> str:
    lines = text.split("/")
    return "/".join(lines[place] for place in single_spaced(lines))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一//二//三//四", "一/二/三/四"),
        ("一//二//三//四/", "一/二/三/四"),
        ("//一//二//三//四", "//一/二/三/四"),  # what stands before all lines parts none
        ("一////二//三//四", "一//二/三/四"),  # doubled: three were one
        ("一/二//三//四", "一/二//三//四"),  # lines follow each other
        ("一//二//三", "一//二//三"),  # too short to say
        ("一//二///三//四", "一//二///三//四"),
        ("一//" * 8 + "二///三//四", "一/" * 8 + "二//三/四"),  # one behind each line
        ("\f一//二//\f三//四", "\f一/二/\f三/四"),
        ("", ""),
    ],
)
def test_blank_lines_behind_every_line_do_not_count(text: str, expected: str) -> None:
    assert kept(text) == expected


@given(LINES)
def test_no_text_is_left_out(lines: list[str]) -> None:
    places = single_spaced(lines)
    assert places == sorted(set(places))
    assert [lines[p] for p in places if lines[p].strip()] == [x for x in lines if x.strip()]


@given(LINES)
def test_doubling_a_text_with_lines_side_by_side_changes_nothing(lines: list[str]) -> None:
    filled = [bool(line.strip()) for line in lines]
    if not any(a and b for a, b in pairwise(filled)):
        return  # set apart already
    doubled = [one for line in lines for one in (line, "")]
    first = filled.index(True)
    last = len(filled) - filled[::-1].index(True)
    found = [doubled[place].strip() for place in single_spaced(doubled)]
    if sum(filled) > 3:
        assert found[2 * first : 2 * first + last - first] == [x.strip() for x in lines[first:last]]
