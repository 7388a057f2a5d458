"""Properties of the search for numbers: no digit lost, nothing counted twice, no crash."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from normalizers.number import CIRCLED
from normalizers.quantity import find_quantities

DIGITS = "0123456789０１２３４５６７８９"
ALPHABET = (
    "0123456789０１２３９,，.．-－/／:：~～ 　\n\t()（）△▲+%％円千万億人件年度月日時分割"
    "平成令和元HR①②㊿➀❶一二三十百第約回次病院のと、・→¥AP"
)
texts = st.text(st.sampled_from(ALPHABET), max_size=40)


@given(texts, st.sampled_from([None, "千円", "％", "人"]), st.sampled_from([None, 2013, 2024]))
def test_no_digit_is_lost(text: str, unit: str | None, near: int | None) -> None:
    quantities = find_quantities(text, unit, near)
    covered = [i for q in quantities for i in range(q.start, q.end)]
    assert len(covered) == len(set(covered)), "no character in two expressions"
    wanted = {i for i, c in enumerate(text) if c in CIRCLED or c in DIGITS}
    assert wanted <= set(covered), "every digit in one expression"


@given(texts, st.sampled_from([None, "千円"]))
def test_every_quantity_is_well_formed(text: str, unit: str | None) -> None:
    quantities = find_quantities(text, unit)
    assert [q.start for q in quantities] == sorted(q.start for q in quantities)
    for q in quantities:
        assert q.raw == text[q.start : q.end]
        assert q.raw.strip(" \n") == q.raw
        assert q.value is None or isinstance(q.value, Decimal)
        assert q.value_to is None or (q.value is not None and q.value_to >= q.value)
        assert (q.date is None) or q.dimension == "date"
        if q.dimension in ("date", "identifier"):
            assert q.value is None


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for q in find_quantities(text):
        assert q.raw == text[q.start : q.end]


@given(
    st.integers(0, 10**12),
    st.sampled_from(
        [("円", "money", 1), ("千円", "money", 1000), ("人", "count", 1), ("％", "percent", 1)]
    ),
    st.booleans(),
)
def test_a_printed_number_is_found_again(
    number: int, unit: tuple[str, str, int], wide: bool
) -> None:
    printed = f"{number:,}{unit[0]}"
    if wide:
        printed = printed.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    (found,) = find_quantities(f"経費は{printed}である")
    assert (found.raw, found.value, found.dimension) == (printed, number * unit[2], unit[1])
