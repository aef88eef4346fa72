// Every page works without this. It only adds comfort: saving while typing, counts, one press that sends once.
import { Button, CharacterCount, Checkboxes, ErrorSummary } from "govuk-frontend";
import { autosave } from "./autosave.js";
import { ballots } from "./ballots.js";
import { followJobs } from "./jobs.js";
import { kiosk } from "./kiosk.js";
import { showRelated } from "./related.js";
import { statements } from "./statements.js";
import { workbench } from "./workbench.js";

const components = {
  "govuk-button": Button,
  "govuk-character-count": CharacterCount,
  "govuk-checkboxes": Checkboxes,
  "govuk-error-summary": ErrorSummary,
};

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const [name, Component] of Object.entries(components)) {
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) new Component(element);
}
for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
for (const box of document.querySelectorAll("[data-related]")) showRelated(box);
ballots();
followJobs();
kiosk();
statements();
workbench();
