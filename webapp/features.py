"""The table of contents: every feature's pages, the work the worker can do, and what joins rooms that stand apart."""

from flask import Flask

from webapp.accounts import security, tries
from webapp.accounts.routes import all as accounts
from webapp.accounts.signals import person_gone
from webapp.agenda import panels_decisions, telling_decisions, things_decisions
from webapp.agenda.routes import all as agenda
from webapp.consultations import things as consultations_things
from webapp.consultations.routes import answering, importing
from webapp.consultations.routes import public as public_consultations
from webapp.consultations.routes.manage import all as manage_consultations
from webapp.files.models import StoredFile
from webapp.forums import panels as forums_panels
from webapp.forums import telling as forums_telling
from webapp.forums import things as forums_things
from webapp.forums.moderated import ModeratedPost
from webapp.forums.routes import all as forums
from webapp.home.routes import public as public_home
from webapp.jobs.models import Job
from webapp.moderation import kinds as moderation_kinds
from webapp.moderation import leaving as moderation_leaving
from webapp.moderation import panels as moderation_panels
from webapp.moderation import telling as moderation_telling
from webapp.moderation.routes import all as moderation
from webapp.notices.routes import all as notices
from webapp.polls import announcing as polls_announcing
from webapp.polls import panels as polls_panels
from webapp.polls import things as polls_things
from webapp.polls.moderated import ModeratedReason
from webapp.polls.routes import all as polls
from webapp.polls.statements import leaving as statements_leaving
from webapp.polls.statements import panels as statements_panels
from webapp.polls.statements.moderated import ModeratedStatement
from webapp.proposals import panels as proposals_panels
from webapp.proposals import telling as proposals_telling
from webapp.proposals import things as proposals_things
from webapp.proposals.moderated import ModeratedAmendment, ModeratedProposal, ModeratedReply
from webapp.proposals.routes import all as proposals
from webapp.proposals.services import leaving as proposals_leaving
from webapp.summaries import panels as summaries_panels
from webapp.summaries.routes import all as summaries
from webapp.themes import joined as themes_joined
from webapp.themes import panels as themes_panels
from webapp.themes.routes import all as themes
from webapp.themes.routes import said as said_so_far
from webapp.web import panels, things

# Modules of pages; each registers its views on the blueprint of its feature.
PAGES = (
    public_home,
    public_consultations,
    answering,
    manage_consultations,
    importing,
    accounts,
    notices,
    moderation,
    proposals,
    polls,
    forums,
    themes,
    said_so_far,
    summaries,
    agenda,
)

# Tables which no page of theirs makes known.
TABLES = (StoredFile, Job)

# Kinds of jobs, by name so that only the worker loads what they need.
JOBS: dict[str, str] = {
    "agenda-papers": "webapp.agenda.jobs:make_papers",
    "code-new": "webapp.themes.jobs:code_new",
    "count-poll": "webapp.polls.jobs:count_poll",
    "digests": "webapp.notices.digesting:send",
    "downloads": "webapp.summaries.jobs:run",
    "clear-imports": "webapp.consultations.importing.jobs:clear",
    "forget-words": "webapp.themes.jobs:forget_words",
    "opinion-groups": "webapp.polls.statements.jobs:run",
    "question-waits": "webapp.forums.jobs:remind",
    "import": "webapp.consultations.importing.jobs:run",
    "send-mail": "webapp.notices.jobs:send",
    "stall-pack": "webapp.proposals.jobs:make_pack",
    "shuffle-ballots": "webapp.polls.jobs:shuffle_ballots",
    "split-hints": "webapp.themes.splitting:run",
    "why": "webapp.themes.whys:run",
    "suggest-again": "webapp.themes.jobs:suggest_again",
    "post": "webapp.polls.letter_jobs:print_post",
    "theme": "webapp.themes.jobs:run",
    "wipe-post": "webapp.forums.jobs:wipe",
}


def init_app(app: Flask) -> None:
    security.init_app(app)
    for blueprint in dict.fromkeys(page.blueprint for page in PAGES):
        app.register_blueprint(blueprint)
    tries.init_app(app)
    themes_joined.join()
    proposals_telling.join()
    polls_announcing.join()
    telling_decisions.join()
    person_gone.connect(proposals_leaving.forget)
    person_gone.connect(statements_leaving.forget)
    moderation_telling.join()
    forums_telling.join()
    moderation_leaving.join()
    moderated = (ModeratedProposal(), ModeratedReply(), ModeratedAmendment(), ModeratedPost(), ModeratedReason(),
                 ModeratedStatement())  # fmt: skip
    moderation_kinds.KINDS.update({kind.kind: kind for kind in moderated})
    things.register(app, "proposal", proposals_things.find)
    things.register(app, "poll", polls_things.find)
    things.register(app, "consultation", consultations_things.find)
    things.register(app, "thread", forums_things.find_threads)
    things.register(app, "board", forums_things.find_boards)
    things.register(app, "decision", things_decisions.find_decisions)
    things.register(app, "agenda item", things_decisions.find_items)
    panels.fill(app, "issue in public", panels_decisions.on_issue)
    panels.fill(app, "issue in the office", panels_decisions.on_issue_in_office)
    panels.fill(app, "consultation in public", forums_panels.on_consultation)
    panels.fill(app, "proposal in public", forums_panels.on_proposal)
    panels.fill(app, "poll in public", forums_panels.on_poll)
    panels.fill(app, "account", moderation_panels.on_account)
    panels.fill(app, "person", moderation_panels.on_person)
    panels.fill(app, "consultation in the office", summaries_panels.on_consultation)
    panels.fill(app, "consultation in the office", themes_panels.on_consultation)
    panels.fill(app, "front page", polls_panels.on_front_page)
    panels.fill(app, "front page", proposals_panels.on_front_page)
    panels.fill(app, "poll in the office", statements_panels.on_office_poll)
    panels.fill(app, "question in the workbench", summaries_panels.on_answer)
    panels.fill(app, "discussion so far", themes_panels.on_discussion)
    panels.fill(app, "own discussion", themes_panels.on_own_discussion)
    panels.fill(app, "beside the summary", themes_panels.on_summary)
