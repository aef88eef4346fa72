"""Subscribers, texts and bounces"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Enum("email", "text", name="channel", native_enum=False, length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("handle", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column(
            "rhythm", sa.Enum("at once", "daily", "weekly", name="rhythm", native_enum=False, length=40), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("channel", "address", name="one_subscriber"),
        sa.UniqueConstraint("handle", name=op.f("uq_subscriber_handle")),
    )
    op.create_table(
        "bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_bounce_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("message_id", "status", name="one_bounce_a_message"),
    )
    with op.batch_alter_table("bounce", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bounce_address"), ["address"], unique=False)

    op.create_table(
        "happening_about",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happening_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["happening_id"],
            ["happening.id"],
            name=op.f("fk_happening_about_happening_id_happening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happening_about")),
        sa.UniqueConstraint("kind", "thing_id", "slug", "happening_id", name="one_place_of_a_happening"),
    )
    with op.batch_alter_table("happening_about", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_happening_about_happening_id"), ["happening_id"], unique=False)

    op.create_table(
        "happening_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happening_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["happening_id"],
            ["happening.id"],
            name=op.f("fk_happening_words_happening_id_happening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happening_words")),
        sa.UniqueConstraint("happening_id", "language", name="one_wording_a_language"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscriber.id"],
            name=op.f("fk_subscription_subscriber_id_subscriber"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("subscriber_id", "kind", "thing_id", "slug", name="one_subscription"),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_topic", ["kind", "thing_id", "slug"], unique=False)
        batch_op.create_index(
            "ix_subscription_unconfirmed",
            ["asked_at"],
            unique=False,
            sqlite_where=sa.text("confirmed_at IS NULL"),
            postgresql_where=sa.text("confirmed_at IS NULL"),
        )

    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slug", sa.String(length=60), server_default="", nullable=False))
        batch_op.drop_constraint(batch_op.f("one_following"), type_="unique")
        batch_op.create_unique_constraint("one_following", ["person_id", "kind", "thing_id", "slug"])

    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_news", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.create_index("ix_happening_source", ["source"], unique=False)

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "channel",
                sa.Enum("email", "text", name="channel", native_enum=False, length=40),
                server_default="email",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("by_day", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("remote_id", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_message_remote", ["remote_id"], unique=False)
        batch_op.create_index("ix_message_to", ["to"], unique=False)
        batch_op.create_index(
            "ix_message_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )

    op.execute("UPDATE message SET due_at = created_at")
    op.execute("UPDATE happening SET is_news = true WHERE source NOT LIKE 'post:%'")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("due_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subscriber_id", sa.Integer(), nullable=True))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            "ix_notice_untold",
            ["subscriber_id"],
            unique=False,
            sqlite_where=sa.text("message_id IS NULL"),
            postgresql_where=sa.text("message_id IS NULL"),
        )
        batch_op.create_check_constraint("one_reader", "person_id IS NULL OR subscriber_id IS NULL")
        batch_op.create_unique_constraint("one_notice_a_subscriber", ["subscriber_id", "happening_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_notice_subscriber_id_subscriber"),
            "subscriber",
            ["subscriber_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    op.execute("DELETE FROM notice WHERE person_id IS NULL")
    op.execute("DELETE FROM following WHERE slug <> ''")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint("one_reader", type_="check")
        batch_op.drop_constraint(batch_op.f("fk_notice_subscriber_id_subscriber"), type_="foreignkey")
        batch_op.drop_constraint("one_notice_a_subscriber", type_="unique")
        batch_op.drop_index(
            "ix_notice_untold",
            sqlite_where=sa.text("message_id IS NULL"),
            postgresql_where=sa.text("message_id IS NULL"),
        )
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("subscriber_id")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_waiting",
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )
        batch_op.drop_index("ix_message_to")
        batch_op.drop_index("ix_message_remote")
        batch_op.drop_column("arrived_at")
        batch_op.drop_column("remote_id")
        batch_op.drop_column("begun_at")
        batch_op.drop_column("held_until")
        batch_op.drop_column("due_at")
        batch_op.drop_column("by_day")
        batch_op.drop_column("channel")

    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.drop_index("ix_happening_source")
        batch_op.drop_column("is_news")

    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.drop_constraint("one_following", type_="unique")
        batch_op.create_unique_constraint(batch_op.f("one_following"), ["person_id", "kind", "thing_id"])
        batch_op.drop_column("slug")

    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_subscription_unconfirmed",
            sqlite_where=sa.text("confirmed_at IS NULL"),
            postgresql_where=sa.text("confirmed_at IS NULL"),
        )
        batch_op.drop_index("ix_subscription_topic")

    op.drop_table("subscription")
    op.drop_table("happening_words")
    with op.batch_alter_table("happening_about", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_happening_about_happening_id"))

    op.drop_table("happening_about")
    with op.batch_alter_table("bounce", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bounce_address"))

    op.drop_table("bounce")
    op.drop_table("subscriber")
