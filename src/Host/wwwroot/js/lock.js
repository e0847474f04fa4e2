// @ts-check
// A board that nobody has unlocked: it stays and renews itself; a tap on anything that would change something asks who it is.
import { fragment } from "./fragments.js";
import { equipAll } from "./pinpad.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("unlock"));
let closing = 0;

/** @param {string} next where the person goes from here */
async function ask(next) {
  if (dialog.open) return;
  const body = /** @type {HTMLElement} */ (dialog.querySelector(".dialog-body"));
  const { status, nodes } = await fragment(`/tablet?handler=Pad&next=${encodeURIComponent(next)}`);
  if (status !== 200) return location.reload();
  body.replaceChildren(nodes);
  equipAll(body);
  dialog.showModal();
  later();
}

/** Left alone, the pad gives the board free again. */
function later() {
  clearTimeout(closing);
  closing = window.setTimeout(() => dialog.close(), 30_000);
}

for (const gesture of ["pointerdown", "keydown"]) dialog.addEventListener(gesture, later);
dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());

document.addEventListener(
  "click",
  (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || dialog.contains(target)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[href*="/staff/pad"]'));
    if (!link && !target.closest("[data-command], [data-unlock]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(link ? link.pathname + link.search : location.pathname + location.search);
  },
  true,
);
