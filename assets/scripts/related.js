// While somebody types a title, shows what reads like it. Without this the same list comes on the next page.

const PAUSE = 400; // milliseconds after the last letter
const LEAST = 4;

export function showRelated(box) {
  const typed = document.getElementById(box.dataset.relatedTo);
  let waiting = 0;
  let asked = "";
  typed.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  async function ask() {
    const title = typed.value.trim();
    if (title === asked) return;
    asked = title;
    if (title.length < LEAST) {
      box.replaceChildren();
      return;
    }
    try {
      const reply = await fetch(`${box.dataset.related}?title=${encodeURIComponent(title)}`);
      if (!reply.ok || title !== asked) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      box.replaceChildren(...page.body.children);
    } catch {
      // The line is down: the next page shows the list.
    }
  }
}
