"""Polls of statements: statements, who answers them under which number, their answers, and the groups found in them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "poll_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_poll_statement_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_statement_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_statement")),
        sa.UniqueConstraint("poll_id", "number", name="one_statement_a_number"),
    )
    op.create_index(op.f("ix_poll_statement_author_id"), "poll_statement", ["author_id"])
    op.create_table(
        "poll_participant",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=64), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_poll_participant_area_id_area"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_participant_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_participant")),
        sa.UniqueConstraint("poll_id", "voter", name="one_participant"),
    )
    op.create_table(
        "statement_vote",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("participant_id", _KEY, nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("value BETWEEN -1 AND 1", name=op.f("ck_statement_vote_value_is_a_vote")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["poll_participant.id"],
            name=op.f("fk_statement_vote_participant_id_poll_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["poll_statement.id"],
            name=op.f("fk_statement_vote_statement_id_poll_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_vote")),
        sa.UniqueConstraint("participant_id", "statement_id", name="one_vote_a_statement"),
    )
    op.create_index("ix_statement_vote_totals", "statement_vote", ["statement_id", "value"])
    op.create_table(
        "opinion_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("published", sa.JSON(), nullable=False),
        sa.Column("extremity", sa.JSON(), nullable=False),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_opinion_result_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_result")),
        sa.UniqueConstraint("poll_id", name=op.f("uq_opinion_result_poll_id")),
    )


def downgrade() -> None:
    for table in ("opinion_result", "statement_vote", "poll_participant", "poll_statement"):
        op.drop_table(table)
