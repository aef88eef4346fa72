// What was ticked and typed and not yet saved, kept in this tab only, so that being signed out in between loses nothing.

export function keepDraft(form, fingerprint) {
  const name = `folkmoot-draft:${location.pathname}`;
  const changed = () => sessionStorage.setItem(name, JSON.stringify({ fingerprint, fields: read(form) }));
  forgetSaved(name);
  const back = restore(form, sessionStorage.getItem(name), fingerprint);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    changed();
    sessionStorage.setItem("folkmoot-sent", name);
  });
  return back;
}

// A page of answers after one was sent means that it arrived, unless it says what was wrong.
function forgetSaved(name) {
  const sent = sessionStorage.getItem("folkmoot-sent");
  sessionStorage.removeItem("folkmoot-sent");
  const refused = document.querySelector(".govuk-error-summary");
  if (sent && !refused && document.querySelector(".govuk-notification-banner--success")) sessionStorage.removeItem(sent);
  if (refused) sessionStorage.removeItem(name); // the page itself holds what was sent
}

function read(form) {
  const fields = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    if (field.type === "checkbox") {
      if (field.checked) (fields[field.name] ??= []).push(field.value);
      else fields[field.name] ??= [];
    } else fields[field.name] = field.value;
  }
  return fields;
}

function restore(form, kept, fingerprint) {
  if (!kept) return false;
  const draft = JSON.parse(kept);
  if (draft.fingerprint !== fingerprint) return false;
  const ticked = draft.fields.marks ?? [];
  form.dispatchEvent(new CustomEvent("folkmoot:marks", { detail: ticked }));
  for (const field of form.elements) {
    if (!(field.name in draft.fields) || field.type === "hidden") continue;
    if (field.type === "checkbox") field.checked = draft.fields[field.name].includes(field.value);
    else field.value = draft.fields[field.name];
  }
  return true;
}
