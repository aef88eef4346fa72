// Long work: asks how far it is every second and moves the bar; loads the page again when it has ended.

const PAUSE = 1000; // milliseconds

export function followJobs() {
  for (const box of document.querySelectorAll("[data-job]")) follow(box);
}

async function follow(box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-job-words]");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    try {
      const reply = await fetch(box.dataset.job, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!reply.ok) continue;
      const job = await reply.json();
      if (job.over) {
        location.reload();
        return;
      }
      bar.value = job.percent;
      words.textContent = job.words;
    } catch {
      // The line is down for a moment; ask again.
    }
  }
}
