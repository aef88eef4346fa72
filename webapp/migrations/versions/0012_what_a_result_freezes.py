"""What a result freezes: who took part, the seed, the box as it was counted; and why people objected."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "poll_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name="fk_poll_reason_poll_id_poll", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_reason"),
    )
    op.create_index("ix_poll_reason_poll_id", "poll_reason", ["poll_id"])
    with op.batch_alter_table("poll_result") as table:  # nothing was ever written into it before this
        table.add_column(sa.Column("facts", sa.JSON(), nullable=False))
        table.add_column(sa.Column("seed", sa.String(length=64), nullable=False))
        table.add_column(sa.Column("rules_version", sa.String(length=20), nullable=False))
        table.add_column(sa.Column("ballots", sa.Text(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("poll_result") as table:
        for column in ("ballots", "rules_version", "seed", "facts"):
            table.drop_column(column)
    op.drop_index("ix_poll_reason_poll_id", "poll_reason")
    op.drop_table("poll_reason")
