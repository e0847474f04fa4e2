// @ts-check
// The frame of every page: groups of the navigation fold where the screen is too low for all of them, and menus that are
// fetched when they open.
import { fragment } from "./fragments.js";

const rail = document.querySelector(".office > .rail");
const groups = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".rail-group")]);

/** From the last one up, as far as needed; never the one whose page is open. */
function fold() {
  // On a phone the rail is a bar, and the groups open in a sheet that scrolls.
  if (!rail || getComputedStyle(rail).position !== "sticky") return;
  for (const group of groups.filter((g) => !g.dataset.open).reverse()) {
    if (rail.scrollHeight <= rail.clientHeight) return;
    group.open = false;
  }
}
fold();

for (const menu of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[popover][data-load]"))) {
  menu.addEventListener("beforetoggle", async (event) => {
    const url = menu.dataset.load;
    if (/** @type {ToggleEvent} */ (event).newState !== "open" || !url) return;
    delete menu.dataset.load;
    const answer = await fragment(url);
    if (answer.status === 200) menu.replaceChildren(answer.nodes);
    else menu.dataset.load = url;
  });
}
