// Voiding a sent line asks for a reason and how many; nothing disappears without both.
import { command, say } from "/js/forms.js";


/** @param {HTMLElement} line */
export function askReason(line) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("void-dialog"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  dialog.querySelector("[data-what]").textContent = `${line.dataset.quantity} × ${line.dataset.name}`;
  const many = /** @type {HTMLInputElement} */ (form.elements.namedItem("quantity"));
  many.max = many.value = line.dataset.quantity;
  form.onsubmit = async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const reason = form.elements.namedItem("own").value.trim() || form.querySelector("[name=reason]:checked")?.value;
    if (!reason) return;
    const answer = await command(`/api/v1/orders/lines/${line.dataset.line}/void`, { quantity: Number(many.value), reason });
    if (!answer.ok) say(answer.body.title ?? String(answer.status), "bad");
    dialog.close();
    document.querySelector(".ticket-lines live-region")?.refresh();
  };
  dialog.showModal();
}


