// @ts-check
// A sentence for a few seconds, also for screen readers; and one that waits for the next page.

/** @type {number | undefined} */
let timer;

/**
 * @param {string} text
 * @param {"good" | "warn" | "bad" | "note"} [tone]
 * @param {HTMLElement} [act] a button beside the sentence, such as Undo
 */
export function say(text, tone = "warn", act) {
  let place = document.getElementById("toast");
  if (!place) {
    place = Object.assign(document.createElement("p"), { id: "toast", role: "status" });
    document.body.append(place);
  }
  place.className = "flash toast";
  place.dataset.tone = tone;
  place.replaceChildren(text);
  if (act) place.append(act);
  place.hidden = false;
  clearTimeout(timer);
  timer = window.setTimeout(() => place.toggleAttribute("hidden", true), 6000);
}

/** The sentence goes at once. */
export function hush() {
  document.getElementById("toast")?.toggleAttribute("hidden", true);
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
