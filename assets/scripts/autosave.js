// Sends a page of answers in the background a moment after the last change. The server keeps what is right and says so.

const PAUSE = 1500; // milliseconds of quiet before saving

// Files are sent once, when the form is.
function words(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

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
      const reply = await fetch(form.dataset.autosave, { method: "POST", body: words(form), credentials: "same-origin" });
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
