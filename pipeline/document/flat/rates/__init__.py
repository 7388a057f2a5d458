"""Answers of surveys and the labels of charts: words, and a rate each."""
