import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo.places.substation_duplicates import merge_duplicates
from tests.geo.worlds import stations

METRE = 1 / 111_320  # degrees along the equator
AT = 0.5


def station(number: int, name: str, *, metres: float = 0, kv: str = "330", **more: str) -> dict[str, str]:
    return {"id": str(number), "name": name, "lon": repr(AT + metres * METRE), "lat": "0", "voltages_kv": kv, **more}


def test_the_same_name_and_a_common_voltage_within_1_km_is_one_substation() -> None:
    frame, notes = merge_duplicates(stations(station(1, "North", kv="330;110"), station(2, "north", metres=900, kv="110;35")))
    assert frame[["id", "name"]].to_numpy().tolist() == [["1", "North"]]
    assert frame["voltages_kv"].tolist() == [(330, 110, 35)]
    assert notes == ("2 records of 'North' merged: also called 'north'",)


@pytest.mark.parametrize("other", [
    station(2, "North", metres=1100), station(2, "South", metres=900), station(2, "North", metres=900, kv="110"),
    station(2, "South", metres=60),
])  # fmt: skip
def test_another_voltage_another_name_or_another_place_is_another_substation(other: dict[str, str]) -> None:
    frame, notes = merge_duplicates(stations(station(1, "North"), other))
    assert (len(frame), notes) == (2, ())


def test_a_voltage_that_is_not_known_speaks_against_none() -> None:
    assert len(merge_duplicates(stations(station(1, "North"), station(2, "North", metres=900, kv="")))[0]) == 1


def test_within_50_m_it_is_one_whatever_it_is_called() -> None:
    frame, notes = merge_duplicates(
        stations(station(1, "", kv="110"), station(2, "Yard", metres=40, operator="Grid"), station(3, "Far", metres=500))
    )
    assert frame["name"].tolist() == ["Yard", "Far"]
    assert frame["operator"].tolist() == ["Grid", ""]
    assert notes == ("2 records of 'Yard' merged",)


def test_two_without_a_name_are_two_unless_they_stand_at_one_spot() -> None:
    frame, _ = merge_duplicates(stations(station(1, ""), station(2, "", metres=200)))
    assert len(frame) == 2


def test_a_settlement_is_the_place_of_many_substations() -> None:
    rows = [station(n, name, precision="settlement") for n, name in enumerate(["East 330", "West 330", "West 330"])]
    assert merge_duplicates(stations(*rows))[0]["name"].tolist() == ["East 330", "West 330"]


def test_the_ids_and_names_of_merged_records_stay_known() -> None:
    frame, _ = merge_duplicates(stations(station(1, "North", other_names="Nord"), station(2, "Norden", metres=20)))
    assert frame["other_names"].tolist() == [("Norden", "2", "Nord")]


def test_records_are_tied_together_by_way_of_others() -> None:
    row = [station(n, "Row", metres=900 * n) for n in range(4)]
    frame, notes = merge_duplicates(stations(*row, station(9, "Off", metres=90_000)))
    assert frame["id"].tolist() == ["0", "9"]
    assert notes == ("4 records of 'Row' merged",)


def test_the_frame_that_was_given_stays_as_it_was() -> None:
    given_frame = stations(station(1, "North", kv="110"), station(2, "North"), station(3, "North", metres=10))
    before = given_frame.copy(deep=True)
    merge_duplicates(given_frame)
    assert given_frame.equals(before)


def test_one_or_none_has_no_duplicate() -> None:
    frame = stations(station(1, "North"))
    assert len(merge_duplicates(frame)[0]) == 1
    assert len(merge_duplicates(frame.iloc[:0])[0]) == 0


@hypothesis_settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["A", "B", ""]), st.integers(0, 3000), st.sampled_from(["330", "110", "330;110", ""])),
                max_size=12))  # fmt: skip
def test_no_voltage_and_no_id_is_lost(rows: list[tuple[str, int, str]]) -> None:
    if not rows:
        return
    frame = stations(*(station(n, name, metres=metres, kv=kv) for n, (name, metres, kv) in enumerate(rows)))
    once, _ = merge_duplicates(frame)
    assert {kv for one in once["voltages_kv"] for kv in one} == {kv for one in frame["voltages_kv"] for kv in one}
    known = [word for identity, others in zip(once["id"], once["other_names"], strict=True) for word in (identity, *others)]
    assert set(map(str, range(len(rows)))) <= set(known)
