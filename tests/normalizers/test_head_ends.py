"""The word of the vocabulary that a head ends or begins with, or that stands within it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import head

WORDS = sorted(head._entries())
PIECES = st.one_of(st.sampled_from(WORDS), st.text("計額年度（）・国県", max_size=4))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_it_is_the_longest_and_an_end_beats_a_beginning(text: str) -> None:
    words = head._entries()
    ends = [w for w in words if len(w) > 1 and (text.endswith(w) or text.startswith(w))]
    wanted = max(ends, key=lambda w: (len(w), text.endswith(w)), default="")
    assert head._longest_at_an_end(text, words) == wanted


def test_a_word_within_or_of_one_character_is_none() -> None:
    words = {"計": [], "予算": []}
    assert head._longest_at_an_end("当初予算額計", words) == ""
    assert head._longest_at_an_end("計予算", words) == "予算"


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_within_it_is_the_longest_and_the_first_of_the_vocabulary(text: str) -> None:
    within = [w for w in head._entries() if len(w) > 2 and w in text]
    assert head._longest_within(text) == max(within, key=len, default="")
