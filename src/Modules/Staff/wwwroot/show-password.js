// @ts-check
// Shows a password while it is typed: a long one is hard to get right unseen on a phone.
for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-shows]"))) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(box.dataset.shows ?? ""));
  box.closest("label")?.removeAttribute("hidden");
  box.addEventListener("change", () => (field.type = box.checked ? "text" : "password"));
  // Sent hidden again, so that the browser offers to keep it and nobody reads it over a shoulder.
  box.form?.addEventListener("submit", () => (field.type = "password"));
}
