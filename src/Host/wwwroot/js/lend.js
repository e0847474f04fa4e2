// @ts-check
// Somebody else may: a colleague lends one command their permission and their cap by typing their PIN. It is sent at once or
// not at all, never kept: a PIN does not lie in a queue.
import { post } from "./post.js";

/** @typedef {import("./post.js").Answer} Answer */

/**
 * Asks for a colleague and their PIN, and sends the command again, the same id, in their word.
 * @param {string} permission what the command needs
 * @param {string} url
 * @param {Record<string, unknown>} body with the command id it was refused under
 * @returns {Promise<Answer | null>} null: nobody lent it
 */
export async function lend(permission, url, body) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("lend-dialog"));
  const lenders = dialog ? await whoMay(permission) : [];
  if (!dialog || lenders.length === 0) return null;
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const who = /** @type {HTMLSelectElement} */ (form.elements.namedItem("who"));
  const pin = /** @type {HTMLInputElement} */ (form.elements.namedItem("pin"));
  const why = /** @type {HTMLElement} */ (dialog.querySelector("[data-why]"));
  who.replaceChildren(...lenders.map((lender) => new Option(`${lender.name} · ${lender.roleName}`, lender.memberId)));
  why.hidden = true;
  return new Promise((resolve) => {
    dialog.onclose = () => {
      pin.value = "";
      resolve(null);
    };
    form.onsubmit = async (event) => {
      if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.value === "cancel") return;
      event.preventDefault();
      const typed = pin.value;
      pin.value = "";
      const answer = await post(url, "POST", body, true, { "X-Lent-By": who.value, "X-Lent-Pin": typed });
      if (answer.ok) {
        resolve(answer);
        dialog.close();
        return;
      }
      why.textContent = answer.body.title ?? String(answer.status);
      why.hidden = false;
      pin.focus();
    };
    dialog.showModal();
    pin.focus();
  });
}

/** @param {string} permission @returns {Promise<{memberId: string, name: string, roleName: string}[]>} */
async function whoMay(permission) {
  try {
    const answer = await fetch(`/api/v1/lenders?for=${encodeURIComponent(permission)}`);
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}
