"""The description of the interface as OpenAPI 3.1, made from what is registered, so that it cannot leave a kind out.

SOURCE: OpenAPI Specification 3.1.0; errors as RFC 9457 (problem details).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.api.reading import MOST, USUAL
from webapp.web.resources import RESOURCES, Resource

START = "/api/v1"
Json = dict[str, Any]


def describe(*, authority: str, server: str) -> Json:
    """The whole document."""
    paths: Json = {}
    for resource in RESOURCES.values():
        paths[f"/{resource.name}"] = {"get": _list_of(resource)}
        paths[f"/{resource.name}/{{id}}"] = {"get": _one_of(resource)}
    paths["/places"] = {"get": _plain("List the areas", "places", "Place")}
    paths["/subjects"] = {"get": _plain("List the subjects", "subjects", "Subject")}
    paths["/openapi"] = {"get": _document()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data of {authority}",
            "version": "1",
            "description": "What anybody may read on this site. No key is needed, and nothing here is about a person.",
        },
        "servers": [{"url": f"{server}{START}"}],
        "paths": paths,
        "components": {
            "schemas": {_name(one): _schema(one) for one in RESOURCES.values()} | _SMALL,
            "responses": {"Problem": _PROBLEM},
        },
    }


def _name(resource: Resource) -> str:
    return resource.name.capitalize()


def _schema(resource: Resource) -> Json:
    properties: Mapping[str, Any] = {
        "id": {"type": "integer", "minimum": 1},
        **resource.properties,
        "places": {"type": "array", "items": {"type": "string"},
                   "description": "Codes of the areas it is about; none: the whole place"},
        "subjects": {"type": "array", "items": {"type": "string"}, "description": "Names of its subjects in addresses"},
    }  # fmt: skip
    return {"type": "object", "properties": dict(properties), "required": list(properties),
            "additionalProperties": False}  # fmt: skip


def _list_of(resource: Resource) -> Json:
    page = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{_name(resource)}"}},
            "next": {"type": ["string", "null"], "format": "uri", "description": "Where the next page is"},
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }
    return {
        "operationId": f"list_{resource.name}",
        "summary": f"{resource.title}, the newest first",
        "parameters": [
            _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "How many at most"),
            _query("cursor", {"type": "integer", "minimum": 1}, "Where to go on; take it from “next”"),
            _query("place", {"type": "string"}, "Code of an area: what is about it or about the whole place"),
            _query("subject", {"type": "string"}, "Name of a subject in addresses"),
        ],
        "responses": _responses("A page of them", page, wrong=True),
    }


def _one_of(resource: Resource) -> Json:
    ident = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    return {
        "operationId": f"get_one_of_{resource.name}",
        "summary": f"One of: {resource.title}",
        "parameters": [ident],
        "responses": _responses("It", {"$ref": f"#/components/schemas/{_name(resource)}"}, missing=True),
    }


def _plain(summary: str, name: str, schema: str) -> Json:
    page = {
        "type": "object",
        "properties": {"items": {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}},
        "required": ["items"],
        "additionalProperties": False,
    }
    return {"operationId": f"list_{name}", "summary": summary, "responses": _responses("All of them", page)}


def _document() -> Json:
    return {"operationId": "describe", "summary": "This description",
            "responses": _responses("OpenAPI 3.1", {"type": "object"})}  # fmt: skip


def _query(name: str, schema: Json, about: str) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": about}


def _responses(about: str, schema: Json, *, wrong: bool = False, missing: bool = False) -> Json:
    problem = {"$ref": "#/components/responses/Problem"}
    found: Json = {
        "200": {"description": about, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "As you have it already (If-None-Match)"},
        "429": problem,
    }
    statuses: Sequence[str] = [status for status, there in (("400", wrong), ("404", missing)) if there]
    return found | dict.fromkeys(statuses, problem)


_SMALL: Json = {
    "Place": {
        "type": "object",
        "properties": {"code": {"type": "string"}, "name": {"type": "string"}, "district": {"type": "string"},
                       "address": {"type": "string", "format": "uri"}},
        "required": ["code", "name", "district", "address"],
        "additionalProperties": False,
    },
    "Subject": {
        "type": "object",
        "properties": {"slug": {"type": "string"}, "name": {"type": "string"}},
        "required": ["slug", "name"],
        "additionalProperties": False,
    },
    "Problem": {
        "type": "object",
        "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                       "detail": {"type": "string"}},
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    },
}  # fmt: skip
_PROBLEM: Json = {
    "description": "What is wrong, in words (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
