"""The page of search."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
