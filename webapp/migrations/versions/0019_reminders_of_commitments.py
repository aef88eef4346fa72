"""Reminders of commitments, each once; budgets of more than 21 million pounds."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("before", "turned", "silent", name="reminderkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_reminder_commitment_id_commitment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_reminder")),
        sa.UniqueConstraint("commitment_id", "kind", "day", name="one_reminder"),
    )
    with op.batch_alter_table("commitment") as batch:
        batch.alter_column("budget_pence", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("commitment") as batch:
        batch.alter_column("budget_pence", existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=True)
    op.drop_table("commitment_reminder")
