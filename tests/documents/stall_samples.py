"""A pack as a site makes it, for the tests of its renderer."""

from dataclasses import replace

from webapp.documents.stall_pack import Script, StallPack

ADDRESS = "https://folkmoot.merestone.example/p/12"
PACK = StallPack(
    language="en-GB",
    authority="Merestone Combined Authority",
    number="P-12",
    title="A bench at the library steps",
    by="Proposed by Canal Side Residents’ Voice",
    pitch="People wait at the library steps for the 14 and cannot sit. We ask for a bench with arms, out of the wind.",
    address=ADDRESS,
    short_address="folkmoot.merestone.example/p/12",
    call="Do you want this too?",
    scan="Point the camera of your phone at the square.",
    type_it="Or type this address:",
    promises_heading="What happens",
    promises=["At 50 people: An officer is named, and answers in writing within 28 days.",
              "At 500 people: It is put on the agenda of those who decide."],
    poster_foot="You sign in by a link in a mail. Your name is never shown.",
    empty="This side is empty, so that nothing is on the back of the poster.",
    sheet_heading="Sign to back this",
    sheets=["P12-1", "P12-2"],
    sheet_number="Sheet %s",
    front="Front",
    back="Back",
    sign_here="Sign once, for yourself, if you live or work in the area.",
    privacy="Only those who count and check the sheets see it. It is shredded after that.",
    columns=["Line", "Name", "Postcode", "Signature"],
    script_heading="For you at the stall",
    script=[Script("Say", ["Hello."]), Script("Afterwards", ["Count the lines.", "Enter the sheet."])],
    note="Some letters could not be shown.",
)  # fmt: skip


def make_pack(**changes):
    return replace(PACK, **changes)
