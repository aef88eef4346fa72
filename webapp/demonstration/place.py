"""The place: three districts, eleven areas and their postcode sectors (ZZ is not a live area), groups and staff."""

from webapp.demonstration.shapes import DemoArea, DemoGroup, DemoPerson, DemoPlace

AREAS = (
    DemoArea("X-CAL-01", "Northgate", "Calderwick", ("ZZ1 1",)),
    DemoArea("X-CAL-02", "Canal Side", "Calderwick", ("ZZ1 2", "ZZ1 3")),
    DemoArea("X-CAL-03", "Hob Hill", "Calderwick", ("ZZ2 1", "ZZ2 2")),
    DemoArea("X-CAL-04", "Priory", "Calderwick", ("ZZ2 3",)),
    DemoArea("X-CAL-05", "Foundry", "Calderwick", ("ZZ3 1",)),
    DemoArea("X-TAR-01", "Tarn Green", "Tarnford", ("ZZ3 2",)),
    DemoArea("X-TAR-02", "Weavers", "Tarnford", ("ZZ3 3", "ZZ4 1")),
    DemoArea("X-TAR-03", "Station", "Tarnford", ("ZZ4 2",)),
    DemoArea("X-OXM-01", "Oxmere North", "Oxmere", ("ZZ4 3",)),
    DemoArea("X-OXM-02", "Oxmere South", "Oxmere", ("ZZ5 1", "ZZ5 2")),
    DemoArea("X-OXM-03", "Lidgate", "Oxmere", ("ZZ5 3",)),
)

# The last two stand for kinds of group that the first seven do not have.
GROUPS = (
    DemoGroup("Canal Side Residents' Voice", "community group", "Neighbours along the cut, since 2009.", "Canal Side"),
    DemoGroup("Hob Hill Bus Users", "community group", "People who wait for the 14 together.", "Hob Hill"),
    DemoGroup("Foundry Makers Co-op", "business", "Forty workshops under one leaking roof.", "Foundry"),
    DemoGroup("Tarnford Deaf Club", "charity", "A club for deaf people and their families.", "Station"),
    DemoGroup("Oxmere Older People's Forum", "charity", "A voice for people over 60 in Oxmere.", "Oxmere South"),
    DemoGroup("Priory Street Traders", "business", "Shops and stalls on and around Priory Street.", "Priory"),
    DemoGroup("Weavers Youth Panel", "community group", "Young people aged 11 to 25 who meet on Tuesdays.", "Weavers"),
    DemoGroup("Calderwick Council", "council", "The council for Calderwick.", "Priory"),
    DemoGroup("University of Merestone", "university", "Teaching and research in Calderwick and Tarnford.", "Station"),
)

STAFF = (
    DemoPerson("R. Okafor", "engagement officer"),
    DemoPerson("M. Dhaliwal", "transport lead"),
    DemoPerson("J. Pryce", "housing lead"),
    DemoPerson("Cllr A. Whitcombe", "portfolio holder"),
)

MERESTONE = DemoPlace("Merestone Combined Authority", AREAS, GROUPS, STAFF)

DISTRICT_OF = {area.name: area.district for area in AREAS}
SECTORS_OF = {area.name: area.sectors for area in AREAS}
