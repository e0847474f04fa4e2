// @ts-check
// Shows what the credit note comes to while its units are typed. The server calculates it, as it does when it issues the note.
import { fragment } from "/js/fragments.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-credit]"));
const sum = /** @type {HTMLElement} */ (form.querySelector("[data-credit-sum]"));
const all = /** @type {HTMLInputElement} */ (form.elements.namedItem("all"));
/** @type {number | undefined} */
let timer;
// An answer to what was typed before is thrown away.
let asked = 0;

async function show() {
  const mine = ++asked;
  const url = new URL(form.dataset.credit ?? "", location.origin);
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name^=units-]")))
    if (!field.disabled) url.searchParams.set(field.name, field.value);
  if (all.checked) url.searchParams.set("all", "1");
  const answer = await fragment(url.href);
  if (mine !== asked) return;
  sum.parentElement?.toggleAttribute("hidden", answer.status !== 200);
  if (answer.status === 200) sum.replaceChildren(answer.nodes);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = window.setTimeout(show, 200);
});
show();
