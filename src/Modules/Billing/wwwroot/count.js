// @ts-check
// Adds up the count while it is typed.
const form = /** @type {HTMLElement | null} */ (document.querySelector("[data-count]"));

function show() {
  let sum = 0;
  for (const field of form?.querySelectorAll("[data-denomination]") ?? []) {
    const pieces = Number(/** @type {HTMLInputElement} */ (field).value || 0);
    if (Number.isInteger(pieces) && pieces >= 0) sum += pieces * Number(field.getAttribute("data-denomination"));
  }
  const digits = Number(form?.dataset.digits ?? 2);
  const output = form?.querySelector("[data-sum]");
  if (output) output.textContent = (sum / 10 ** digits).toLocaleString(form?.dataset.currency === "INR" ? "en-IN" : "fr-FR", { style: "currency", currency: form?.dataset.currency, minimumFractionDigits: digits });
}

form?.addEventListener("input", show);
show();
