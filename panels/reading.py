"""The dataset and its page, read once for all sessions and reruns."""

from functools import lru_cache
from threading import Lock

from briefing.export import html_of
from geo.dataset import Dataset, read_dataset
from geo.view import View

_ONE_AT_A_TIME = Lock()


def dataset_and_page(folder: str, stamp: str) -> tuple[Dataset, bytes]:
    """Return a dataset and the page of its default View; `stamp` changes whenever a file of the folder does.

    Whoever comes while it is being read waits for that, instead of reading it again. Raises DataError.
    """
    with _ONE_AT_A_TIME:
        return _read(folder, stamp)


@lru_cache(maxsize=3)
def _read(folder: str, stamp: str) -> tuple[Dataset, bytes]:
    del stamp
    dataset = read_dataset(folder)
    return dataset, html_of(dataset, View())
