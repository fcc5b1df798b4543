"""What is true: boundaries, substations and outage records, joined, for any date. No map and no user interface."""

import os

# Drivers of GDAL that call addresses, run programs or read a file that another names: GDAL reads this
# once, when the first reader loads it. `geo/places/shapes.py` names the driver of each file in any case.
ELSEWHERE = ("OGR_VRT GDALG WFS OAPIF OGCAPI HTTP CSW Elasticsearch Carto AmigoCloud PLSCENES NGW EEDA "
             "ADBC GPSBabel")
os.environ["GDAL_SKIP"] = " ".join(dict.fromkeys([*os.environ.get("GDAL_SKIP", "").split(), *ELSEWHERE.split()]))
