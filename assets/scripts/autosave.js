// Sends a page of answers in the background a moment after the last change. The server keeps what is right and says so.

const PAUSE = 1500; // milliseconds of quiet before saving

export function autosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = 0;
  let sending = false;
  let changed = false;

  const say = (words) => {
    if (status) status.textContent = words;
  };

  async function save() {
    if (sending || !changed) return;
    sending = true;
    changed = false;
    try {
      const reply = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (!reply.ok) throw new Error(String(reply.status));
      const { message } = await reply.json();
      say(message);
    } catch {
      changed = true;
      say(form.dataset.autosaveFailed);
    } finally {
      sending = false;
      if (changed) later();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed = false;
  });
}
