"""The smallest Streamlit page with a map: st_folium and one GeoJson. Run by `benchmarks.dashboard`."""

import sys

import folium
import streamlit as st
from streamlit_folium import st_folium

st.title("Outages")
outages = folium.Map(location=[48.5, 31.0], zoom_start=6, tiles=None)
folium.GeoJson(sys.argv[1]).add_to(outages)
st_folium(outages, width=1200, height=600, returned_objects=[])
