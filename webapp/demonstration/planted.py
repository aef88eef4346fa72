"""What is hidden in the responses, so that theming, campaigns and checks can be held against a known truth.

How the counts are to be read, where there was a choice:

- A theme's count is the number of *responses* whose words carry it. Every response received counts: the copies of a
  campaign, the second sending of a duplicate, organisations, late ones, other languages. In "Warm homes" a response
  counts once, whether it carries the theme in B8, in B12 or in both.
- Buses: the campaign ("Bring back the 14") asks for one thing, a bus that comes often and turns up. Its 84 identical
  and 19 adapted copies are therefore 103 of the 148 that carry "reliability and frequency"; the other 45 are people
  who say it in words of their own. No other reading holds: a campaign against franchising would need 103 of "cost to
  public purse" (58) or of "disruption and risk of change" (39). Supporters of franchising are more numerous for it; a
  summary that shows campaigns apart shows that too.
- Buses: many answers carry two or three themes, so fewer people answer A7 than there are mentions. The rest left A7
  empty; an empty answer is neither "none of these" (words about something else) nor "no reason" ("n/a", "as above").
- Buses: "duplicates 6" are six second sendings, a few minutes after the first. "Individuals" are all who do not answer
  for an organisation, group or business: elected representatives and people who answer for someone else too.
- Homes: the 22 letters of landlords carry "cost and bills" and "renters and rent rises" and count in both. Landlords,
  residents and elected representatives are the 372 individuals. Fewer than ten people in Tarnford and fewer than ten
  in Oxmere rent privately: the small cells.
- High street: the file that the other counts come from plants none for the survey; these are our own.
"""

NONE_OF_THESE = "none of these"
NO_REASON = "no reason"

BUSES_A7 = {
    "reliability and frequency": 148,
    "fares and ticketing": 97,
    "evening and Sunday services": 84,
    "links to hospital and jobs": 73,
    "public accountability": 66,
    "cost to public purse": 58,
    "disruption and risk of change": 39,
    "safety": 31,
    "air quality and climate": 22,
    "drivers' jobs and conditions": 17,
    NONE_OF_THESE: 13,
    NO_REASON: 9,
}
BUSES_A10 = {
    "wheelchair space and ramps": 27,
    "older people and seats": 19,
    "women's safety after dark": 16,
    "carers": 11,
    "prayer times and school runs": 7,
}
BUSES_CHANNELS = {"online": 556, "paper": 46, "kiosk": 22, "assisted": 16}
BUSES_LANGUAGES = {"ur": 5, "pa": 3, "pl": 3, "ro": 2, "so": 1}
BUSES_TRAPS = {
    "campaign identical": 84,
    "campaign adapted": 19,
    "duplicate": 6,
    "shared address": 14,
    "personal data": 9,
    "abusive": 1,
    "defamatory": 1,
    "threatening": 1,
    "late": 7,
    "petition signatures 1243": 1,
    "petition valid 1087": 1,
    "on behalf of 412": 1,
}
BUSES_CAMPAIGN = "bring back the 14"

HOMES_B8_B12 = {
    "cost and bills": 132,
    "trust and bad past work": 118,
    "renters and rent rises": 77,
    "health and mould": 69,
    "one trusted adviser": 64,
    "local jobs for local people": 58,
    "it will not happen": 46,
    "disruption and older people": 41,
    "women and newcomers in trades": 23,
    "heritage streets": 15,
}
HOMES_CHANNELS = {"online": 318, "paper": 61, "assisted": 31}
HOMES_TRAPS = {"landlord letter": 22, "safeguarding": 4, "self-promotion": 1}
HOMES_CAMPAIGN = "landlords' letter"

HIGH_STREET_C8 = {
    "toilets": 86,
    "seats and shade": 81,
    "shops and market": 97,
    "cafés and evening life": 62,
    "feeling safe": 74,
    "traffic, parking and buses": 69,
    "cleanliness and upkeep": 43,
    "green space": 38,
    "things to do for the young": 57,
    NONE_OF_THESE: 11,
    NO_REASON: 14,
}
HIGH_STREET_C10 = {
    "young people": 88,
    "disabled people": 64,
    "older people": 59,
    "families with small children": 52,
    "people with little money": 47,
    "newcomers and other languages": 41,
    "workers and students": 26,
}
HIGH_STREET_CHANNELS = {"online": 447, "paper": 108, "kiosk": 57}
HIGH_STREET_RECEIVED = 612
