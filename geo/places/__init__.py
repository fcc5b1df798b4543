"""Features on the map: regions, substations, gazetteer, base map; which region holds a point."""
