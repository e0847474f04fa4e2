// @ts-check
// A sentence for a few seconds, also for screen readers; and one that waits for the next page.

/** @type {number | undefined} */
let timer;

/**
 * @param {string} text
 * @param {"good" | "warn" | "bad" | "note"} [tone]
 */
export function say(text, tone = "warn") {
  let place = document.getElementById("toast");
  if (!place) {
    place = Object.assign(document.createElement("p"), { id: "toast", role: "status" });
    document.body.append(place);
  }
  place.className = "flash toast";
  place.dataset.tone = tone;
  place.textContent = text;
  place.hidden = false;
  clearTimeout(timer);
  timer = window.setTimeout(() => place.toggleAttribute("hidden", true), 6000);
}

/** Said by the page we are about to open: "KOT 41 sent". @param {string} text */
export function sayNext(text) {
  sessionStorage.setItem("say", text);
}

const left = sessionStorage.getItem("say");
if (left) {
  sessionStorage.removeItem("say");
  say(left, "good");
}
