"""Sanctions take turns, and people can ask for another look at them"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_EARLIER = (
    "(SELECT count(*) FROM sanction AS other WHERE other.person_id = sanction.person_id AND other.id < sanction.id)"
)


def upgrade() -> None:
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=True))
    op.execute(f"UPDATE sanction SET turn = {_EARLIER}")  # noqa: S608  (words of our own)
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.alter_column("turn", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint("one_sanction_a_turn", ["person_id", "turn"])
        batch_op.create_index("ix_sanction_in_force", ["lifted_at", "kind", "id"], unique=False)

    op.create_table(
        "sanction_appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_sanction_appeal_answered_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanction.id"], name=op.f("fk_sanction_appeal_sanction_id_sanction"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction_appeal")),
        sa.UniqueConstraint("sanction_id", name=op.f("uq_sanction_appeal_sanction_id")),
    )


def downgrade() -> None:
    op.drop_table("sanction_appeal")
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.drop_index("ix_sanction_in_force")
        batch_op.drop_constraint("one_sanction_a_turn", type_="unique")
        batch_op.drop_column("turn")
