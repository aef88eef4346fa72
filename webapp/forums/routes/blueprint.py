"""Where the pages of discussions hang."""

from flask import Blueprint

blueprint = Blueprint("forums", __name__)
