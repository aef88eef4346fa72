"""Published summaries; issues and replies, meetings, decisions, commitments, and what is said back."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("next_news_on", sa.Date(), nullable=True),
        sa.Column("in_languages", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("asked <> '' AND said <> '' AND did <> ''", name=op.f("ck_feedback_never_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_published_at"), "feedback", ["published_at"])
    op.create_index("ix_feedback_thing", "feedback", ["kind", "thing_id"])
    op.create_index(
        "one_current_feedback",
        "feedback",
        ["kind", "thing_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL AND published_at IS NOT NULL"),
        postgresql_where=sa.text("replaced_at IS NULL AND published_at IS NOT NULL"),
    )

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=200), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("how_strongly", sa.Text(), nullable=False),
        sa.Column("who_disagrees", sa.Text(), nullable=False),
        sa.Column("small_voices", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index("ix_issue_public", "issue", ["published_at", "id"])

    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "board", "cabinet", "committee", "neighbourhood forum", name="bodykind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("plan_days", sa.Integer(), nullable=False),
        sa.Column("agenda_days", sa.Integer(), nullable=False),
        sa.Column("call_in_days", sa.Integer(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_body_area_id_area"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("name", name=op.f("uq_body_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_body_slug")),
    )
    op.create_index(op.f("ix_body_area_id"), "body", ["area_id"])

    op.create_table(
        "issue_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("issue_id < other_id", name=op.f("ck_issue_link_not_to_itself")),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_link_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["issue.id"], name=op.f("fk_issue_link_other_id_issue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_link")),
        sa.UniqueConstraint("issue_id", "other_id", name="one_link"),
    )
    op.create_index(op.f("ix_issue_link_other_id"), "issue_link", ["other_id"])

    op.create_table(
        "issue_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "part accepted",
                "not accepted",
                "already planned",
                "outside remit",
                "needs evidence",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("next_news_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_issue_reply_with_a_reason")),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_reply_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_reply")),
    )
    op.create_index(op.f("ix_issue_reply_issue_id"), "issue_reply", ["issue_id"])
    op.create_index(op.f("ix_issue_reply_outcome"), "issue_reply", ["outcome"])
    op.create_index(
        "one_current_reply",
        "issue_reply",
        ["issue_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("agenda_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("body_id", "starts_at", name="one_meeting_at_a_time"),
    )
    op.create_index(op.f("ix_meeting_starts_at"), "meeting", ["starts_at"])

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_publication_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_publication_snapshot_id_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("consultation_id", "number", name="one_publication_a_number"),
        sa.UniqueConstraint("snapshot_id", name=op.f("uq_publication_snapshot_id")),
    )
    op.create_index(op.f("ix_publication_published_at"), "publication", ["published_at"])

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("key_decision", sa.Boolean(), nullable=False),
        sa.Column("none_raised", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("urgency_reason", sa.Text(), nullable=False),
        sa.Column("short_notice_reason", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("position_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_agenda_item_body_id_body")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_body_id"), "agenda_item", ["body_id"])
    op.create_index("ix_agenda_item_meeting", "agenda_item", ["meeting_id", "position"])
    op.create_index(op.f("ix_agenda_item_planned_at"), "agenda_item", ["planned_at"])

    op.create_table(
        "issue_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("theme", "figure", "poll", "proposal", "thread", name="evidencekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind NOT IN ('theme', 'figure') OR publication_id IS NOT NULL",
            name=op.f("ck_issue_evidence_said_in_a_published_summary"),
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_evidence_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_issue_evidence_publication_id_publication")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_evidence")),
        sa.UniqueConstraint("issue_id", "kind", "thing_id", name="one_evidence"),
    )
    op.create_index(op.f("ix_issue_evidence_publication_id"), "issue_evidence", ["publication_id"])
    op.create_index("ix_issue_evidence_thing", "issue_evidence", ["kind", "thing_id"])

    op.create_table(
        "published_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("supporting", sa.Integer(), nullable=True),
        sa.Column("opposing", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_published_theme_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_theme")),
        sa.UniqueConstraint("publication_id", "theme_id", name="one_theme_a_publication"),
    )
    op.create_index(op.f("ix_published_theme_theme_id"), "published_theme", ["theme_id"])

    op.create_table(
        "agenda_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("maker", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("none_raised", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_in_until", sa.Date(), nullable=True),
        sa.Column("called_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_in_reason", sa.Text(), nullable=False),
        sa.Column("call_in_outcome", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_decision_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_decision")),
    )
    op.create_index(op.f("ix_agenda_decision_item_id"), "agenda_decision", ["item_id"])
    op.create_index("ix_agenda_decision_public", "agenda_decision", ["published_at", "id"])
    op.create_index(
        "one_decision_an_item",
        "agenda_decision",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    op.create_table(
        "agenda_item_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_agenda_item_issue_issue_id_issue")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_issue_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item_issue")),
        sa.UniqueConstraint("item_id", "issue_id", name="one_issue_an_item"),
    )
    op.create_index(op.f("ix_agenda_item_issue_issue_id"), "agenda_item_issue", ["issue_id"])

    op.create_table(
        "published_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("published_theme_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_theme_id"],
            ["published_theme.id"],
            name=op.f("fk_published_coding_published_theme_id_published_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_coding")),
        sa.UniqueConstraint("published_theme_id", "response_id", name="one_count_a_response"),
    )
    op.create_index("ix_published_coding_response", "published_coding", ["response_id"])

    op.create_table(
        "published_quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("published_theme_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_theme_id"],
            ["published_theme.id"],
            name=op.f("fk_published_quote_published_theme_id_published_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_quote")),
        sa.UniqueConstraint("published_theme_id", "answer_id", "start", name="one_quote_a_span"),
    )
    op.create_index(op.f("ix_published_quote_answer_id"), "published_quote", ["answer_id"])

    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("poll_id", sa.Integer(), nullable=True),
        sa.Column("option_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("owner_email", sa.String(length=254), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("budget_pence", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_words", sa.Text(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "decision_id IS NOT NULL OR poll_id IS NOT NULL", name=op.f("ck_commitment_follows_from_something")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["agenda_decision.id"], name=op.f("fk_commitment_decision_id_agenda_decision")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["poll_option.id"], name=op.f("fk_commitment_option_id_poll_option")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_commitment_poll_id_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("poll_id", "option_id", name="one_commitment_a_project"),
    )
    op.create_index(op.f("ix_commitment_decision_id"), "commitment", ["decision_id"])
    op.create_index("ix_commitment_due", "commitment", ["delivered_on", "due_on"])
    op.create_index(op.f("ix_commitment_published_at"), "commitment", ["published_at"])

    op.create_table(
        "decision_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["agenda_decision.id"],
            name=op.f("fk_decision_interest_decision_id_agenda_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_interest")),
    )
    op.create_index(op.f("ix_decision_interest_decision_id"), "decision_interest", ["decision_id"])

    op.create_table(
        "decision_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["agenda_decision.id"],
            name=op.f("fk_decision_issue_decision_id_agenda_decision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_decision_issue_issue_id_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_issue")),
        sa.UniqueConstraint("decision_id", "issue_id", name="one_issue_a_decision"),
    )
    op.create_index(op.f("ix_decision_issue_issue_id"), "decision_issue", ["issue_id"])

    op.create_table(
        "decision_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why_rejected", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["agenda_decision.id"],
            name=op.f("fk_decision_option_decision_id_agenda_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_option")),
    )
    op.create_index(op.f("ix_decision_option_decision_id"), "decision_option", ["decision_id"])

    op.create_table(
        "commitment_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("was_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_update_commitment_id_commitment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_update")),
    )
    op.create_index(op.f("ix_commitment_update_commitment_id"), "commitment_update", ["commitment_id"])

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_milestone_commitment_id_commitment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_commitment_id"), "milestone", ["commitment_id"])


def downgrade() -> None:

    op.drop_table("milestone")

    op.drop_table("commitment_update")

    op.drop_table("decision_option")

    op.drop_table("decision_issue")

    op.drop_table("decision_interest")

    op.drop_table("commitment")

    op.drop_table("published_quote")

    op.drop_table("published_coding")

    op.drop_table("agenda_item_issue")

    op.drop_table("agenda_decision")

    op.drop_table("published_theme")

    op.drop_table("issue_evidence")

    op.drop_table("agenda_item")

    op.drop_table("publication")

    op.drop_table("meeting")

    op.drop_table("issue_reply")

    op.drop_table("issue_link")

    op.drop_table("body")

    op.drop_table("issue")

    op.drop_table("feedback")
