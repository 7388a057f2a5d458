"""keikaku beside what it stands on, in one run: seconds per page, peak memory, many documents.

    python bench/compare.py [PDF_OR_FOLDER ...] [--runs N] [--counts 10 100 1000 10000]
        [--jobs 1 2] [--pages 1000] [--tools]

Without arguments the PDFs of raw/ and, where they lie beside the project, of ../shared are read.
Each measurement is a process of its own, so that peak memory is its own; the processor time of
its second and later passes counts, the least of --runs. The readers take turns, so that other
work on the machine hits all of them. Many documents are those of bench/scaling.py, other programs
those of bench/tools.py (with --tools: they are installed beside the project). The output is the
Markdown that docs/performance.md is written from.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PDFS = ("raw", "../shared/pdf", "../shared/real")
TEXTS = ("raw", "../shared/seeds")
KEIKAKU, PLUMBER = "keikaku", "keikaku --reader pdfplumber"
TABLES, FLOOR = "pdfplumber extract_tables", "PDFium text only"
Row = dict[str, Any]


# ---- what is measured, each in a process of its own


def read_with_keikaku(files: list[Path], reader: str) -> int:
    """Read, extract, convert, check and write as `keikaku extract` does."""
    from pipeline.run import extract

    with tempfile.TemporaryDirectory() as output:
        extract(files, output, reader=reader, fresh=True)
    return 0


def tables_of_pdfplumber(files: list[Path]) -> int:
    import pdfplumber

    count = 0
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()
                count += 1
    return count


def text_of_pdfium(files: list[Path]) -> int:
    import pypdfium2

    count = 0
    for file in files:
        pdf = pypdfium2.PdfDocument(file)
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
            count += 1
        pdf.close()
    return count


WAYS: dict[str, Callable[[list[Path]], int]] = {
    KEIKAKU: lambda files: read_with_keikaku(files, "pdfium"),
    PLUMBER: lambda files: read_with_keikaku(files, "pdfplumber"),
    TABLES: tables_of_pdfplumber,
    FLOOR: text_of_pdfium,
}


def measure_way(name: str, files: list[Path], runs: int) -> Row:
    """The least processor time of a way over files, after one pass that warms it up."""
    seconds = []
    WAYS[name](files)
    for _ in range(runs):
        start = time.process_time()
        WAYS[name](files)
        seconds.append(time.process_time() - start)
    return {"seconds": min(seconds), "memory": peak_memory()}


def measure_start(files: list[Path]) -> Row:
    """Processor seconds from the start of this process until the files are read: of Python and
    the libraries, of loading keikaku, and of the files themselves, the first that it reads."""
    import pyarrow.compute
    import pyarrow.parquet  # noqa: F401
    import regex  # noqa: F401

    libraries = time.process_time()
    import pipeline.preload  # noqa: F401
    from pipeline.discover import inputs_to_files
    from pipeline.engine import prepare
    from pipeline.parts import file_to_part

    prepare(())
    loaded = time.process_time()
    for file in inputs_to_files(files):
        file_to_part(file)
    done = time.process_time()
    return {"libraries": libraries, "keikaku": loaded - libraries, "seconds": done - loaded}


def peak_memory() -> float:
    """Megabytes of this process at their highest, with those of its largest child."""
    import resource

    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(user).ru_maxrss for user in users) / 1024


# ---- the run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, metavar="PDF_OR_FOLDER")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="*", default=[10, 100])
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--pages", type=int, help="also one PDF of that many pages")
    parser.add_argument("--tools", action="store_true", help="also camelot and others, installed")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        print(json.dumps(run_task(json.loads(arguments.task))))
        return 0
    pdfs = files_of(arguments.inputs or [ROOT / name for name in PDFS], ".pdf")
    texts = files_of([ROOT / name for name in TEXTS], ".txt")
    for line in report(pdfs, texts, arguments):
        print(line, flush=True)
    return 0


def run_task(task: Row) -> Row:
    files = [Path(name) for name in task["files"]]
    if task["kind"] == "way":
        return measure_way(task["name"], files, task["runs"])
    return measure_start(files)


def in_process(**task: Any) -> Row:
    command = [sys.executable, __file__, "--task", json.dumps(task, default=str)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def report(pdfs: list[Path], texts: list[Path], arguments: argparse.Namespace) -> Iterable[str]:
    """Markdown: the machine, the ways side by side, texts, many documents, other programs."""
    from bench.scaling import scaling_to_lines

    pages = count_pages(pdfs)
    yield f"{machine()}. {len(pdfs)} PDFs, {pages} pages; least of {arguments.runs} runs.\n"
    yield "| way | ms a page | times keikaku | peak MB |"
    yield "| --- | ---: | ---: | ---: |"
    rows = {
        name: in_process(kind="way", name=name, files=pdfs, runs=arguments.runs) for name in WAYS
    }
    for name, row in rows.items():
        ratio = row["seconds"] / rows[KEIKAKU]["seconds"]
        ms = row["seconds"] * 1000 / pages
        yield f"| {name} | {ms:.1f} | {ratio:.2f} | {row['memory']:.0f} |"
    if texts:
        yield from texts_to_lines(texts, arguments.runs)
    yield "\n## Many documents\n"
    yield from scaling_to_lines(arguments.counts, arguments.jobs, arguments.pages)
    if arguments.tools:
        yield "\n## Beside other programs\n"
        command = [sys.executable, str(ROOT / "bench" / "tools.py")]
        yield subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def texts_to_lines(texts: list[Path], runs: int) -> Iterable[str]:
    """Texts in a new process and in a warm one: the first pass compiles most patterns."""
    row = in_process(kind="way", name=KEIKAKU, files=texts, runs=runs)
    starts = [in_process(kind="start", files=texts) for _ in range(runs)]
    start = min(starts, key=lambda start: sum(start.values()))
    characters = sum(len(text.read_text(encoding="utf-8")) for text in texts)
    warm, first = row["seconds"], start["seconds"]
    yield "\n## Texts\n"
    yield f"{len(texts)} texts, {characters:,} characters; seconds of processor time:\n"
    yield "| what | seconds |"
    yield "| --- | ---: |"
    yield f"| Python and the libraries loaded | {start['libraries']:.2f} |"
    yield f"| keikaku loaded | {start['keikaku']:.2f} |"
    yield f"| the first pass of a process | {first:.2f} |"
    yield f"| a warm pass, tables written | {warm:.2f} ({characters / warm:,.0f} characters a s) |"


def files_of(roots: Iterable[Path], suffix: str) -> list[Path]:
    found = [[root] if root.is_file() else sorted(root.glob("*" + suffix)) for root in roots]
    return [file for files in found for file in files]


def count_pages(pdfs: list[Path]) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(pdf)) for pdf in pdfs)


def machine() -> str:
    """The processor as the system calls it, and Python."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
        name = f"{models[0]}, {len(models)} processors" if models else name
    except OSError:
        pass
    return f"{name}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    raise SystemExit(main())
