"""A small crowd that answers a question about buses: four views, many ways to say each."""

from webapp.text.pipeline import Answer

QUESTION = "What would make the bus network better for you?"
ROUTES = ("42", "7", "12A", "90", "3")
TIMES = ("morning", "Monday", "winter", "school term", "rainy day")
VIEWS = {
    "late": (
        "The {route} is late nearly every {time} and nobody knows when it will arrive.",
        "Buses arrive late on the {route}, so reliability must improve before anything else.",
        "Late buses on a {time} made me miss two shifts; the {route} runs late all week.",
    ),
    "fares": (
        "Fares on the {route} cost more than my lunch, and a {time} ticket is dearer still.",
        "Cheaper fares for families would help; a {time} ticket on the {route} is a luxury.",
        "High fares keep us at home on a {time}, so cut the ticket price on the {route}.",
    ),
    "hospital": (
        "There is no direct link to the hospital from here; the {route} turns back before it each {time}.",
        "My hospital appointments need two changes from the {route}, which is hard on a {time}.",
        "Run the {route} past the hospital gates, since patients walk the last mile each {time}.",
    ),
    "dark": (
        "The bus shelter is dark and I am afraid to wait for the {route} after sunset on a {time}.",
        "Better street lighting at each shelter would let women travel safely on the {route} each {time}.",
        "Waiting at an unlit shelter for the {route} frightens my daughter every {time}.",
    ),
}
LETTER = (
    "I am writing to ask the authority to keep the Moor Lane shuttle running through the spring. Older neighbours "
    "rely on it to reach the surgery, the library and the market, and no other service climbs the hill."
)
OTHER_LETTER = (
    "As a member of the cycling club I urge you to spend the surplus on protected lanes along Weir Street. Children "
    "would ride to class, shopkeepers would gain from passing trade, and the air beside the road would be cleaner."
)


def said(view: str) -> list[str]:
    """Every way to say a view: 75 texts."""
    return [frame.format(route=route, time=time) for frame in VIEWS[view] for route in ROUTES for time in TIMES]


def crowd(every: int = 3) -> list[Answer]:
    """Every third text of each view, with an id that says the view."""
    return [Answer(f"{view}-{at}", text) for view in VIEWS for at, text in enumerate(said(view)) if at % every == 0]
