import datetime as dt
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.counts import VARIABLE, Counting, CountSummary, Progress, Rows, count_rows, count_summary, counts_from, read_counts
from geo.counts.daily import Recipe, daily
from geo.counts.engine import EMBEDDED, connected
from geo.errors import DataError, UsageError
from geo.places import regions_from
from tests.cluster import spark_cluster, why_not
from tests.geo.by_hand import added_up
from tests.geo.worlds import squares

KYIV, NEW_YORK, UTC, KATHMANDU = map(ZoneInfo, ("Europe/Kyiv", "America/New_York", "UTC", "Asia/Kathmandu"))
REGIONS = regions_from(squares(customers=["100", "", "40"]))[0]
COLUMNS = ["region_code", "time", "customers_out", "customers_total"]


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert not why_not(), f"{why_not()}: `make test-servers` installs it"
    with spark_cluster(tmp_path_factory.mktemp("spark")) as address:
        yield address


def csv_of(path: Path, rows: list[dict[str, str]], header: list[str] = COLUMNS) -> Path:
    pd.DataFrame(rows, columns=header).to_csv(path, index=False)
    return path


def counted(rows: Rows, *, zone: ZoneInfo = KYIV, step_min: int = 15, engine: str = EMBEDDED) -> CountSummary:
    return count_summary(rows, REGIONS, Counting(zone=zone, step_min=step_min, engine=engine))


def assert_as_by_hand(
    found: CountSummary, rows: list[dict[str, str]], *, zone: ZoneInfo, written: ZoneInfo, step_min: int = 15
) -> None:
    by_hand, left = added_up(rows, zone=zone, written=written, step_min=step_min, customers={"A": 100.0, "C": 40.0}, codes="ABC")
    assert {reason.name: n for reason, n in found.left_out.items()} == left
    assert found.read == len(rows)
    days = {("ABC"[row.region], dt.date(1970, 1, 1) + dt.timedelta(days=int(row.day))): row for row in found.daily.itertuples()}
    assert set(days) == set(by_hand)
    for key, figures in by_hand.items():
        for name, figure in figures.items():
            assert getattr(days[key], name) == pytest.approx(figure, nan_ok=True), (key, name)


def assert_same(one: CountSummary, other: CountSummary) -> None:
    pd.testing.assert_frame_equal(one.daily, other.daily)
    assert (one.read, one.left_out, one.listed, one.rejected, one.beyond, one.notes) == (
        other.read, other.left_out, other.listed, other.rejected, other.beyond, other.notes)


clocks = st.one_of(
    st.datetimes(dt.datetime(2026, 3, 28), dt.datetime(2026, 3, 31)),  # the clocks of Kyiv go forward on the 29th at 3
    st.datetimes(dt.datetime(2026, 10, 24), dt.datetime(2026, 10, 27)),  # and back on the 25th at 4
    st.datetimes(dt.datetime(2026, 3, 7), dt.datetime(2026, 3, 10)),  # those of New York forward on the 8th at 2
    st.datetimes(dt.datetime(2016, 1, 1), dt.datetime(2034, 12, 30)),  # no date lies decades from the others
)
forms = st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S.%f"])
offsets = st.sampled_from(["", "", "", "Z", "+02:00", "-0500", "+05:45"])
times = st.builds(lambda clock, form, offset: clock.strftime(form) + (offset if "%H" in form else ""), clocks, forms, offsets)
wrong_times = st.sampled_from(["", "noon", "2026-02-30", "2026-01-07 24:00", "2026-01-07T10:61", "0099-01-01", "2200-01-01",
                               "7.1.2026", "2026-01-07T10:00+2:00"])
odd_figures = st.sampled_from(["", " 7 ", "2.5", "1e1", "-3", "inf", "nan", "many", "1_000", "0x1"])
figures = st.one_of(st.integers(0, 130).map(str), odd_figures)
records = st.fixed_dictionaries({
    "region_code": st.sampled_from(["A", "A", "B", "C", " a", "Z", ""]), "time": st.one_of(times, times, times, wrong_times),
    "customers_out": figures, "customers_total": st.one_of(st.just(""), st.just("50"), figures),
})  # fmt: skip
sound_row = {"region_code": "B", "time": "2026-01-07", "customers_out": "1", "customers_total": ""}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(records, max_size=25), st.sampled_from([KYIV, NEW_YORK, UTC, KATHMANDU]), st.sampled_from([KYIV, NEW_YORK, UTC]))
@pytest.mark.long
def test_a_text_file_comes_to_what_adding_up_by_hand_gives(tmp_path: Path, rows: list[dict[str, str]], zone: ZoneInfo,
                                                           written: ZoneInfo) -> None:
    rows = [sound_row, *rows]
    found = counted(read_counts(csv_of(tmp_path / "counts.csv", rows), zone=written), zone=zone)
    assert_as_by_hand(found, rows, zone=zone, written=written)
    assert (len(found.listed), len(found.rejected)) == (found.unused, found.rejected_count)


regular = st.lists(st.tuples(st.sampled_from("ABC"), clocks, st.integers(0, 130)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(regular, st.sampled_from([KYIV, NEW_YORK]), st.sampled_from([KYIV, UTC]), st.sampled_from([5, 15, 60, 1440]))
@pytest.mark.long
def test_csv_parquet_and_a_table_at_hand_come_to_the_same(tmp_path: Path, rows: list[tuple[str, dt.datetime, int]],
                                                          zone: ZoneInfo, written: ZoneInfo, step_min: int) -> None:
    texts = [{"region_code": code, "time": f"{clock:%Y-%m-%d %H:%M:%S}", "customers_out": str(out), "customers_total": ""}
             for code, clock, out in rows]
    typed = pd.DataFrame({"region_code": [r[0] for r in rows], "time": pd.to_datetime([r["time"] for r in texts]),
                          "customers_out": [r[2] for r in rows]})
    typed.to_parquet(tmp_path / "counts.parquet")
    files = csv_of(tmp_path / "counts.csv", texts), tmp_path / "counts.parquet"
    sources = [*(read_counts(file, zone=written) for file in files),
               counts_from(pd.DataFrame(texts), zone=written), counts_from(typed, zone=written)]
    assert sources[0].clock
    for source in sources:
        assert_as_by_hand(counted(source, zone=zone, step_min=step_min), texts, zone=zone, written=written, step_min=step_min)


def a_years_feed(n: int = 4000) -> list[dict[str, str]]:
    rng = np.random.default_rng(7)
    steps = pd.date_range("2026-03-26", periods=400, freq="15min").append(pd.date_range("2026-10-23", periods=400, freq="15min"))
    codes = rng.choice(["A", "B", "C", "c ", "Z", ""], n, p=[0.3, 0.2, 0.3, 0.1, 0.05, 0.05])
    tails = rng.choice(["", "Z", "+02:00", "~"], n, p=[0.7, 0.1, 0.1, 0.1])
    cells = zip(codes, rng.choice(steps, n), tails, rng.integers(0, 130, n), rng.choice(["", "", "80"], n), strict=True)
    return [{"region_code": code, "time": f"{pd.Timestamp(step):%Y-%m-%dT%H:%M}{tail}",
             "customers_out": str(out) if out > 5 else "", "customers_total": total} for code, step, tail, out, total in cells]


def test_a_spark_cluster_and_the_embedded_engine_agree_on_every_row(spark: str, tmp_path: Path) -> None:
    rows = a_years_feed()
    texts = read_counts(csv_of(tmp_path / "counts.csv", rows), zone=KYIV)
    plain = pd.DataFrame([row for row in rows if len(row["time"]) == 16])
    typed = plain.assign(time=pd.to_datetime(plain["time"]), customers_out=pd.to_numeric(plain["customers_out"]),
                         customers_total=pd.to_numeric(plain["customers_total"]))
    typed.to_parquet(tmp_path / "naive.parquet")
    typed.assign(time=typed["time"].dt.tz_localize("UTC")).to_parquet(tmp_path / "moments.parquet")
    plain.to_csv(tmp_path / "plain.csv", index=False)
    files = [texts, *(read_counts(tmp_path / name, zone=KYIV) for name in ("naive.parquet", "moments.parquet", "plain.csv"))]
    for source in files:
        for zone in (KYIV, NEW_YORK):
            here, there = (counted(source, zone=zone, engine=engine) for engine in (EMBEDDED, spark))
            assert len(here.daily) > 10
            assert_same(here, there)
    assert_as_by_hand(counted(texts, engine=spark), rows, zone=KYIV, written=KYIV)


def test_points_find_their_region_on_both_engines_the_first_code_on_a_border(spark: str, tmp_path: Path) -> None:
    rows = [{"region_code": "", "lon": lon, "lat": lat, "time": "2026-01-07T10:00", "customers_out": str(n)} for n, (lon, lat) in
            enumerate([("0.5", "0.5"), ("1.0", "0.5"), ("1.5", "0.5"), ("2", "0.25"), ("9", "9"), ("", ""), ("x", "1")], start=1)]
    rows.append({"region_code": "C", "lon": "0.5", "lat": "0.5", "time": "2026-01-07T10:00", "customers_out": "9"})
    path = csv_of(tmp_path / "counts.csv", rows, ["region_code", "lon", "lat", "time", "customers_out"])
    here, there = (counted(read_counts(path, zone=KYIV), engine=engine) for engine in (EMBEDDED, spark))
    assert here.daily["customers_out"].tolist() == [2.0, 4.0, 9.0]
    assert [row for row, _ in here.listed] == [6]
    assert [fault.row for fault in here.rejected] == [7, 8]
    assert_same(here, there)


def test_a_feed_of_points_needs_no_codes(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "counts.csv", [{"lon": "2.5", "lat": "0.5", "time": "2026-01-07", "customers_out": "3"}],
                  ["lon", "lat", "time", "customers_out"])
    assert counted(read_counts(path, zone=KYIV)).daily["region"].tolist() == [2]


def test_a_file_larger_than_the_memory_allowed_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "counts.parquet"
    with connected() as engine:
        engine.backend.raw_sql("COPY (SELECT 'A' AS region_code, TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * i AS time, "
                               f"i % 100 AS customers_out FROM range(3000000) t(i)) TO '{path}'")
    with connected(memory_mb=64) as engine:
        table = engine.table(read_counts(path, zone=KYIV))
        assert engine.fetch(table.aggregate(n=table.count()))["n"].tolist() == [3_000_000]
    found = counted(read_counts(path, zone=KYIV))
    assert found.read == 3_000_000
    assert found.daily["covered_h"].tolist()[:-1] == [24.0] * (len(found.daily) - 1)


@pytest.mark.long
def test_rows_are_not_kept_while_their_times_are_put_on_other_clocks(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    with connected(memory_mb=100) as engine:
        engine.backend.raw_sql("COPY (SELECT 'A' AS region_code, TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * i AS time, "
                               f"i % 100 AS customers_out FROM range(3000000) t(i)) TO '{path}'")
        engine.backend.raw_sql("SET max_temp_directory_size = '1MB'")
        rows = read_counts(path, zone=UTC)
        totals = pd.DataFrame({"code": ["A"], "total": [100.0]})
        recipe = Recipe(zone=NEW_YORK, written=UTC, step_min=15, breaks=(0.5,), totals=totals, hold=engine.hold)
        found = engine.fetch(daily(engine.table(rows), rows.columns, recipe))
    assert int(found["rows"].sum()) == 3_000_000


def test_progress_ends_with_all_rows(tmp_path: Path) -> None:
    heard: list[Progress] = []
    rows = read_counts(csv_of(tmp_path / "counts.csv", [sound_row] * 50), zone=KYIV)
    count_summary(rows, REGIONS, Counting(zone=KYIV), watch=heard.append)
    assert heard[-1] == Progress(share=1.0, rows=50)


@pytest.mark.long
def test_progress_tells_how_far_a_long_reading_is(tmp_path: Path) -> None:
    path, heard = tmp_path / "counts.csv", list[Progress]()
    with connected() as engine:
        engine.backend.raw_sql("COPY (SELECT 'A' AS region_code, TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * i AS time, "
                               f"i % 100 AS customers_out FROM range(6000000) t(i)) TO '{path}'")
    count_summary(read_counts(path, zone=KYIV), REGIONS, Counting(zone=KYIV), watch=heard.append)
    under_way = [one for one in heard if 0 < one.share < 1]
    assert under_way
    assert all(one.rows == pytest.approx(one.share * heard[-1].rows, abs=1) for one in under_way)
    assert [one.share for one in heard] == sorted(one.share for one in heard)


def test_an_engine_that_is_none_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = read_counts(csv_of(tmp_path / "counts.csv", [sound_row]), zone=KYIV)
    with pytest.raises(UsageError, match="No engine answers at nonsense://"):
        counted(rows, engine="nonsense://here")
    with pytest.raises(UsageError, match="The engine polars reads no CSV"):
        counted(rows, engine="polars://")
    typed = pd.DataFrame({"region_code": ["A"], "time": [pd.Timestamp("2026-01-07 10:00")], "customers_out": [5]})
    typed.to_parquet(tmp_path / "counts.parquet")
    for name in ("polars", "sqlite"):
        with pytest.raises(UsageError, match=f"The engine {name} cannot do this .* Use the embedded one"):
            counted(read_counts(tmp_path / "counts.parquet", zone=KYIV), engine=f"{name}://")
    monkeypatch.setenv(VARIABLE, "nonsense://here")
    with pytest.raises(UsageError, match="nonsense"):
        counted(rows, engine="")


@pytest.mark.servers
def test_a_spark_master_that_does_not_answer_is_named(tmp_path: Path) -> None:
    rows = read_counts(csv_of(tmp_path / "counts.csv", [sound_row]), zone=KYIV)
    with pytest.raises(UsageError, match=r"No Spark master answers at spark://127\.0\.0\.1:9: .*spark://host:7077"):
        counted(rows, engine="spark://127.0.0.1:9")


@pytest.mark.parametrize(("missing", "said"), [
    ("PySpark", r"Missing package: pyspark\. Install the extra `spark`: pip install -r requirements-spark\.txt"),
    ("Java", r"Spark needs Java, which is not installed\. Install Java 17"),
])  # fmt: skip
def test_what_a_spark_cluster_needs_on_this_machine_is_said_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                            missing: str, said: str) -> None:
    rows = read_counts(csv_of(tmp_path / "counts.csv", [sound_row]), zone=KYIV)
    if missing == "PySpark":
        monkeypatch.setitem(sys.modules, "pyspark", None)
    else:
        (tmp_path / "pyspark.py").touch()
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=said):
        counted(rows, engine="spark://127.0.0.1:9")


@pytest.mark.long
@pytest.mark.parametrize(("text", "said"), [
    ("region_code,time,customers_out\nA,2026-01-07,1\nB,2026-01-07\n", "row 3: the row has 2 cells where the header has 3"),
    ("region_code,time,customers_out\nA,2026-01-07,1,5\n", "row 2: the row has 4 cells"),
    ("region_code,time,customers_out,time\nA,2026-01-07,1,5\n", "column time: the column time stands twice"),
    ("region_code,time\nA,2026-01-07\n", "the column customers_out is missing"),
    ("", "the file is empty"),
    ("region_code,time,customers_out\nA,noon,1\nB,2026-01-07,many\n",
     "row 2, column time: the time cannot be read. Found: 'noon'"),
])  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        counted(read_counts(path, zone=KYIV))
    assert said in str(caught.value)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes("region_code,time,customers_out\nÄ,2026-01-07,1\n".encode("latin-1"))
    with pytest.raises(DataError, match="UTF-8"):
        counted(read_counts(path, zone=KYIV))


def test_rows_keep_their_line_whatever_stands_between_them(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text('\ufeffregion_code,time,customers_out,note\nA,2026-01-07,1,"two\nlines"\n\nZ,2026-01-07,1,\n\n\nB,2026-01-07,,\n',
                    encoding="utf-8")
    found = counted(read_counts(path, zone=KYIV))
    assert [row for row, _ in found.listed] == [5, 8]
    assert found.read == 3


def test_a_file_with_its_own_words_is_read_through_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "eaglei [2024].csv"
    path.write_text("fips;when;sum\nA;2026-01-07 10:00:00;5\n", encoding="utf-8")
    words = {"region_code": "fips", "time": "when", "customers_out": "sum"}
    found = counted(read_counts(path, zone=UTC, columns=words), zone=UTC)
    assert found.daily["customers_out"].tolist() == [5.0]


def test_a_total_of_nobody_is_no_total(tmp_path: Path) -> None:
    rows = [{"region_code": "B", "time": "2026-01-07", "customers_out": "5", "customers_total": "0"}]
    assert math.isnan(counted(read_counts(csv_of(tmp_path / "counts.csv", rows), zone=KYIV)).daily["customers_total"].iat[0])


def test_a_reply_is_counted_to_its_last_row_before_it_is_taken(tmp_path: Path) -> None:
    rows = [sound_row] * 30 + [sound_row | {"time": "noon"}, sound_row | {"customers_out": ""}]
    path = csv_of(tmp_path / "counts.csv", rows)
    assert count_rows(read_counts(path, zone=KYIV), zone=KYIV) == 31
    path.write_text(path.read_text(encoding="utf-8")[:-3], encoding="utf-8")
    with pytest.raises(DataError, match="row 33"):
        count_rows(read_counts(path, zone=KYIV), zone=KYIV)
