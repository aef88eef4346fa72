"""Following every link of a site, a few times for each kind of page."""

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

from werkzeug.exceptions import HTTPException

ENOUGH = 3  # pages of one endpoint


def walk(app, visitor, *, start, times=ENOUGH):
    """Every page reached from `start` by links, as (address, reply, endpoint); each is looked over on the way."""
    waiting, known, seen = deque(start), set(start), Counter()
    adapter = app.url_map.bind("localhost")
    while waiting:
        path = waiting.popleft()
        endpoint = endpoint_of(adapter, path)
        if seen[endpoint] >= times or endpoint == "asset":
            continue
        seen[endpoint] += 1
        page = visitor.open(path, status=None, follow=False)
        yield path, page, endpoint
        for target in targets(page, path):
            if target not in known:
                known.add(target)
                waiting.append(target)


def endpoint_of(adapter, path):
    try:
        return adapter.match(urlsplit(path).path, method="GET")[0]
    except HTTPException as error:
        return f"{error.code}: {path}"


def targets(page, path):
    """The addresses of this site to which a page leads."""
    found = [page.headers["Location"]] if "Location" in page.headers else []
    if page.tree is not None:
        found += page.tree.xpath("//a/@href|//iframe/@src|//link/@href|//img/@src|//script/@src")
    for target in found:
        whole = urldefrag(urljoin(f"http://localhost{path}", target))[0]
        if urlsplit(whole).netloc == "localhost":
            yield whole.removeprefix("http://localhost")
