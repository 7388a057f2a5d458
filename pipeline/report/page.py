"""The HTML file: one page with its style, script, charts and data, and a policy that lets it
load nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template

from pipeline.report.encode import to_script
from pipeline.report.words import Words

# In this order they make the script of the page.
_SCRIPTS = ("dom", "data", "filter", "grid", "source", "place", "overview", "main")

# No request of any kind; only this style and this script; no text is ever taken for HTML.
_POLICY = (
    "default-src 'none'; img-src data:; style-src '{style}'; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def to_page(
    words: Words, version: str, data: Iterable[tuple[str, object]], charts: Iterable[str]
) -> str:
    """The page. data: values by the id of their data block. charts: figures, already HTML."""
    style = _static("report.css")
    script = "'use strict';(() => {\n" + "".join(_static(f"{n}.js") for n in _SCRIPTS) + "})();\n"
    policy = _POLICY.format(style=_hash(style), script=_hash(script))
    blocks = [to_script(identity, value) for identity, value in data]
    phrases = {key: escape(phrase) for key, phrase in words.phrases.items()}
    return Template(_static("page.html")).substitute(
        phrases,
        language=words.language,
        policy=policy,
        version=escape(version),
        style=style,
        script=script,
        charts="\n".join(charts),
        data="".join(blocks),
    )


def to_figure(caption: str, svg: str) -> str:
    """A chart with its caption; svg has been cleaned, the caption is any text."""
    shown = escape(caption)
    return f"<figure><figcaption>{shown}</figcaption><div class=chart>{svg}</div></figure>"


def to_heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def to_note(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _static(name: str) -> str:
    return (files("pipeline.report") / "static" / name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
