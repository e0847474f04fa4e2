// @ts-check
// Copies a field to the clipboard. Without this script the field is there to be selected.
import { say } from "/js/say.js";

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (document.getElementById(button.dataset.copy ?? ""));
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say(button.dataset.done ?? "", "good");
    } catch {
      // A browser without a clipboard, or one that was refused it: the link stays selected, ready to be copied by hand.
      field.focus();
    }
  });
}
