// @ts-check
// Asks before what cannot be undone, in a dialog of our own: by a button with data-confirm, or a form with it.
import { element } from "./dom.js";

/**
 * @param {string} question
 * @param {string} yes what the button says that does it
 * @param {string[]} [reasons] one of which must be chosen
 * @returns {Promise<{reason?: string} | null>} null when it is left
 */
export function ask(question, yes, reasons = []) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("confirm"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  dialog.querySelector("h2")?.replaceChildren(question);
  dialog.querySelector("button[value=yes]")?.replaceChildren(yes);
  dialog.querySelector("[data-reasons]")?.toggleAttribute("hidden", reasons.length === 0);
  dialog.querySelector(".chips")?.replaceChildren(...reasons.map((reason, place) => {
    const chip = element("label", "chip");
    chip.append(Object.assign(document.createElement("input"), { type: "radio", name: "reason", value: reason, required: true, checked: place === 0 }), reason);
    return chip;
  }));
  return new Promise((answer) => {
    dialog.onclose = () => answer(dialog.returnValue === "yes" ? chosenIn(form) : null);
    dialog.returnValue = "";
    dialog.showModal();
  });
}

/** Nothing where no reason was asked for: the command keeps its own. @param {HTMLFormElement} form @returns {{reason?: string}} */
function chosenIn(form) {
  const reason = new FormData(form).get("reason");
  return reason ? { reason: String(reason) } : {};
}

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  const submitter = /** @type {HTMLElement | null} */ (event.submitter);
  const question = form.dataset.confirm.replace("{sum}", form.querySelector("[data-sum]")?.textContent ?? "");
  if (!(await ask(question, submitter?.innerText.trim() ?? ""))) return;
  form.dataset.confirmed = "1";
  form.requestSubmit(submitter);
});
