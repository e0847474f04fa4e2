// @ts-check
// What waits for the service: counted in the title of the page, and heard once on each device.
import { icon } from "./dom.js";
import { sound, tone } from "./sound.js";

const title = document.title;

/** Of this tab; another tab on the same device tells for itself. */
const told = () => new Set(JSON.parse(sessionStorage.getItem("signals") ?? "[]"));

function show() {
  const menu = /** @type {HTMLElement | null} */ (document.querySelector("[data-signals] .signal-menu"));
  if (!menu) return;
  const keys = (menu.dataset.keys ?? "").split(" ").filter(Boolean);
  document.title = keys.length > 0 ? `(${keys.length}) ${title}` : title;
  const known = told();
  if (sessionStorage.getItem("signals") !== null && keys.some((key) => !known.has(key))) tone(keys.some((key) => !known.has(key) && key.startsWith("Ready")) ? 660 : 880, 2);
  sessionStorage.setItem("signals", JSON.stringify(keys));
  showSound();
}

function showSound() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sound]"))) {
    button.querySelector("span")?.replaceChildren((sound.isOn ? button.dataset.on : button.dataset.off) ?? "");
    button.querySelector(".icon")?.replaceWith(icon(sound.isOn ? "sound" : "sound-off"));
    button.setAttribute("aria-pressed", String(sound.isOn));
  }
}

document.addEventListener("renewed", show);
document.addEventListener("sound", showSound);
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (target.closest("[data-sound]")) sound.isOn = !sound.isOn;
  const menu = document.querySelector(".signal-menu[open]");
  if (menu && !menu.contains(target)) menu.removeAttribute("open");
});
document.addEventListener("keydown", (event) => event.key === "Escape" && document.querySelector(".signal-menu[open]")?.removeAttribute("open"));
showSound();
