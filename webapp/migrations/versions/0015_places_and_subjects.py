"""What things are about: areas, and subjects of a list."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("name", name=op.f("uq_subject_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_subject_slug")),
    )
    op.create_table(
        "about_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_about_area_area_id_area"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_area")),
        sa.UniqueConstraint("kind", "thing_id", "area_id", name="one_area_of_a_thing"),
    )
    op.create_index("ix_about_area_things", "about_area", ["area_id", "kind", "thing_id"])
    op.create_table(
        "about_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_subject")),
        sa.UniqueConstraint("kind", "thing_id", "subject", name="one_subject_of_a_thing"),
    )
    op.create_index("ix_about_subject_things", "about_subject", ["subject", "kind", "thing_id"])


def downgrade() -> None:
    for table in ("about_subject", "about_area", "subject"):
        op.drop_table(table)
