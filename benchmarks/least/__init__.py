"""The least application that asks the same twelve questions, takes a response and sums up: what ours is measured by.

Plain Flask, SQLAlchemy and Jinja, as somebody who knows them would write it for one consultation in one language: the
same addresses and control names, the same checks, one commit for each request that writes. It leaves out what makes
up a product: translation, protection against foreign forms, limits, headers, logs, compression, other stages, several
pages. Its draft is simply the form as it was sent. It reads a copy of our own database, with only the columns it needs.
"""
