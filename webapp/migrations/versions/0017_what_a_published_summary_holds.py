"""What a published summary says of its themes and quotes; where an issue is, its figures, and ways to meet it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issue_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.String(length=120), nullable=False),
        sa.Column("takes", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_option_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_option")),
    )
    op.create_index(op.f("ix_issue_option_issue_id"), "issue_option", ["issue_id"])
    with op.batch_alter_table("issue") as issue:
        issue.add_column(sa.Column("area_id", sa.Integer(), nullable=True))
        issue.create_index(op.f("ix_issue_area_id"), ["area_id"])
        issue.create_foreign_key(op.f("fk_issue_area_id_area"), "area", ["area_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("issue_evidence") as evidence:
        evidence.add_column(sa.Column("supporting", sa.Integer(), nullable=True))
        evidence.add_column(sa.Column("opposing", sa.Integer(), nullable=True))
        evidence.add_column(sa.Column("typical", sa.Integer(), nullable=True))
    with op.batch_alter_table("published_quote") as quote:
        quote.add_column(sa.Column("attribution", sa.Text(), nullable=False, server_default=""))
        quote.add_column(sa.Column("dissenting", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("published_theme") as theme:
        theme.add_column(sa.Column("special", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("published_theme") as theme:
        theme.drop_column("special")
    with op.batch_alter_table("published_quote") as quote:
        quote.drop_column("dissenting")
        quote.drop_column("attribution")
    with op.batch_alter_table("issue_evidence") as evidence:
        evidence.drop_column("typical")
        evidence.drop_column("opposing")
        evidence.drop_column("supporting")
    with op.batch_alter_table("issue") as issue:
        issue.drop_constraint(op.f("fk_issue_area_id_area"), type_="foreignkey")
        issue.drop_index(op.f("ix_issue_area_id"))
        issue.drop_column("area_id")
    op.drop_table("issue_option")
