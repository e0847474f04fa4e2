// @ts-check
// What can be done with the whole order. Read once when the pad is open, so that it is there without a network too.
import { sayKept } from "/js/forms.js";
import { fragment } from "/js/fragments.js";
import { submit } from "/js/outbox.js";
import { newId } from "/js/queue.js";
import { say } from "/js/say.js";

const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("acts"));
const place = dialog?.querySelector("[data-acts]");

async function renew() {
  const answer = await fragment(dialog?.dataset.src ?? "");
  // What comes too late must not move under a finger.
  if (answer.status === 200 && !dialog?.open) place?.replaceChildren(answer.nodes);
}

if (dialog && place) {
  setTimeout(renew, 300);
  document.getElementById("acts-open")?.addEventListener("click", async () => {
    // Tables may have been taken meanwhile; on a slow network the list of before has to do.
    await Promise.race([renew(), new Promise((resume) => setTimeout(resume, place.firstChild ? 250 : 5000))]);
    if (place.firstChild) dialog.showModal();
    else say(dialog.dataset.offline ?? "", "bad");
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const to = /** @type {HTMLElement | null} */ (target.closest("[data-dishes-to]"));
    if (to) moveDishes(to);
    if (target === dialog || target.closest("[data-close], [data-command]")) dialog.close();
  });
}

/** Takes the chosen dishes to another table. @param {HTMLElement} to */
async function moveDishes(to) {
  const part = /** @type {HTMLElement} */ (to.closest("[data-dishes]"));
  const chosen = [.../** @type {NodeListOf<HTMLInputElement>} */ (part.querySelectorAll("[type=checkbox]:checked"))];
  if (chosen.length === 0) return part.querySelector("input")?.focus();
  const dishes = chosen.map((box) => {
    const quantity = /** @type {HTMLInputElement} */ (box.closest(".line")?.querySelector("[type=number]"));
    return { lineId: box.value, quantity: Number(quantity.value) };
  });
  dialog?.close();
  const body = { dishes, tableId: to.dataset.dishesTo || null };
  const label = `${part.dataset.label} → ${to.innerText.trim()}`;
  const answer = await submit({ id: newId(), url: part.dataset.dishes ?? "", body, label });
  if (!answer) return sayKept();
  if (!answer.ok) return say(answer.body.title ?? String(answer.status), "bad");
  say(label, "good");
  renew();
}
