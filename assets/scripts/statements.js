// One statement after the other without a new page: the reply to an answer is put in the place of what was answered.
// A tap is sent until it arrives; a second tap on the same button, or one that falls on a statement just put there
// before anybody could have read it, is none.

const AGAIN = 3000; // milliseconds until a tap that did not arrive is sent again
const UNREAD = 350; // milliseconds in which nobody has read a new statement

let sending = false;
let quietUntil = 0;

export function statements() {
  if (!document.querySelector("[data-statements]")) return;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    event.preventDefault();
    if (sending || performance.now() < quietUntil) return;
    const answer = new FormData(form);
    if (event.submitter?.name) answer.append(event.submitter.name, event.submitter.value);
    deliver(form.action, answer, event.submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
}

async function deliver(address, answer, button) {
  const page = document.querySelector("[data-statements]");
  sending = true;
  button?.classList.add("fm-answers__one--sent");
  say(page.dataset.sending);
  for (;;) {
    try {
      const reply = await fetch(address, { method: "POST", body: new URLSearchParams(answer), credentials: "same-origin" });
      if (reply.status >= 500) throw new Error(String(reply.status));
      const words = await reply.text();
      sending = false;
      return show(reply, words);
    } catch {
      say(page.dataset.failed);
      await pause();
    }
  }
}

// Until the time is over or the line is there again.
function pause() {
  return new Promise((done) => {
    setTimeout(done, AGAIN);
    addEventListener("online", done, { once: true });
  });
}

function show(reply, words) {
  const next = new DOMParser().parseFromString(words, "text/html");
  if (!next.querySelector("[data-statements]") && reply.redirected) {
    location.assign(reply.url);
    return;
  }
  document.title = next.title;
  document.querySelector("main").replaceChildren(...next.querySelector("main").childNodes);
  if (reply.redirected) history.replaceState(null, "", reply.url);
  quietUntil = performance.now() + UNREAD;
  const first = document.querySelector("main .govuk-error-summary") ?? document.querySelector("main h1");
  first.tabIndex = -1;
  first.focus();
}

function say(words) {
  const status = document.querySelector("[data-statements-status]");
  if (status) status.textContent = words;
}
