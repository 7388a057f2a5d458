"""Numbers as tables print them, and sums that hold."""

from __future__ import annotations

from random import Random

_FULL = str.maketrans("0123456789,.-%", "０１２３４５６７８９，．－％")


class Numbers:
    """Prints numbers in the way of one document: widths of digits, signs of minus and nil."""

    def __init__(self, random: Random, digits: str, signs: str) -> None:
        self._random = random
        self._digits = digits
        self._signs = signs
        self._nil = random.choice("－―-") if signs == "triangle and nil" else "0"
        self._minus = random.choice("△▲") if signs == "triangle and nil" else "-"

    def amount(self, value: int) -> str:
        if value == 0:
            return "" if self._signs in ("blank", "diagonal") else self.width(self._nil)
        text = f"{abs(value):,}"
        return self.width(f"{self._minus if value < 0 else ''}{text}")

    def percent(self, value: float) -> str:
        return self.width(f"{value:.1f}") if value or self._signs == "plain" else self.amount(0)

    def count(self, value: int) -> str:
        return self.width(str(value))

    def width(self, text: str) -> str:
        full = self._digits == "full" or (self._digits == "mixed" and self._random.random() < 0.5)
        return text.translate(_FULL) if full else text

    def share(self, largest: int) -> int:
        """A random amount: most positive, some nil, few negative where the document has them."""
        random = self._random
        if random.random() < 0.15:
            return 0
        value = random.randint(1, largest) * random.choice((1, 1, 10, 100))
        negative = self._signs == "triangle and nil" and random.random() < 0.1
        return -value if negative else value
