// Rows that are empty wait behind a button. Without this script they are simply there.

/** `<grow-rows data-more="Add a variant">` with children `[data-row]`, the empty ones `[data-blank="1"]`. */
class GrowRows extends HTMLElement {
  connectedCallback() {
    this.waiting = [...this.querySelectorAll("[data-row][data-blank="1"]")];
    if (this.waiting.length === 0) return;
    this.waiting.forEach((row) => (row.hidden = true));
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "button quiet";
    this.more.textContent = this.dataset.more ?? "+";
    this.more.addEventListener("click", () => this.grow());
    const line = document.createElement("p");
    line.className = "row";
    line.append(this.more);
    this.append(line);
  }

  grow() {
    const row = this.waiting.shift();
    if (!row) return;
    row.hidden = false;
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    if (this.waiting.length === 0) this.more.remove();
  }
}

customElements.define("grow-rows", GrowRows);
