"""What is derived from a dataset is kept on it: it is made once, and goes when the dataset goes.

A cache of the module would keep datasets alive that nobody shows any more, and datasets that are shown in turn would push each
other out of it.
"""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from geo.language import spoken

Owner = TypeVar("Owner")
Rest = ParamSpec("Rest")
Made = TypeVar("Made")
ATTRIBUTE = "_derived"


def derived(
    *, most: int = 1, words: bool = False
) -> Callable[[Callable[Concatenate[Owner, Rest], Made]], Callable[Concatenate[Owner, Rest], Made]]:
    """Keep the last results of a function on its first argument, an object that never changes.

    Parameters
    ----------
    most
        How many results are kept on one object, for different further arguments, which must be hashable.
    words
        Whether the result holds sentences: it is made and kept for each language that is spoken.
    """

    def decorate(
        make: Callable[Concatenate[Owner, Rest], Made],
    ) -> Callable[Concatenate[Owner, Rest], Made]:
        @wraps(make)
        def kept(owner: Owner, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Made:
            made: dict[object, Any] = vars(owner).setdefault(ATTRIBUTE, {})
            key = (make, spoken()) if words else make
            if key not in made:
                made.setdefault(key, lru_cache(maxsize=most)(partial(make, owner)))
            found: Made = made[key](*args, **kwargs)
            return found

        return kept

    return decorate


def forget(owner: object) -> None:
    """Drop all that is kept on an object; it is made again when it is asked for."""
    vars(owner).pop(ATTRIBUTE, None)
