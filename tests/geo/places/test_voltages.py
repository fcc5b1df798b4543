import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.features import highest_kv
from geo.places.voltages import legible_voltages, parse_voltages


@pytest.mark.parametrize(("text", "kv"), [
    ("330000;110000", (330, 110)), ("330", (330,)), ("220 kV", (220,)), ("", ()), (" ; ", ()), ("110;330;110", (330, 110)),
    ("330;330000", (330,)), ("0", ()), ("750 kV / 330 kV", (750, 330)), ("10.5", (10.5,)), ("400 V", (0.4,)),
    ("330 кВ", (330,)), ("400000;220000;150000", (400, 220, 150)), ("380000;110000;0;110000", (380, 110)), ("35kV", (35,)),
])  # fmt: skip
def test_voltages_are_read_as_they_are_written_in_the_wild(text: str, kv: tuple[float, ...]) -> None:
    assert parse_voltages(text) == kv


@pytest.mark.parametrize("text", ["high", "-330", "330-110", "3e5", "kV", "3300000", "330 kA"])
def test_what_is_no_voltage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_voltages(text)


@pytest.mark.parametrize(("text", "kv"), [
    ("20000;400", (20, 0.4)), ("15000;400", (15, 0.4)), ("400;20000;225000", (225, 20, 0.4)),
])  # fmt: skip
def test_400_beside_figures_in_volts_is_400_volts_and_never_400_kv(text: str, kv: tuple[float, ...]) -> None:
    assert parse_voltages(text) == kv


def test_what_can_be_read_of_a_voltage_is_kept_and_the_rest_is_told() -> None:
    assert legible_voltages("110000;?;35000;low") == ((110, 35), ("?", "low"))


@given(st.text(alphabet="0123456789.;,/ kVв-?", max_size=30))
def test_whatever_is_written_the_voltages_are_sorted_distinct_and_below_1500_kv(text: str) -> None:
    kv, _ = legible_voltages(text)
    assert list(kv) == sorted(set(kv), reverse=True)
    assert all(0 < one < 1500 for one in kv)


def test_the_highest_voltage_is_0_where_none_is_known() -> None:
    assert highest_kv([(330.0, 110.0), ()]).tolist() == [330, 0]
    assert highest_kv([]).tolist() == []
