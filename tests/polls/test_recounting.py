"""Anybody can count again: the line on the page, run on the file from the page, prints the record on the page."""

import json
import re
import shlex

import pytest
from click.testing import CliRunner

from tests.support.poll_boxes import BOXES, counted_poll
from webapp.commands.count import count as count_file

pytestmark = pytest.mark.once  # files and counts; that results are stored on both is seen in test_counting_job.py


def run(command, folder):
    """What the line prints when it is run where the file lies."""
    words = shlex.split(command)
    assert words[:2] == ["folkmoot", "count"]
    done = CliRunner().invoke(count_file, [str(folder / words[2]), *words[3:]])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def command_of(page):
    return page.all("//pre[@class='fm-command']/code")[0].text_content()


@pytest.mark.parametrize("method", BOXES)
def test_the_line_on_the_page_counts_every_download_to_the_same_record(session, visitor, tmp_path, method):
    poll = counted_poll(session, method)
    page = visitor.open(f"/polls/{poll.slug}/result")
    published = visitor.client.get(f"/polls/{poll.slug}/result/record").get_json()
    command = command_of(page)
    assert published["command"] == command
    links = [link.get("href") for link in page.all("//a[contains(@href, '/result/ballots/')]")]
    assert [link.rsplit("/", 1)[1] for link in links] == list(published["ballots"])
    recommended = shlex.split(command)[2]
    for link in links:
        reply = visitor.client.get(link)
        name = re.search(r"filename=(\S+)", reply.headers["Content-Disposition"])[1]
        (tmp_path / name).write_bytes(reply.data)
        record = run(command.replace(recommended, name, 1), tmp_path)
        assert record == published["count"], name
    assert recommended in {path.name for path in tmp_path.iterdir()}
