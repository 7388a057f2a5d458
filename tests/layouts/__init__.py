"""Typesets random tables whose cells are known in many layouts, to measure the PDF reader with.

seed -> traits -> table (the truth) -> pages of text, rules and fills -> PDF bytes of one of
several libraries. Nothing here reads a PDF; score.py compares what was read with the truth.
"""
