"""The title of a table of percentages: the lines above that belong to it, and the question."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.shared.nearby import opens_section
from extractors.surveys.named import is_caption, words_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Line

BASE = compiled(
    r"(?:[nNｎＮ]\s*[=＝]\s*|有効回答(?:者数|数|者|件数)?\s*[:：＝=]?\s*|回答(?:者数|数|件数)\s*[:：＝=]?\s*)"
    r"(?P<base>[0-9０-９][0-9０-９,，]*)"
)
SENTENCE = compiled(r"。|、$")
_LONGEST_TITLE = 60
_LONGEST_SECOND = 36  # further lines of a title; longer ones are running text
_LONGEST_QUESTION = 120
QUESTION = compiled(
    r"^[\s【〔（(＜<]*(?:(?:問|設問|質問|[SＳ]?[QＱ])[\s　]*[0-9０-９]|[SＳ][QＱ](?![A-Za-z]))"
    r"|[すたい]か[。？?]?[\s　]*(?:[（(【〔].*[)）】〕])?\s*$"
    r"|(?:選[んび]|お答え|回答し?て?|○(?:印)?を(?:つけて|付けて))(?:で|し)?(?:くだ|下)さい[。．]?"
    r"[\s　]*(?:[（(【〔].*[)）】〕])?\s*$"
)
_BRACKETED = compiled(r"[（(][^（）()]*[)）]")
_CLOSING = compiled(r"[（(][^（）()]*[)）]$")
_NO_WORDS = compiled(r"[0-9０-９.．,，\s　%％（）()=＝nNｎＮ]*")  # an axis, n=256


def title_above(above: Sequence[Line]) -> list[Line]:
    """The lines above that belong to the table, nearest first: no sentences, no sections."""
    found: list[Line] = []
    for line in above[:4]:
        text = line.text.strip()
        longest = _LONGEST_SECOND if found else _LONGEST_TITLE
        asks = len(found) < 3 and len(text) <= _LONGEST_QUESTION and QUESTION.search(text)
        asks = asks and not (_is_bracketed(line) and BASE.search(text))  # （問２で…方 n=9）
        if asks or (opens_section(line) and _says_how(text)):
            found.append(line)
            break
        opens = opens_section(line) and not BASE.search(text)  # 40 （ｎ＝123）, a tick before it
        if opens or len(text) > longest or SENTENCE.search(text):
            break
        found.append(line)
    return found


def _says_how(text: str) -> bool:
    """Whether a line says in brackets at its end how it was asked; the heading of a section is the
    question then: １　往診の実施状況（１つ選択）."""
    said = _CLOSING.search(text)
    return said is not None and any(words_of(k).search(said[0]) for k in ("single", "multiple"))


def question_of(title: Sequence[Line], above: Sequence[Line]) -> Cite | None:
    """The line above that asks, behind the table's own title; failing that the title. Who was
    asked stands in brackets: （問２で「自宅」と答えた方 n=889）. A line that closes a
    bracket which it does not open goes on the one above."""
    asking = (x for x in title if QUESTION.search(x.text.strip()) and not _is_bracketed(x))
    titles = (x for x in title if _could_ask(x.text.strip()))
    line = next(asking, None) or next(titles, None)
    if line is None:
        return None
    before = above[above.index(line) + 1 : above.index(line) + 2]
    torn = line.text.strip()[0] in "」』）)"
    return Cite.join(x.cite() for x in (*before, line)) if torn else line.cite()


def _is_bracketed(line: Line) -> bool:
    return bool(_BRACKETED.fullmatch(line.text.strip()))


def _could_ask(text: str) -> bool:
    if is_caption(text) or _BRACKETED.fullmatch(text) or _NO_WORDS.fullmatch(text):
        return False
    return len(text) > 2
