"""The animation: a frame for each date, and in it the picture of that date."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageColor

from briefing.formats.gif import SCREEN, gif_of
from briefing.formats.png import png_of, size_of
from geo.states import State
from layers.style import STATE_COLOURS
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE, asked

DATES = (JUNE, "2025-06-03", "2025-06-06", JANUARY)


@pytest.fixture(scope="module")
def gif(ukraine) -> Image.Image:
    return Image.open(io.BytesIO(gif_of(asked(ukraine, *DATES))))


def frame(gif: Image.Image, number: int) -> np.ndarray:
    gif.seek(number)
    return np.asarray(gif.convert("RGB"), dtype=int)


@pytest.mark.long
def test_there_is_a_frame_for_each_date_of_the_size_of_a_screen(gif):
    assert (gif.format, gif.n_frames, gif.size) == ("GIF", len(DATES), (SCREEN.width, SCREEN.height))


@pytest.mark.long
def test_it_goes_on_for_ever_and_rests_at_the_end(gif):
    assert gif.info["loop"] == 0
    lengths = []
    for number in range(gif.n_frames):
        gif.seek(number)
        lengths.append(gif.info["duration"])
    assert min(lengths[:-1]) >= 1000, "long enough to read a date"
    assert lengths[-1] > lengths[0]


@pytest.mark.long
def test_each_frame_is_the_picture_of_its_date_and_of_no_other(ukraine, gif):
    pictures = [np.asarray(Image.open(io.BytesIO(png_of(subject(ukraine, day), SCREEN, page=n, pages=len(DATES)))).convert("RGB"),
                           dtype=int) for n, day in enumerate(DATES, 1)]  # fmt: skip
    apart = np.array([[np.abs(frame(gif, n) - picture).mean() for picture in pictures] for n in range(len(DATES))])
    assert apart.argmin(axis=1).tolist() == [0, 1, 2, 3]
    assert apart.diagonal().max() < 2.5, "a palette of 255 colours is all that differs"
    assert (apart + np.eye(len(DATES)) * 99).min() > 2 * apart.diagonal().max()


def test_a_colour_means_one_thing_throughout(gif):
    """What is nearly all red in January is so in no frame of June, and the red is the legend's."""
    red = np.array(ImageColor.getrgb(STATE_COLOURS[State.NEARLY_ALL]))
    counted = [int((np.abs(frame(gif, n) - red).max(axis=2) <= 6).sum()) for n in range(len(DATES))]
    assert counted[3] > 3000
    assert max(counted[:3]) < 50


def test_it_says_of_itself_what_it_is(ukraine, gif):
    gif.seek(0)
    said = gif.info["comment"].decode()
    assert said.startswith("Ukraine: reported power outages, 2025-06-02 to 2026-01-07 (Kyiv time).")
    assert ukraine.settings.disclaimer in said
    assert all(source in said for source in ukraine.settings.sources)


@pytest.mark.long
def test_one_date_is_one_frame_and_sizes_and_steps_are_kept(ukraine):
    steps = []
    request = replace(asked(ukraine, JANUARY, size=size_of("800x600")), step=lambda: steps.append(1))
    one = Image.open(io.BytesIO(gif_of(request)))
    assert (one.n_frames, one.size, len(steps)) == (1, (800, 600), 1)


@pytest.mark.long
def test_the_same_request_gives_the_same_bytes(ukraine):
    request = asked(ukraine, JUNE, JANUARY, size=size_of("640x500"))
    assert gif_of(request) == gif_of(request)
