import re

import folium
import pytest

from geo.errors import UsageError
from geo.view import DEFAULT_LAYERS, View
from layers.layer import JS
from layers.map import FURNITURE, LAYERS, build_map, layer_titles
from layers.page import page_of


def test_the_map_is_a_folium_map_without_any_address_of_the_outside(ukraine):
    found = build_map(ukraine, View())
    assert isinstance(found, folium.Map)
    assert found.default_js == []
    assert found.default_css == []


def test_no_random_id_is_in_the_page(ukraine):
    outside_the_block = re.sub(r'<script type="text/plain".*?</script>', "", page_of(build_map(ukraine, View())), flags=re.DOTALL)
    assert re.findall(r"\b[0-9a-f]{32}\b", outside_the_block) == []


def test_an_unknown_layer_or_region_is_refused_with_the_ones_there_are(ukraine):
    with pytest.raises(UsageError, match="regions, substations, reports, labels"):
        build_map(ukraine, View(layers=("roads",)))
    with pytest.raises(UsageError, match="UA-05"):
        build_map(ukraine, View(region="US-TX"))


def test_every_layer_has_its_script_and_every_default_is_a_layer():
    for module in (*LAYERS, *FURNITURE):
        assert (JS / f"{module.NAME}.js").is_file()
    assert set(DEFAULT_LAYERS) <= set(layer_titles())
    assert len(set(DEFAULT_LAYERS)) == len(DEFAULT_LAYERS)
