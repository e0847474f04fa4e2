// @ts-check
// Voiding a sent line asks for a reason and how many; nothing disappears without both.
import { sayKept } from "/js/forms.js";
import { refresh } from "/js/fragments.js";
import { lend } from "/js/lend.js";
import { submit } from "/js/outbox.js";
import { newId } from "/js/queue.js";
import { say } from "/js/say.js";

/** @param {HTMLElement} line */
export function askReason(line) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("void-dialog"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const title = /** @type {HTMLElement} */ (dialog.querySelector("#void-title"));
  title.textContent = (title.dataset.title ?? "").replace("{what}", `${line.dataset.quantity} × ${line.dataset.name}`);
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const many = field("quantity");
  many.max = many.value = line.dataset.quantity ?? "1";
  form.onsubmit = async (event) => {
    const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (pressed?.value === "cancel") return;
    event.preventDefault();
    const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=reason]:checked"));
    const reason = field("own").value.trim() || chosen?.value;
    if (!reason) return;
    dialog.close();
    const [id, url, body] = [newId(), `/api/v1/orders/lines/${line.dataset.line}/void`, { quantity: Number(many.value), reason }];
    let answer = await submit({
      id,
      url,
      body,
      label: `${pressed?.textContent?.trim()}: ${many.value} × ${line.dataset.name}`,
    });
    // Refused for who they are: somebody else may.
    if (answer?.status === 403) answer = (await lend("orders.void", url, { ...body, commandId: id })) ?? answer;
    if (!answer) sayKept();
    else if (!answer.ok) say(answer.body.title ?? String(answer.status), "bad");
    refresh(document.querySelector(".ticket-lines live-region"));
  };
  dialog.showModal();
}
