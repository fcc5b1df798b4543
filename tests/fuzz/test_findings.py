"""What fuzzing has found is read in words from then on, and so are the inputs that it begins with."""

from pathlib import Path

import pytest

from tests.fuzz.targets import attempt, findings, targets


@pytest.mark.filterwarnings("ignore")
def test_an_input_that_once_broke_a_reader_is_read_or_refused_in_words(tmp_path: Path) -> None:
    known = targets(tmp_path)
    for name, path in findings():
        attempt(known[name], path.read_bytes(), tmp_path)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_the_inputs_that_fuzzing_begins_with_are_good(tmp_path: Path) -> None:
    for target in targets(tmp_path).values():
        for seed in target.seeds:
            path = tmp_path / target.name
            path.write_bytes(target.wrap(seed))
            target.read(path)
