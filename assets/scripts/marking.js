// Marking words of an answer for a theme: choose them with the mouse, a finger or the keys, then tick the theme.
// Places are counted in whole characters, as the server counts them, not in the halves that script counts in.

export function watchWords(box, form) {
  const answer = box.querySelector("[data-answer]");
  const says = box.querySelector("[data-chosen]");
  const told = document.querySelector("[data-words-chosen]").dataset.wordsChosen;
  const text = answer.textContent;
  let chosen = null;

  const choose = (start, end) => {
    chosen = trimmed(text, start, end);
    says.textContent = chosen ? told.replace("%s", short(text.slice(...chosen))) : "";
  };
  document.addEventListener("selectionchange", () => {
    const picked = selectedIn(answer);
    if (picked) choose(...picked);
  });
  box.addEventListener("change", (event) => {
    if (event.target.name === "themes" && event.target.checked && chosen) mark(event.target);
  });
  form.addEventListener("folkmoot:marks", (event) => {
    for (const value of event.detail) addValue(value);
  });

  function mark(tick) {
    const points = chosen.map((place) => [...text.slice(0, place)].length);
    addValue(`${tick.value}.${points.join(".")}`);
    chosen = null;
    says.textContent = "";
    getSelection().removeAllRanges();
  }

  function addValue(value) {
    const [theme, start, end] = value.split(".").map(Number);
    const id = `mark-${theme}-${start}-${end}`;
    const there = document.getElementById(id);
    if (there) {
      there.checked = true;
      return;
    }
    const place = box.querySelector(`[data-theme="${theme}"] [data-marks]`);
    if (place) place.append(line(id, value, [...text].slice(start, end).join("")));
  }

  function step(by) {
    const spans = sentences(text);
    if (!spans.length) return;
    const here = chosen ? spans.findIndex(([start, end]) => chosen[0] >= start && chosen[0] < end) : by > 0 ? -1 : spans.length;
    const [start, end] = spans[Math.min(Math.max(here + by, 0), spans.length - 1)];
    select(answer, start, end);
    choose(start, end);
  }

  return { chosen: () => chosen, mark, step };
}

function line(id, value, words) {
  const item = document.createElement("li");
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "marks", value, id, checked: true });
  const label = Object.assign(document.createElement("label"), { htmlFor: id, textContent: `“${short(words)}”` });
  item.append(tick, " ", label);
  return item;
}

function short(words) {
  return words.length > 90 ? `${words.slice(0, 88)}…` : words;
}

function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return end > start ? [start, end] : null;
}

// Where the selection starts and ends in the answer, or null when it is empty or elsewhere.
function selectedIn(answer) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!answer.contains(range.startContainer) || !answer.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(answer, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

function select(answer, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
  let place = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const last = place + node.length;
    if (start >= place && start <= last) range.setStart(node, start - place);
    if (end >= place && end <= last) {
      range.setEnd(node, end - place);
      break;
    }
    place = last;
  }
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function sentences(text) {
  const found = [];
  let start = 0;
  for (const gap of [...text.matchAll(/(?<=[.!?…])\s+|\s*\n+\s*/g), null]) {
    const end = gap ? gap.index : text.length;
    if (text.slice(start, end).trim()) found.push([start, end]);
    start = gap ? gap.index + gap[0].length : end;
  }
  return found;
}
