import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.block import pack, signed_varints, varints
from tests.layers.test_page import read_varints


@pytest.mark.long
@given(st.lists(st.integers(0, 2**52)))
def test_varints_read_back(numbers):
    assert read_varints(varints(np.array(numbers, dtype=np.int64))) == numbers


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_signed_varints_read_back(numbers):
    codes = read_varints(signed_varints(np.array(numbers, dtype=np.int64)))
    assert [n // 2 if n % 2 == 0 else -(n + 1) // 2 for n in codes] == numbers


def test_a_small_number_takes_one_byte():
    assert len(varints(np.array([127]))) == 1
    assert len(varints(np.array([128]))) == 2


def test_equal_sections_pack_to_equal_text():
    sections = {"a": b"one", "b": bytes(1000)}
    assert pack(sections) == pack(dict(sections))
