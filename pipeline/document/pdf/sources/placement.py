"""From a PDF's user space to the page as it is shown, for PDFium's numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# For each rotation of a page: how x and y of user space become x and y shown, y downwards.
_TURNS = {
    0: (1.0, 0.0, 0.0, -1.0),
    90: (0.0, 1.0, 1.0, 0.0),
    180: (-1.0, 0.0, 0.0, 1.0),
    270: (0.0, -1.0, -1.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the visible part of a page lies. rotation is that of the page, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """Points from the left to the right edge as shown."""
        across, up = self.right - self.left, self.top - self.bottom
        return up if self.rotation in (90, 270) else across

    @property
    def height(self) -> float:
        """Points from the upper to the lower edge as shown."""
        across, up = self.right - self.left, self.top - self.bottom
        return across if self.rotation in (90, 270) else up

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """a to f: x shown = a x + c y + e, y shown = b x + d y + f."""
        a, b, c, d = _TURNS[self.rotation]
        x, y = {
            0: (self.left, self.top),
            90: (self.left, self.bottom),
            180: (self.right, self.bottom),
            270: (self.right, self.top),
        }[self.rotation]
        return a, b, c, d, -(a * x + c * y), -(b * x + d * y)

    def points(self, points: np.ndarray) -> np.ndarray:
        """Points of user space (n x 2) as shown."""
        a, b, c, d, e, f = self.matrix
        return points @ np.array([[a, b], [c, d]]) + np.array([e, f])

    def turn_vectors(self, matrices: np.ndarray) -> np.ndarray:
        """a, b, c, d of characters (n x 4) as shown; y upwards as in user space."""
        a, b, c, d, _, _ = self.matrix
        turn = np.array([[a, -b], [c, -d]])
        turned: np.ndarray = (matrices.reshape(-1, 2, 2) @ turn).reshape(-1, 4)
        return turned


def after(inner: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """The matrices (n x 6) that do what each of inner does and then what outer does: one matrix
    (6) for all, or one for each (n x 6)."""
    linear = outer[..., :4].reshape(-1, 2, 2)
    result = np.empty_like(inner)
    result[:, :4] = (inner[:, :4].reshape(-1, 2, 2) @ linear).reshape(-1, 4)
    result[:, 4:] = (inner[:, None, 4:] @ linear)[:, 0] + outer[..., 4:]
    return result


def moved(points: np.ndarray, matrices: np.ndarray) -> np.ndarray:
    """Points (n x 2), each through its own matrix (n x 6)."""
    a, b, c, d, e, f = matrices.T
    x, y = points.T
    return np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)
