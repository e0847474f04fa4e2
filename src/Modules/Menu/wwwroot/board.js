// @ts-check
// Finding a dish on the 86 board: the tiles that do not match step aside, also after the board renewed itself.
import { fold } from "/js/search.js";

const find = /** @type {HTMLInputElement} */ (document.getElementById("find"));
const none = /** @type {HTMLElement} */ (document.getElementById("none"));
/** @param {string} selector @returns {NodeListOf<HTMLElement>} */
const parts = (selector) => document.querySelectorAll(selector);

function filter() {
  const wanted = fold(find.value.trim());
  let shown = 0;
  for (const tile of parts(".stock-tile")) {
    tile.hidden = wanted !== "" && !fold(tile.dataset.find ?? "").includes(wanted);
    if (!tile.hidden) shown++;
  }
  for (const area of parts("#tiles .area")) area.hidden = !area.querySelector(".stock-tile:not([hidden])");
  none.hidden = shown > 0;
}

find.addEventListener("input", filter);
document.addEventListener("renewed", filter);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  find.focus();
});
filter();
