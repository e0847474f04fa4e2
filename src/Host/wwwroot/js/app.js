// @ts-check
// What every page of signed-in people loads: the live link, fragments that renew themselves, commands that are kept until
// they are answered.
import { clock, element, icon } from "./dom.js";
import { live } from "./live.js";
import { outbox } from "./outbox.js";
import "./fragments.js";
import "./forms.js";
import "./outbox-view.js";
import "./idle.js";
import "./confirm.js";
import "./shell.js";
import "./signals.js";

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
    const text = (stale ? this.dataset.stale?.replace("{time}", clock(stale)) : this.dataset.live) ?? "";
    if (this.textContent?.trim() === text && this.dataset.link === state) return;
    this.dataset.link = state;
    this.replaceChildren(icon(`link-${stale ? "cut" : "live"}`), element("span", "", text));
  }
}

customElements.define("link-state", LinkState);

// The stream came back, so the server can be reached: what waits is sent at once.
live.addEventListener("change", (event) => /** @type {CustomEvent} */ (event).detail.kind === "Reconnected" && outbox.hurry());
