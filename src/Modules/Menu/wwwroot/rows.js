// @ts-check
// Rows that are empty wait behind a button. Without this script they are simply there.
import { element } from "/js/dom.js";

/** `<grow-rows data-more="Add a variant">` with children `[data-row]`, the empty ones `[data-blank="1"]`. */
class GrowRows extends HTMLElement {
  connectedCallback() {
    const waiting = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[data-row][data-blank="1"]')]);
    if (waiting.length === 0) return;
    waiting.forEach((row) => (row.hidden = true));
    const more = element("button", "button quiet", this.dataset.more ?? "+");
    more.setAttribute("type", "button");
    more.addEventListener("click", () => {
      const row = waiting.shift();
      row?.removeAttribute("hidden");
      /** @type {HTMLElement | null | undefined} */ (row?.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
      if (waiting.length === 0) more.remove();
    });
    const line = element("p", "row");
    line.append(more);
    this.append(line);
  }
}

customElements.define("grow-rows", GrowRows);
