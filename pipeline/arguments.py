"""What several commands take on the command line."""

from __future__ import annotations

import argparse


def whole_number(text: str) -> int:
    """A number from 1 on. Raises argparse.ArgumentTypeError for anything else."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
