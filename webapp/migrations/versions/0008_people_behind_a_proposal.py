"""Who stands behind a proposal, other words for it, and what was merged; backing that outlives an account."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=150), server_default="", nullable=False))
        batch_op.add_column(sa.Column("title_before", sa.String(length=150), server_default="", nullable=False))

    with op.batch_alter_table("backing", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        batch_op.drop_constraint(batch_op.f("fk_backing_person_id_person"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_backing_person_id_person"), "person", ["person_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("backing_sheet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counts_for_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_backing_sheet_counts_for_id"), ["counts_for_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_backing_sheet_counts_for_id_proposal"),
            "proposal",
            ["counts_for_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("co_sponsor", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_shown", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("invited_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_co_sponsor_invited_by"), ["invited_by"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_co_sponsor_invited_by_person"), "person", ["invited_by"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_co_sponsor_carried_from_id_proposal"),
            "proposal",
            ["carried_from_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_split_from_id"), ["split_from_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_split_from_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_merged_into_id"))

    with op.batch_alter_table("co_sponsor", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_co_sponsor_carried_from_id_proposal"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_co_sponsor_invited_by_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_co_sponsor_invited_by"))
        batch_op.drop_column("carried_from_id")
        batch_op.drop_column("invited_by")
        batch_op.drop_column("name_shown")

    with op.batch_alter_table("backing_sheet", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_backing_sheet_counts_for_id_proposal"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_backing_sheet_counts_for_id"))
        batch_op.drop_column("counts_for_id")

    op.execute("DELETE FROM backing WHERE person_id IS NULL")
    with op.batch_alter_table("backing", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_backing_person_id_person"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_backing_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_column("title_before")
        batch_op.drop_column("title")
