// @ts-check
// Hands a link to the phone's own share sheet: `<button data-share="address" data-text="…" hidden>`. Browsers without one keep it hidden.
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-share]"))) {
  if (typeof navigator.share !== "function") break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ text: button.dataset.text, url: button.dataset.share });
    } catch {
      // Closed without a choice: the link is still on the page.
    }
  });
}
