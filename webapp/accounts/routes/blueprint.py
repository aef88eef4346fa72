"""Where the pages of people and groups hang."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
