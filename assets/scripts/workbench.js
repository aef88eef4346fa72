// Reading answers: keys, marking words, keeping the answer open, and what was not saved. The page works without it.
import { keepDraft } from "./drafts.js";
import { watchWords } from "./marking.js";

const STILL_HERE = 5 * 60 * 1000; // milliseconds between two signs of life
const OFF = "folkmoot-keys-off";

export function workbench() {
  const box = document.querySelector("[data-read]");
  if (!box) return;
  const form = document.getElementById("reading");
  const marks = watchWords(box, form);
  for (const hidden of document.querySelectorAll(".fm-key[hidden], [data-keys][hidden]")) hidden.hidden = false;
  exclude(box);
  findThemes(box);
  announce(document.querySelector(".govuk-notification-banner__heading, .govuk-error-summary__title")?.textContent);
  if (keepDraft(form, box.dataset.fingerprint)) announce(words("wordsBack"));
  switchKeys();
  holdOpen(box, form);
  document.addEventListener("keydown", (event) => press(event, box, form, marks));
}

function words(name) {
  return document.querySelector("[data-words-back]").dataset[name];
}

function announce(said) {
  const place = document.querySelector("[data-announce]");
  if (said) setTimeout(() => (place.textContent = said.trim()), 100);
}

// "None of these themes" and a theme exclude each other.
function exclude(box) {
  box.addEventListener("change", (event) => {
    if (event.target.name !== "themes" || !event.target.checked) return;
    const special = "special" in event.target.closest("[data-theme]").dataset;
    for (const row of box.querySelectorAll("[data-theme]")) {
      const tick = row.querySelector("[name=themes]");
      const goes = special ? tick !== event.target : "special" in row.dataset;
      if (goes) tick.checked = false;
    }
  });
}

// Typing narrows the list to themes with these letters; Enter ticks the first of them.
function findThemes(box) {
  const field = box.querySelector("[data-find]");
  if (!field) return;
  box.querySelector("[data-find-box]").hidden = false;
  const rows = [...box.querySelectorAll("[data-theme]")];
  const shown = () => rows.filter((row) => !row.hidden);
  const narrow = () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    for (const row of rows) row.hidden = !row.querySelector("label").textContent.toLocaleLowerCase().includes(wanted);
  };
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    const tick = field.value && event.key === "Enter" && shown()[0]?.querySelector("[name=themes]");
    field.value = "";
    narrow();
    if (tick) {
      tick.click();
      tick.focus();
    } else field.blur();
  });
}

async function holdOpen(box, form) {
  const token = form.querySelector("[name=csrf_token]");
  const place = document.querySelector("[data-other]");
  const sign = async () => {
    const body = new FormData();
    body.append("csrf_token", token.value);
    try {
      const reply = await fetch(box.dataset.hold, { method: "POST", body, credentials: "same-origin" });
      if (!reply.ok) return;
      const { other } = await reply.json();
      place.hidden = !other;
      place.textContent = other;
    } catch {
      // The line is down for a moment; the next sign of life will do.
    }
  };
  if (!form.querySelector("[name=then]")) return;
  sign();
  setInterval(sign, STILL_HERE);
}

function switchKeys() {
  const button = document.querySelector("[data-keys-switch]");
  const say = () => (button.textContent = localStorage.getItem(OFF) ? button.dataset.on : button.dataset.off);
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    say();
  });
  say();
}

function press(event, box, form, marks) {
  if (localStorage.getItem(OFF) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (inField(event.target)) return;
  const act = actOf(event, box, form, marks);
  if (!act) return;
  event.preventDefault();
  act();
}

// A tick box takes no letters, so keys go on working there; what takes letters or chooses keeps its own keys.
function inField(target) {
  if (target.matches("input[type=checkbox]")) return false;
  return target.matches("input, textarea, select") || target.isContentEditable;
}

function actOf(event, box, form, marks) {
  const way = (name) => document.querySelector(`[data-way=${name}]`);
  const tick = box.querySelector(`[data-key="${CSS.escape(event.key)}"] [name=themes]`);
  if (tick && !tick.disabled) return () => toggle(tick, marks);
  switch (event.key) {
    case "j":
    case "ArrowRight":
      return way("next") && (() => way("next").requestSubmit());
    case "k":
    case "ArrowLeft":
      return way("previous") && (() => way("previous").click());
    case "u":
      return way("undo") && (() => way("undo").requestSubmit());
    case "Enter":
      return !event.target.closest("a, button, summary") && save(form);
    case "n":
      return more("note");
    case "/":
      return box.querySelector("[data-find]") && (() => box.querySelector("[data-find]").focus());
    case "?":
      return showKeys;
    case "[":
      return () => marks.step(-1);
    case "]":
      return () => marks.step(1);
    default:
      return null;
  }
}

function toggle(tick, marks) {
  if (tick.checked && marks.chosen()) marks.mark(tick);
  else tick.click();
  const name = document.querySelector(`label[for="${tick.id}"]`).textContent.trim();
  announce(`${tick.checked ? "✓" : "✗"} ${name}`);
}

function save(form) {
  const button = form.querySelector("button[name=then][value=next]");
  return button && (() => form.requestSubmit(button));
}

function more(name) {
  const box = document.querySelector("[data-more]");
  return box && (() => {
    box.open = true;
    document.getElementById(name).focus();
  });
}

function showKeys() {
  const keys = document.querySelector("[data-keys]");
  keys.open = true;
  keys.querySelector("summary").focus();
}
