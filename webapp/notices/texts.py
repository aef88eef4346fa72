"""Text messages through GOV.UK Notify, by its own API over HTTPS. Knows no database.

The client library of that service brings three packages for what are two requests; see decision 0026. Source of the
requests, their fields and their errors: the service's API documentation, “REST API”, version 2.
"""

import base64
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 20
NO_SUCH_NUMBER = "permanent-failure"
"""What the service calls a number that does not exist or takes no texts."""
_UUID = 36


class Refusal(Exception):
    """The service took the request and said no. `for_good`: it would say so again."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Service:
    """`key`: as the service gives it out, a name, the id of the service and a secret, joined by dashes."""

    url: str
    key: str
    template: str

    def send(self, *, to: str, words: str, reference: str) -> str:
        """The id that the service gives the text. Raises `Refusal`, and `OSError` when it cannot be reached."""
        facts = {"phone_number": to, "template_id": self.template, "personalisation": {"message": words},
                 "reference": reference}  # fmt: skip
        return str(self._ask("POST", "/v2/notifications/sms", facts)["id"])

    def find(self, reference: str) -> str:
        """The id of a text that was taken under this reference; "" when there is none."""
        query = urlencode({"template_type": "sms", "reference": reference})
        found = self._ask("GET", f"/v2/notifications?{query}").get("notifications", [])
        return str(found[0]["id"]) if found else ""

    def _ask(self, method: str, path: str, facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
        server = urlsplit(self.url)
        kind = http.client.HTTPSConnection if server.scheme == "https" else http.client.HTTPConnection
        connection = kind(server.hostname or "", server.port, timeout=SECONDS)
        headers = {"Authorization": f"Bearer {self._token()}", "Content-Type": "application/json"}
        try:
            connection.request(method, server.path.rstrip("/") + path, json.dumps(facts) if facts else None, headers)
            reply = connection.getresponse()
            return _read(reply.status, reply.read())
        except http.client.HTTPException as error:
            raise ConnectionError(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()

    def _token(self) -> str:
        """A JSON Web Token (RFC 7519) that says who asks and when, signed with the secret (HS256 of RFC 7518)."""
        issuer, secret = self.key[-2 * _UUID - 1 : -_UUID - 1], self.key[-_UUID:]
        parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": issuer, "iat": int(time.time())})
        signed = ".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
        return f"{signed}.{_base64(hmac.digest(secret.encode(), signed.encode(), sha256))}"


def service_of(settings: Mapping[str, Any]) -> Service | None:
    """The service that the settings name; None: texts are printed."""
    if not settings["NOTIFY_KEY"]:
        return None
    return Service(url=settings["NOTIFY_URL"], key=settings["NOTIFY_KEY"], template=settings["NOTIFY_TEMPLATE"])


def _read(status: int, body: bytes) -> dict[str, Any]:
    """The reply; what the service could not do at present (429, 5xx) and what it never will (400) are told apart.

    A wrong key or clock (403) is ours to mend, so the text waits.
    """
    try:
        said = json.loads(body)
    except ValueError:
        said = {}
    if status < 300 and isinstance(said, dict):
        return said
    errors = said.get("errors", []) if isinstance(said, dict) else []
    words = "; ".join(str(one.get("message", "")) for one in errors if isinstance(one, dict)) or "no words"
    raise Refusal(f"{status} {words}", for_good=status == 400)


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
