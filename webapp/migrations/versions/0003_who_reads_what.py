"""Reading: who has an answer open, what was put off, and finding copies of the same words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("themed_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("opened_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("later_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_themed_item_digest", ["frame_id", "digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("themed_item", schema=None) as batch_op:
        batch_op.drop_index("ix_themed_item_digest")
        batch_op.drop_column("later_at")
        batch_op.drop_column("opened_by")
        batch_op.drop_column("opened_at")
