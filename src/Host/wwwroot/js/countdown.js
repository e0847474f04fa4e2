// @ts-check
// Counts the seconds down until a refused request may be tried again.
const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-wait]"));
const whole = Number(place?.dataset.wait ?? 0);
const endsAt = Date.now() + whole * 1000;
const sentence = place?.textContent ?? "";

function show() {
  const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  if (place) place.textContent = sentence.replace(String(whole), String(left));
  if (left === 0) clearInterval(timer);
}

const timer = setInterval(show, 250);
