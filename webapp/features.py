"""The table of contents: every feature's pages, the work the worker can do, and what joins rooms that stand apart."""

from functools import partial

from flask import Flask

from webapp.accounts import security, tries
from webapp.accounts.routes import all as accounts
from webapp.accounts.signals import person_gone
from webapp.agenda import dates as agenda_dates
from webapp.agenda import listed as agenda_listed
from webapp.agenda import panels as agenda_panels
from webapp.agenda import (
    panels_decisions,
    panels_feedback,
    telling_decisions,
    telling_issues,
    things_commitments,
    things_decisions,
)
from webapp.agenda import resource as agenda_resource
from webapp.agenda import searched as agenda_searched
from webapp.agenda import things as agenda_things
from webapp.agenda.routes import all as agenda
from webapp.api import routes as open_interface
from webapp.consultations import announcing as consultations_announcing
from webapp.consultations import dates as consultations_dates
from webapp.consultations import listed as consultations_listed
from webapp.consultations import resource as consultations_resource
from webapp.consultations import searched as consultations_searched
from webapp.consultations import things as consultations_things
from webapp.consultations.routes import answering, importing
from webapp.consultations.routes import public as public_consultations
from webapp.consultations.routes.manage import all as manage_consultations
from webapp.files.models import StoredFile
from webapp.forums import panels as forums_panels
from webapp.forums import searched as forums_searched
from webapp.forums import telling as forums_telling
from webapp.forums import things as forums_things
from webapp.forums.moderated import ModeratedPost
from webapp.forums.routes import all as forums
from webapp.home import embedding
from webapp.home import panels as home_panels
from webapp.home.routes import embed, impact, journey, today
from webapp.home.routes import public as public_home
from webapp.jobs.models import Job
from webapp.moderation import kinds as moderation_kinds
from webapp.moderation import leaving as moderation_leaving
from webapp.moderation import panels as moderation_panels
from webapp.moderation import telling as moderation_telling
from webapp.moderation.routes import all as moderation
from webapp.notices import panels as notices_panels
from webapp.notices.routes import all as notices
from webapp.places import abouts, sorting
from webapp.places.routes import office as places_office
from webapp.polls import announcing as polls_announcing
from webapp.polls import dates as polls_dates
from webapp.polls import listed as polls_listed
from webapp.polls import resource as polls_resource
from webapp.polls import searched as polls_searched
from webapp.polls import things as polls_things
from webapp.polls.moderated import ModeratedReason
from webapp.polls.routes import all as polls
from webapp.polls.statements import leaving as statements_leaving
from webapp.polls.statements import panels as statements_panels
from webapp.polls.statements.moderated import ModeratedStatement
from webapp.proposals import listed as proposals_listed
from webapp.proposals import panels as proposals_panels
from webapp.proposals import resource as proposals_resource
from webapp.proposals import searched as proposals_searched
from webapp.proposals import telling as proposals_telling
from webapp.proposals import things as proposals_things
from webapp.proposals.moderated import ModeratedAmendment, ModeratedProposal, ModeratedReply
from webapp.proposals.routes import all as proposals
from webapp.proposals.services import leaving as proposals_leaving
from webapp.search import keeping as search_keeping
from webapp.search import kinds as search_kinds
from webapp.search.routes import public as public_search
from webapp.summaries import joined as summaries_joined
from webapp.summaries import panels as summaries_panels
from webapp.summaries import resource as summaries_resource
from webapp.summaries.routes import all as summaries
from webapp.themes import joined as themes_joined
from webapp.themes import panels as themes_panels
from webapp.themes.routes import all as themes
from webapp.themes.routes import said as said_so_far
from webapp.web import dates, listed, panels, resources, things

# Modules of pages; each registers its views on the blueprint of its feature.
PAGES = (
    public_home,
    journey,
    impact,
    today,
    embed,
    public_consultations,
    answering,
    manage_consultations,
    importing,
    accounts,
    notices,
    moderation,
    places_office,
    proposals,
    polls,
    forums,
    themes,
    said_so_far,
    summaries,
    public_search,
    agenda,
    open_interface,
)

# Tables which no page of theirs makes known.
TABLES = (StoredFile, Job)

# Kinds of jobs, by name so that only the worker loads what they need.
JOBS: dict[str, str] = {
    "agenda-papers": "webapp.agenda.jobs:make_papers",
    "code-new": "webapp.themes.jobs:code_new",
    "consultation-opens": "webapp.consultations.announcing:opened",
    "count-poll": "webapp.polls.jobs:count_poll",
    "digests": "webapp.notices.digesting:send",
    "forget-unconfirmed": "webapp.notices.jobs:forget_unconfirmed",
    "downloads": "webapp.summaries.jobs:run",
    "clear-imports": "webapp.consultations.importing.jobs:clear",
    "forget-post": "webapp.polls.letter_jobs:forget_post",
    "forget-words": "webapp.themes.jobs:forget_words",
    "poll-opens": "webapp.polls.announcing:opened",
    "opinion-groups": "webapp.polls.statements.jobs:run",
    "question-waits": "webapp.forums.jobs:remind",
    "remind-owner": "webapp.agenda.reminding:remind",
    "import": "webapp.consultations.importing.jobs:run",
    "send-mail": "webapp.notices.jobs:send",
    "stall-pack": "webapp.proposals.jobs:make_pack",
    "shuffle-ballots": "webapp.polls.jobs:shuffle_ballots",
    "split-hints": "webapp.themes.splitting:run",
    "why": "webapp.themes.whys:run",
    "suggest-again": "webapp.themes.jobs:suggest_again",
    "publish-summary": "webapp.summaries.publishing:run",
    "post": "webapp.polls.letter_jobs:print_post",
    "theme": "webapp.themes.jobs:run",
    "wipe-post": "webapp.forums.jobs:wipe",
}


# What can be found, in the order in which the page of search lists kinds.
SEARCHED = (consultations_searched.SEARCHED, polls_searched.POLLS, proposals_searched.SEARCHED, agenda_searched.ISSUES,
            agenda_searched.DECISIONS, agenda_searched.COMMITMENTS, forums_searched.THREADS, forums_searched.POSTS,
            polls_searched.STATEMENTS, forums_searched.BOARDS)  # fmt: skip


# What programs may read.
OFFERED = (consultations_resource.RESOURCE, polls_resource.RESOURCE, proposals_resource.RESOURCE,
           summaries_resource.RESOURCE, *agenda_resource.RESOURCES)  # fmt: skip


# How others find the things of a room, by kind.
THINGS = {
    "proposal": proposals_things.find,
    "poll": polls_things.find,
    "consultation": consultations_things.find,
    "issue": agenda_things.find_issues,
    "commitment": things_commitments.find,
    "thread": forums_things.find_threads,
    "board": forums_things.find_boards,
    "decision": things_decisions.find_decisions,
    "agenda item": things_decisions.find_items,
}

# Who speaks in a place that a page leaves open, in order.
PANELS = {
    "issue in public": (panels_decisions.on_issue, notices_panels.on_issue),
    "issue in the office": (panels_decisions.on_issue_in_office,),
    "consultation in public": (
        panels_feedback.on_consultation,
        notices_panels.on_consultation,
        forums_panels.on_consultation,
        summaries_panels.on_public_consultation,
    ),
    "poll in public": (panels_feedback.on_poll, notices_panels.on_poll, forums_panels.on_poll),
    "decision in public": (panels_feedback.on_decision,),
    "decision in the office": (panels_feedback.on_own_decision,),
    "after an answer": (notices_panels.after_an_answer,),
    "place": (notices_panels.on_place,),
    "proposal in public": (notices_panels.on_proposal, forums_panels.on_proposal),
    "what people said": (agenda_panels.on_publication,),
    "publication in the office": (agenda_panels.on_office_publication,),
    "poll in the office": (agenda_panels.on_office_poll, panels_feedback.on_own_poll, statements_panels.on_office_poll),
    "account": (moderation_panels.on_account,),
    "person": (moderation_panels.on_person,),
    "consultation in the office": (
        summaries_panels.on_consultation,
        themes_panels.on_consultation,
        panels_feedback.on_own_consultation,
    ),
    "own answer": (home_panels.on_own_answer,),
    "own vote": (home_panels.on_own_vote,),
    "front page": (proposals_panels.on_front_page,),
    "question in the workbench": (summaries_panels.on_answer,),
    "discussion so far": (themes_panels.on_discussion,),
    "own discussion": (themes_panels.on_own_discussion,),
    "beside the summary": (themes_panels.on_summary,),
}


def init_app(app: Flask) -> None:
    security.init_app(app)
    for blueprint in dict.fromkeys(page.blueprint for page in PAGES):
        app.register_blueprint(blueprint)
    tries.init_app(app)
    _join_signals()
    _offer_kinds()
    for list_dates in (agenda_dates.list_dates, consultations_dates.list_dates, polls_dates.list_dates):
        dates.register(app, list_dates)
    for kind, find in THINGS.items():
        things.register(app, kind, find)
    for place, speakers in PANELS.items():
        for speak in speakers:
            panels.fill(app, place, speak)
    for kind in listed.FINDERS:
        panels.fill(app, f"{kind} in public", partial(embedding.on_thing, kind))


def _join_signals() -> None:
    """What travels against the river. Joined twice changes nothing."""
    themes_joined.join()
    summaries_joined.join()
    consultations_announcing.join()
    proposals_telling.join()
    polls_announcing.join()
    telling_decisions.join()
    telling_issues.join()
    person_gone.connect(proposals_leaving.forget)
    person_gone.connect(statements_leaving.forget)
    moderation_telling.join()
    forums_telling.join()
    moderation_leaving.join()
    search_keeping.follow()


def _offer_kinds() -> None:
    """What each room has of the kinds that other rooms work on without knowing it: moderated, sorted, searched, listed
    at the front door, read by programs."""
    moderated = (ModeratedProposal(), ModeratedReply(), ModeratedAmendment(), ModeratedPost(), ModeratedReason(),
                 ModeratedStatement())  # fmt: skip
    moderation_kinds.KINDS.update({kind.kind: kind for kind in moderated})
    sorting.KINDS.update(consultation=consultations_things.in_office, poll=polls_things.in_office,
                         proposal=proposals_things.in_office)  # fmt: skip
    abouts.TOLD.update(proposal=proposals_things.AREAS, board=forums_searched.AREAS, issue=agenda_searched.AREAS,
                       meeting=agenda_dates.AREAS)  # fmt: skip
    search_kinds.KINDS.update({one.kind: one for one in SEARCHED})
    resources.RESOURCES.update({one.name: one for one in OFFERED})
    listed.LISTERS.update(consultations=consultations_listed.lister, polls=polls_listed.lister,
                          late=agenda_listed.list_late, decided=agenda_listed.list_decided,
                          feedback=agenda_listed.list_feedback)  # fmt: skip
    listed.FINDERS.update(consultation=consultations_listed.finder, poll=polls_listed.finder,
                          proposal=proposals_listed.finder)  # fmt: skip
