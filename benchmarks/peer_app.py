"""A dashboard as a careful author writes it with st_folium: the map stays, `feature_group_to_add` brings each date's regions.

Everything that does not depend on the date is cached, and `returned_objects=[]` keeps the map from asking for reruns.
Run by `benchmarks.dashboard`, with a dataset folder.
"""

import sys
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers import day_group, empty_map, geojson
from geo.dataset import Dataset
from geo.read import read_dataset


@st.cache_resource
def prepared(folder: str) -> tuple[Dataset, dict[str, Any]]:
    dataset = read_dataset(folder)
    return dataset, geojson(dataset)


def earlier() -> None:
    st.session_state["index"] -= 1


dataset, shapes = prepared(sys.argv[1])
index = st.session_state.setdefault("index", dataset.timeline.days - 1)
st.button("Earlier", on_click=earlier)
st.write(f"{dataset.timeline.day(index)}")
st_folium(empty_map(dataset), key="map", width=1200, height=600, returned_objects=[],
          feature_group_to_add=day_group(dataset, index, shapes=shapes))
