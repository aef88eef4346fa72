"""Where a WSGI server finds the application."""

from webapp.app import create_app

app = create_app()
