"""Addresses are shown without what is secret in them, whatever signs a password holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError, Refused
from geo.read import read_dataset
from geo.sources import without_secrets
from geo.sources.postgis import read_table
from geo.sources.urls import identity_of
from tests.folders import name_in_toml
from tests.geo.worlds import write_folder

SECRET = "XYZ"  # no other part of an address below holds these letters
signs = st.text("@:/?#&=%[]. \n", max_size=6)
secrets = st.lists(signs, min_size=2, max_size=4).map(SECRET.join)
schemes = st.sampled_from(["https", "postgresql", "POSTGRES", "postgresql+psycopg", "mysql", "ftp", " http"])
places = st.sampled_from(["h", "h.org:5432/db", "[::1]:80/a/b.csv", "h/a@b", "h:port/x"])
queries = st.none() | secrets
users = st.none() | secrets | secrets.map("u:{}".format)


@pytest.mark.parametrize(("entry", "shown"), [
    ("outages.csv", "outages.csv"),
    ("by:hand/me@home?.csv", "by:hand/me@home?.csv"),
    ("https://user:p@ss/word@example.org/a/b.csv?key=hush#x", "https://example.org/a/b.csv"),
    ("https://example.org/a.csv#one?two", "https://example.org/a.csv"),
    ("postgresql://u:p@host:5432/db?table=public.regions&sslmode=require&password=hush",
     "postgresql://host:5432/db, table public.regions"),
    ("POSTGRES://u@host/db?table=t", "POSTGRES://host/db, table t"),
    ("postgresql+psycopg://u:hush@host/db?table=t", "postgresql+psycopg://host/db"),
])  # fmt: skip
def test_an_address_is_shown_without_user_password_and_query(entry, shown):
    assert without_secrets(entry) == shown


@pytest.mark.parametrize("entry", [
    "postgresql://u:S3C#RET@h/db?table=t", "https://u:S3C?RET@h/x", "https://h/x?key=S3C@RET",
    "https://u:p@h/x?key=S3C@RET", "postgresql://u:p@h/db?table=t&password=S3C@RET",
])  # fmt: skip
def test_an_address_whose_parts_cannot_be_told_apart_is_hidden_with_what_to_write(entry):
    shown = without_secrets(entry)
    assert "S3C" not in shown
    assert "RET" not in shown
    assert shown.endswith('write "#", "?" and "@" of user, password and query as %23, %3F and %40)')
    assert identity_of(entry) != identity_of(entry.replace("h/", "other/")), "two servers stay two"


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "mysql", "ftp", " https"])
def test_an_address_of_a_kind_that_is_not_read_is_refused_without_its_password(tmp_path, scheme):
    folder = name_in_toml(write_folder(tmp_path / "w"), outages=f"{scheme}://u:hush@h/db?key=hush")
    with pytest.raises(DataError, match="an address of this kind is not read") as caught:
        read_dataset(folder)
    assert "hush" not in str(caught.value)
    assert f"{scheme.strip()}://h/db" in str(caught.value)


@pytest.mark.long
@settings(deadline=None, max_examples=1000)
@given(schemes, users, places, queries, st.none() | secrets)
def test_no_part_of_a_secret_is_ever_shown(scheme, user, place, query, fragment):
    entry = f"{scheme}://" + ("" if user is None else f"{user}@") + place
    entry += ("" if query is None else f"?table=t&key={query}")
    entry += ("" if fragment is None else f"#{fragment}")
    assert SECRET not in without_secrets(entry)


@pytest.mark.parametrize("option", [
    "passfile=/etc/passwd", "service=x", "host=a,b", "options=-c%20x", "password=hush", "SSLMODE=require",
])
def test_options_of_a_database_address_that_could_name_files_are_refused_by_name(option):
    with pytest.raises(Refused, match=f"the address holds {option.partition('=')[0]}; .* only sslmode and sslrootcert") as caught:
        read_table(f"postgresql://u@127.0.0.1:1/db?table=t&sslmode=require&{option}", timeout_s=1)
    assert "hush" not in str(caught.value)


def test_the_options_of_encryption_are_passed_on():
    with pytest.raises(Refused, match="the database says"):  # nobody listens on port 1
        read_table("postgresql://u@127.0.0.1:1/db?table=t&sslmode=require&sslrootcert=system", timeout_s=2)
