// @ts-check
// The kitchen board: a sound for what is new, another for what is off, and no doubt about the age of the link.
import { clock } from "/js/dom.js";
import { live } from "/js/live.js";
import { tone } from "/js/sound.js";

const known = new Set(ids("[data-kot]"));
const voids = new Set(ids(".kot-void button[data-command]", "command"));
document.addEventListener("renewed", () => {
  const tickets = ids("[data-kot]");
  const off = ids(".kot-void button[data-command]", "command");
  if (off.some((id) => !voids.has(id))) tone(220, 3);
  else if (tickets.some((id) => !known.has(id))) tone(880, 2);
  tickets.forEach((id) => known.add(id));
  off.forEach((id) => voids.add(id));
  words();
});

const stale = /** @type {HTMLElement} */ (document.getElementById("stale"));
live.addEventListener("link", age);
setInterval(age, 1000);
setInterval(words, 1000);

function age() {
  const since = live.staleSince();
  stale.hidden = !since;
  if (since) stale.querySelector("p")?.replaceChildren((stale.dataset.text ?? "").replace("{time}", clock(since)));
}

/** The age of a ticket as a word and an icon, beside its colour. */
function words() {
  for (const label of document.querySelectorAll(".kot-age[data-late]")) {
    const state = label.closest("[data-age]")?.getAttribute("data-age");
    const text = label.getAttribute(`data-${state}`);
    const word = label.querySelector("[data-age-word]");
    if (!word || word.textContent === text) continue;
    word.textContent = text;
    label.querySelector("use")?.setAttribute("href", `/icons.svg#${state === "late" ? "alarm" : state === "warn" ? "warning" : "clock"}`);
  }
}

/** @param {string} selector @param {string} [field] */
function ids(selector, field = "kot") {
  return [...document.querySelectorAll(selector)].map((part) => part.getAttribute(`data-${field}`));
}
