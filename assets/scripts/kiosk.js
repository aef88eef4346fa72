// On a shared device: after three minutes in which nobody touches anything, the page makes room for the next person.
const PATIENCE = 3 * 60 * 1000;

export function kiosk() {
  const page = document.querySelector("[data-kiosk]");
  if (!page) return;
  let leaving;
  const stay = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => location.replace(page.dataset.kiosk), PATIENCE);
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, stay, { passive: true });
  stay();
}
