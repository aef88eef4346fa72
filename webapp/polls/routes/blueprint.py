"""Where the pages of polls hang."""

from flask import Blueprint

blueprint = Blueprint("polls", __name__)
