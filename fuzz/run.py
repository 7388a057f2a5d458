"""Feed the targets inputs that coverage guides, from the kept corpus on.

    python fuzz/run.py [TARGET...] [--seconds S] [--keep FOLDER]

Needs atheris (make fuzz installs it); without it the inputs are drawn blindly, by changes of the
kept ones. What breaks a target is written to FOLDER (default: fuzz/found) and named; put it into
fuzz/corpus/TARGET when it is mended: the tests run every file there.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

CORPUS = HERE / "corpus"
_SLOW = 20  # seconds for one input
_MEGABYTES = 4096
_PACKAGES = ("normalizers", "extractors", "pipeline")
_BESIDE = ("pipeline.diff", "pipeline.report", "pipeline.cluster")  # read nothing hostile first


def kept(name: str) -> list[Path]:
    """The files of the kept corpus of a target."""
    return sorted(path for path in (CORPUS / name).iterdir() if path.is_file())


def guided(name: str, seconds: int, folder: Path) -> None:
    """Run one target in this process until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=list(_PACKAGES)):
        _import_all()
        from fuzz.targets import TARGETS

    growing = folder / f"{name}-corpus"
    growing.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEGABYTES}"]
    options = ["-print_final_stats=1", f"-artifact_prefix={folder}/{name}-", *limits]
    atheris.Setup([sys.argv[0], *options, str(growing), str(CORPUS / name)], TARGETS[name])
    atheris.Fuzz()


def _import_all() -> None:
    """Every module that reads: those that functions import later would not be instrumented."""
    for package in _PACKAGES:
        for found in pkgutil.walk_packages([str(HERE.parent / package)], f"{package}."):
            if not found.name.startswith(_BESIDE):
                importlib.import_module(found.name)


def blind(name: str, seconds: int, folder: Path) -> int:
    """Run one target on changed copies of the kept corpus."""
    from bench.damage import DAMAGES
    from fuzz.targets import TARGETS

    chance, until, count = random.Random(name), time.monotonic() + seconds, 0
    sources = [path.read_bytes() for path in kept(name)]
    while time.monotonic() < until:
        data = chance.choice(sources) or b" "
        for _ in range(chance.randrange(1, 4)):
            data = chance.choice(DAMAGES)(data, chance) or b" "
        try:
            TARGETS[name](data)
        except Exception as error:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}-{count}").write_bytes(data)
            print(f"{name}: {type(error).__name__}: {error} ({folder / f'{name}-{count}'})")
            return 1
        count += 1
    print(f"{name}: {count} inputs, nothing found (without atheris: not guided)")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--keep", type=Path, default=HERE / "found")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    names = arguments.targets or sorted(path.name for path in CORPUS.iterdir())
    try:
        import atheris  # noqa: F401
    except ImportError:
        return max(blind(name, arguments.seconds, arguments.keep) for name in names)
    if arguments.alone:
        guided(names[0], arguments.seconds, arguments.keep)
    status = 0
    for name in names:  # libFuzzer ends its process
        command = [sys.executable, __file__, name, "--alone", "--seconds", str(arguments.seconds)]
        done = subprocess.run([*command, "--keep", str(arguments.keep)], check=False)
        print(f"{name}: {'nothing found' if done.returncode == 0 else 'FOUND, see above'}")
        status = max(status, min(abs(done.returncode), 1))
    return status


if __name__ == "__main__":
    raise SystemExit(main())
