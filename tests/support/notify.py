"""A text service on this machine that speaks the API of GOV.UK Notify over real HTTP, and remembers what it took."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"merestone-{SERVICE}-{SECRET}"


class Network:
    """`texts`: (number, words, reference) that were taken. `says`: a status and an error for what comes next."""

    def __init__(self):
        self.texts = []
        self.says = (201, "")


def _is_signed(header):
    """As the service checks it: HS256 with the secret, by this service, made within 30 seconds."""
    signed, _, signature = header.removeprefix("Bearer ").rpartition(".")
    good = base64.urlsafe_b64encode(hmac.digest(SECRET.encode(), signed.encode(), sha256)).rstrip(b"=").decode()
    claims = json.loads(base64.urlsafe_b64decode(signed.partition(".")[2] + "=="))
    return signature == good and claims["iss"] == SERVICE and abs(time.time() - claims["iat"]) < 30


class _Handler(BaseHTTPRequestHandler):
    network: Network

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, words = self.network.says if _is_signed(self.headers["Authorization"]) else (403, "Invalid token")
        if status >= 300:
            self._reply(status, {"status_code": status, "errors": [{"error": "Error", "message": words}]})
            return
        texts = self.network.texts
        texts.append((asked["phone_number"], asked["personalisation"]["message"], asked["reference"]))
        self._reply(201, {"id": f"id-{len(texts)}", "reference": asked["reference"]})

    def do_GET(self):
        if not _is_signed(self.headers["Authorization"]):
            self._reply(403, {"status_code": 403, "errors": []})
            return
        wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
        found = [{"id": f"id-{at}"} for at, one in enumerate(self.network.texts, 1) if one[2] == wanted]
        self._reply(200, {"notifications": found})

    def _reply(self, status, facts):
        body = json.dumps(facts).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        return


@contextmanager
def listening() -> Iterator[tuple[Network, str]]:
    """What the service remembers, and the address that NOTIFY_URL takes."""
    network = Network()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"network": network}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield network, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
