"""Words for the generated reports: who speaks, of what part, and in which sentences."""

SOURCES = {
    "official": ("Regional military administration", "State emergency service", "Ministry of energy", "City council", "Governor"),
    "operator": ("Transmission operator", "Northern distribution company", "Southern distribution company",
                 "Power plant press office"),
    "de_facto_authority": ("Installed administration", "Installed energy ministry"),
    "media": ("Public broadcaster", "Regional newspaper", "News agency", "Television channel"),
    "ngo": ("Relief coordination office", "Red Cross branch", "Monitoring group"),
    "sensor": ("Night light index", "Internet connectivity monitor"),
}
ROLE_SHARES = {"official": 0.4, "operator": 0.28, "de_facto_authority": 0.06, "media": 0.16, "ngo": 0.06, "sensor": 0.04}
SCOPES = (
    "the occupied part", "the north-west", "the north-east", "the south", "the coastal districts", "one district",
    "the left bank", "the right bank", "border villages", "the regional centre", "settlements along the river",
    "the industrial zone",
)
ASSETS = (
    "a 330 kV substation", "two 110 kV lines", "a thermal power plant", "a 750 kV line", "the switchyard of a power plant",
    "a distribution substation", "transformers of a substation", "a combined heat and power plant", "overhead lines",
    "a hydroelectric plant",
)
EXTENT_WORDS = {
    "all": "the whole of {place} is without power", "nearly_all": "almost all of {place} is without power",
    "large_part": "a large part of {place} is without power", "part": "consumers in part of {place} are without power",
    "none": "power is back everywhere in {place}", "unknown": "there are interruptions in {place}, to what extent is not known",
}
CAUSE_WORDS = {
    "attack": ("after a night attack with drones", "after missile strikes on energy facilities", "after shelling near the front",
               "after an attack on {asset}"),
    "weather": ("because of strong wind and wet snow", "after a thunderstorm", "because of icing on lines", "after flooding"),
    "equipment": ("after an equipment failure", "because of an overloaded line", "after an accident at {asset}"),
    "fuel": ("because a plant is short of fuel", "because of a shortage of gas"),
    "other": ("because of repair works", "for reasons not stated"),
    "unknown": ("the cause is not known yet", "the cause is being established"),
}
OUTLOOKS = (
    "crews are at work", "repairs begin when the military allows it", "restoration is expected by the evening",
    "schedules of outages apply", "critical infrastructure runs on generators", "water is supplied from backup",
    "residents are asked to save power",
    "hourly outages are in force", "no time of restoration is given", "the network is being switched to reserve lines",
)
ADVISORIES = (
    "Prepare for long outages: charge devices and keep a reserve of water, {source} asks the residents of {place}.",
    "{source} warns of possible emergency outages in {place} tomorrow because of the load on the network.",
    "Schedules of hourly outages will apply in {place} tomorrow from 8:00 to 22:00, {source} says.",
    "Use power sparingly from 17:00 to 22:00, {source} asks consumers in {place}; the deficit in the system remains large.",
)
SERVICES = ("health", "metro", "water", "telecom", "rail", "heating", "sirens")
SERVICE_STATES = ("normal", "backup", "halted", "emergency", "reserve", "off")
SUBSTATION_WORDS = (
    "North", "South", "East", "West", "Central", "River", "Mill", "Forest", "Lake", "Station Road", "Old Town", "Airport",
    "Harbour", "Quarry", "Meadow", "Bridge", "Hill", "Spring", "Valley", "Ridge", "Cedar", "Oak", "Pine",
    "Granite", "Union", "Liberty",
)
OPERATORS = ("Transmission operator", "Northern distribution company", "Southern distribution company", "")
