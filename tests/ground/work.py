"""Work for the worker in tests, found by name as real work is."""

import os
import signal
import time
from pathlib import Path

from webapp.jobs import services
from webapp.jobs.models import Job
from webapp.refusals import Refused

HANDLERS = {
    name: f"tests.ground.work:{name}" for name in ("well", "refuse", "fail", "stop_half_way", "die", "slow", "beat")
}


def well(sessions, facts, tell):
    tell("Counting", 1, 2)
    return {"said": facts.get("word")}


def refuse(sessions, facts, tell):
    raise Refused("There is no answer to read yet.")


def fail(sessions, facts, tell):
    raise ZeroDivisionError("a secret inside")


def stop_half_way(sessions, facts, tell):
    """Somebody presses “Stop” while it is at 10 of 100."""
    for done in range(100):
        tell("Reading", done, 100)
        if done == 10:
            with sessions.begin() as session:
                services.ask_to_cancel(session, session.get_one(Job, facts["job"]))
    return {}


def die(sessions, facts, tell):
    """Killed the first time, as by a power cut; well the second."""
    mark = Path(facts["mark"])
    if not mark.exists():
        mark.touch()
        tell("Half way", 1, 2)
        os.kill(os.getpid(), signal.SIGKILL)
    return {"survived": True}


def slow(sessions, facts, tell):
    time.sleep(facts["seconds"])
    return {}


def beat(sessions, facts, tell):
    """Says nothing; how often the heartbeat was heard meanwhile is what it returns."""
    heard = set()
    until = time.monotonic() + facts["seconds"]
    while time.monotonic() < until:
        with sessions.begin() as session:
            heard.add(session.get_one(Job, facts["job"]).heard_at)
        time.sleep(0.05)
    return {"heard": len(heard)}
