"""What things are about, by place and subject; what can be found, with the index of its words; what closes when."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
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
    for table in ("consultation", "poll"):
        for column in ("opens_at", "closes_at"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_table(
        "searchable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searchable")),
        sa.UniqueConstraint("kind", "thing_id", name="one_entry_a_thing"),
    )
    op.create_index("ix_searchable_about", "searchable", ["about_kind", "about_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_words USING fts5(title, words, tokenize='ascii', prefix='3 4')")
    else:
        op.execute("CREATE TABLE search_words (id integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_search_words ON search_words USING gin (words)")


def downgrade() -> None:
    for table in ("search_words", "searchable", "about_subject", "about_area", "subject"):
        op.drop_table(table)
    for table in ("consultation", "poll"):
        for column in ("opens_at", "closes_at"):
            op.drop_index(f"ix_{table}_{column}", table)
