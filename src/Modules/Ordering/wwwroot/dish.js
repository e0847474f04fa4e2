// @ts-check
// The sheet of a dish that needs a choice: portion, extras, note, quantity.
import { fragment } from "/js/fragments.js";
import { say } from "/js/say.js";

/** @typedef {import("./draft.js").Unsent} Unsent */

/**
 * @param {string} url of the sheet
 * @param {string} offline said when the sheet cannot be fetched
 * @param {(line: Unsent) => void} chosen
 */
export async function openDish(url, offline, chosen) {
  const answer = await fragment(url);
  if (answer.status !== 200) return say(offline, "bad");
  document.getElementById("dish")?.remove();
  document.body.append(answer.nodes);
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("dish"));
  sheet.querySelector("form")?.addEventListener("submit", (event) => {
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.value === "cancel") return;
    const wrong = /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll("[data-max]")]).find((group) => {
      const count = group.querySelectorAll("[data-modifier]:checked").length;
      return count < Number(group.dataset.min) || count > Number(group.dataset.max);
    });
    if (wrong) {
      event.preventDefault();
      wrong.querySelector("input")?.focus();
      return say(wrong.querySelector("legend")?.textContent ?? "", "warn");
    }
    chosen(chosenIn(sheet));
  });
  sheet.addEventListener("close", () => sheet.remove());
  sheet.showModal();
}

/** @param {HTMLElement} sheet @returns {Unsent} */
function chosenIn(sheet) {
  const variant = /** @type {HTMLInputElement | null} */ (sheet.querySelector("input[name=variant]:checked"));
  const modifiers = /** @type {HTMLInputElement[]} */ ([...sheet.querySelectorAll("[data-modifier]:checked")]);
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (sheet.querySelector(`[name=${name}]`)).value;
  return {
    itemId: sheet.dataset.item ?? "",
    variantId: variant?.value ?? null,
    modifierIds: modifiers.map((m) => m.value),
    quantity: Math.max(1, Math.min(50, Number(field("quantity")) || 1)),
    note: field("note").trim(),
    name: sheet.dataset.name ?? "",
    detail: [...(variant ? [variant] : []), ...modifiers].map((c) => c.dataset.label).join(" · "),
    unitMinor: Number(variant?.dataset.price ?? sheet.dataset.price) + modifiers.reduce((sum, m) => sum + Number(m.dataset.price), 0),
  };
}
