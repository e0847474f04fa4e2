// What every page of signed-in people loads: the live link, fragments that renew themselves, forms that answer in place.
import { live } from "./live.js";
import "./fragments.js";
import "./forms.js";

/** The age of the link, always in sight: a screen that looks current and is not costs more than one that is dark. */
class LinkState extends HTMLElement {
  connectedCallback() {
    live.addEventListener("link", () => this.show());
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const stale = live.staleSince();
    const state = stale ? "stale" : "live";
    const text = stale ? this.dataset.stale.replace("{time}", stale.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })) : this.dataset.live;
    if (this.textContent?.trim() === text && this.dataset.link === state) return;
    this.dataset.link = state;
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `/icons.svg#link-${stale ? "cut" : "live"}`);
    icon.append(use);
    const word = document.createElement("span");
    word.textContent = text;
    this.replaceChildren(icon, word);
  }
}

customElements.define("link-state", LinkState);
