"""Coverage-guided fuzzing of every reader: `python -m tests.fuzz --minutes 10 [--only NAME ...]`, or `make fuzz`.

Each target runs in a process of its own, from good inputs and from what earlier runs found worth keeping. An input that
makes a reader raise what is no error in words, take 20 seconds or 2 GB is a finding: it is kept in `build/fuzz`, and belongs
into `tests/fixtures/fuzz/TARGET/`, where a test reads it from then on.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "fuzz"
LONGEST_S, MOST_MB, LARGEST_BYTES = 20, 2_048, 20_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10.0, help="time for each target")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="targets; all if not given")
    parser.add_argument("--run", metavar="NAME", help=argparse.SUPPRESS)
    given, _ = parser.parse_known_args()
    if given.run:
        return run(given.run, given.minutes)
    from tests.fuzz.targets import targets

    with tempfile.TemporaryDirectory() as folder:
        names = given.only or list(targets(Path(folder)))
    found = []
    for name in names:
        command = [sys.executable, "-m", "tests.fuzz", "--run", name, "--minutes", str(given.minutes)]
        log = KEPT / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as file:
            done = subprocess.run(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, check=False)
        last = [line for line in log.read_text(errors="replace").splitlines() if "cov:" in line or "exec/s" in line][-1:]
        print(f"{name:<12} {'finding: see ' + str(log.relative_to(ROOT)) if done.returncode else 'clean'}  {' '.join(last)[:90]}",
              flush=True)
        found += [name] if done.returncode else []
    return 1 if found else 0


def run(name: str, minutes: float) -> int:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["geo"], enable_loader_override=False):
        from tests.fuzz.targets import attempt, targets
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    target = targets(folder)[name]
    corpus, crashes = KEPT / name / "corpus", KEPT / name / "findings"
    for place in (corpus, crashes):
        place.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed{number}").write_bytes(seed)
    arguments = [sys.argv[0], str(corpus), f"-max_total_time={minutes * 60:.0f}", f"-artifact_prefix={crashes}/",
                 f"-timeout={LONGEST_S}", f"-rss_limit_mb={MOST_MB}", f"-max_len={LARGEST_BYTES}", "-print_final_stats=1"]
    atheris.Setup(arguments, lambda content: attempt(target, bytes(content), folder))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
