"""From what people said to an issue with a reply that everybody reads: the shortest way, in pages."""

from tests.summaries.downloads import work


def test_what_people_said_becomes_an_issue_with_a_reply(app, session, buses, as_officer, visitor):
    office = f"/office/consultations/{buses.id}/publish-summary"
    as_officer.open(office).send("Publish what people said")
    work(app)
    said = visitor.open(f"/consultations/{buses.slug}/what-people-said")
    assert "Version 1" in said.text
    page = as_officer.open("/office/issues").link("Raise an issue")
    mark = page.all("//input[@name='from']/@value")[0]
    form = as_officer.open(f"/office/issues/new?from={mark}")
    page = form.fill(sentence="Buses stop before the last hospital shift ends").send("Keep it")
    page = page.send("Publish it")
    issue = visitor.open("/issues").link("Buses stop before the last hospital shift ends")
    assert "There is no reply yet" in issue.text
    form = page.link("Reply")
    page = form.fill(outcome="part accepted", changed="Two routes run later", owner="Transport team").send(
        "Reply in public"
    )
    assert "Give the reason" in page.text
    page.fill(reason="There is money for two routes").send("Reply in public")
    assert "There is money for two routes" in visitor.open(issue.url).text
