// Ballot papers that count along: what is left of dots, credits and money; and places given by tapping. Without this the
// same paper is filled in with its numbers and lists, and the next page says what does not add up.

export function ballots() {
  for (const list of document.querySelectorAll("[data-ranks]")) tapToRank(list);
  for (const box of document.querySelectorAll("[data-shares]")) countShares(box);
  for (const form of document.querySelectorAll("form")) if (form.querySelector("[data-purse]")) countMoney(form);
}

// Each option gets a button: a tap gives it the next number, another takes the number away and closes the gap.
function tapToRank(list) {
  const told = document.createElement("p");
  told.className = "govuk-visually-hidden";
  told.setAttribute("role", "status");
  list.after(told);
  const rows = [...list.children].map((row) => ({ row, select: row.querySelector("select"), button: tapButton(row) }));
  list.classList.toggle("fm-ranks--tap", list.dataset.equal === "no");
  for (const one of rows) {
    one.button.addEventListener("click", () => {
      if (one.select.value) takeAway(one.select);
      else one.select.value = String(Math.max(0, ...rows.map(({ select }) => Number(select.value))) + 1);
      draw();
      told.textContent = `${nameOf(one.row)}: ${one.button.textContent}`;
    });
    one.select.addEventListener("change", draw);
  }
  draw();

  function takeAway(select) {
    const gone = Number(select.value);
    select.value = "";
    if (rows.some((other) => Number(other.select.value) === gone)) return;
    for (const other of rows) {
      const place = Number(other.select.value);
      if (place > gone) other.select.value = String(place - 1);
    }
  }

  function draw() {
    const next = Math.max(0, ...rows.map(({ select }) => Number(select.value))) + 1;
    for (const { row, select, button } of rows) {
      const place = select.value;
      row.classList.toggle("fm-ranks__placed", Boolean(place));
      button.textContent = place ? list.dataset.take.replace("%s", place) : list.dataset.give.replace("%s", String(next));
      button.setAttribute("aria-label", `${button.textContent}: ${nameOf(row)}`);
      button.disabled = !place && next > rows.length;
    }
  }
}

function tapButton(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary fm-ranks__button";
  row.append(button);
  return button;
}

function nameOf(row) {
  return row.querySelector("label").textContent.trim();
}

function countShares(box) {
  const left = box.querySelector("[data-shares-left]");
  const squared = box.hasAttribute("data-squared");
  const fields = [...box.querySelectorAll("input")];
  const draw = () => {
    const spent = fields.map((field) => Number(field.value) || 0).reduce((sum, votes) => sum + (squared ? votes * votes : Math.abs(votes)), 0);
    show(left, Number(box.dataset.shares) - spent, box.dataset);
  };
  box.addEventListener("input", draw);
  draw();
}

function countMoney(form) {
  const purses = [...form.querySelectorAll("[data-purse]")];
  const boxes = [...form.querySelectorAll("[data-cost]")];
  const draw = () => {
    for (const purse of purses) {
      const chosen = boxes.filter((box) => box.checked && box.dataset.pot === purse.dataset.purse);
      const spent = chosen.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
      show(purse, Number(purse.dataset.amount) - spent, purse.dataset);
    }
  };
  form.addEventListener("change", draw);
  draw();
}

function show(place, left, words) {
  place.textContent = left >= 0 ? words.left.replace("%s", inGroups(left)) : words.over.replace("%s", inGroups(-left));
  place.classList.toggle("fm-ballot__over", left < 0);
}

function inGroups(number) {
  return number.toLocaleString(document.documentElement.lang || "en");
}
