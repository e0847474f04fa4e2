// @ts-check
// The usual percentages and reasons of a discount, one tap each. Without this script both are typed.
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-discount]"));

for (const chips of form.querySelectorAll("[data-fills]")) chips.removeAttribute("hidden");
form.addEventListener("click", (event) => {
  const chip = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest("[data-fill]") : null);
  const fills = chip?.closest("[data-fills]")?.getAttribute("data-fills");
  if (!chip || !fills) return;
  /** @type {HTMLInputElement} */ (form.elements.namedItem(fills)).value = chip.dataset.fill ?? "";
  if (fills === "discount") /** @type {RadioNodeList} */ (form.elements.namedItem("kind")).value = "percent";
  show();
});
form.addEventListener("input", show);
show();

function show() {
  const kind = new FormData(form).get("kind");
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-fill]"))) {
    const fills = chip.closest("[data-fills]")?.getAttribute("data-fills") ?? "";
    const isChosen = /** @type {HTMLInputElement} */ (form.elements.namedItem(fills)).value === chip.dataset.fill;
    chip.setAttribute("aria-pressed", String(isChosen && (fills !== "discount" || kind === "percent")));
  }
}
