// @ts-check
import { live } from "./live.js";

/**
 * A part of a page from our server, as nodes. The browser parses the answer itself, without a window to run anything in: no
 * markup passes through a string of ours, so that the policy needs to trust none.
 * @param {string} url
 * @returns {Promise<{status: number, nodes: DocumentFragment}>} status 0: no answer came
 */
export function fragment(url) {
  return new Promise((done) => {
    const nodes = document.createDocumentFragment();
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.setRequestHeader("X-Fragment", "1");
    request.responseType = "document";
    request.onloadend = () => {
      const body = request.status === 200 ? request.responseXML?.body : null;
      // A fragment brings none. One that did would run when it comes to the page.
      body?.querySelectorAll("script").forEach((script) => script.remove());
      if (body) nodes.append(...body.childNodes);
      done({ status: request.status, nodes });
    };
    request.send();
  });
}

/** What a finger is on keeps its place until it is lifted: a tap needs the element it began on. @type {Node | null} */
let pressed = null;
/** @type {Promise<void>} */
let released = Promise.resolve();
document.addEventListener("pointerdown", (event) => {
  pressed = /** @type {Node} */ (event.target);
  released = new Promise((done) => {
    const lift = () => {
      removeEventListener("pointerup", lift, true);
      removeEventListener("pointercancel", lift, true);
      pressed = null;
      // The click comes after the finger is up.
      setTimeout(done);
    };
    addEventListener("pointerup", lift, true);
    addEventListener("pointercancel", lift, true);
  });
}, true);

/**
 * A part of a page that renews itself when something it shows has changed:
 * `<live-region src="/staff/floor?part=tiles" topics="orders,floor">`. It fetches the fragment anew, authorised anew.
 */
class LiveRegion extends HTMLElement {
  #busy = false;
  #again = false;
  /** @type {(event: Event) => void} */
  #onChange = () => {};

  connectedCallback() {
    const topics = (this.getAttribute("topics") ?? "").split(",").filter(Boolean);
    live.listen(topics);
    this.#onChange = (event) => {
      const { topic } = /** @type {CustomEvent} */ (event).detail;
      if (topic === "*" || topics.includes(topic)) this.refresh();
    };
    live.addEventListener("change", this.#onChange);
  }

  disconnectedCallback() {
    live.removeEventListener("change", this.#onChange);
  }

  async refresh() {
    // Changes that arrive while one fetch runs are answered by one more fetch, not by one each.
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      // Without an answer the link is down; the stream says so, and its return refreshes us.
      const answer = await fragment(this.getAttribute("src") ?? "");
      if (answer.status === 401) location.reload();
      if (pressed && this.contains(pressed)) await released;
      if (answer.status === 200) this.#replace(answer.nodes);
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    }
  }

  /** @param {DocumentFragment} nodes */
  #replace(nodes) {
    const focused = this.contains(document.activeElement) ? document.activeElement?.id : "";
    const scrolled = [...this.querySelectorAll("[data-scroll]")].map((part) => ({ name: part.getAttribute("data-scroll"), top: part.scrollTop, left: part.scrollLeft }));
    const open = [...this.querySelectorAll("details[open][id]")].map((part) => part.id);
    this.replaceChildren(nodes);
    for (const { name, top, left } of scrolled) this.querySelector(`[data-scroll="${name}"]`)?.scrollTo(left, top);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.dispatchEvent(new Event("renewed", { bubbles: true }));
  }
}

customElements.define("live-region", LiveRegion);

/** Renews a region, if it is one. @param {Element | null} region */
export function refresh(region) {
  if (region instanceof LiveRegion) region.refresh();
}

/** Ticking ages: `<time data-since="2026-11-22T20:15:00Z">` shows minutes and seconds, and its ticket grows old with it. */
function tick() {
  for (const time of document.querySelectorAll("time[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(time.getAttribute("data-since") ?? "")) / 1000));
    const text = seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}` : `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
    if (time.textContent !== text) time.textContent = text;
    const aged = /** @type {HTMLElement | null} */ (time.closest("[data-warn-after]"));
    if (aged) aged.dataset.age = seconds >= Number(aged.dataset.lateAfter) ? "late" : seconds >= Number(aged.dataset.warnAfter) ? "warn" : "fresh";
  }
}
tick();
setInterval(tick, 1000);
// A part that was renewed would show no age for up to a second.
document.addEventListener("renewed", tick);

/** @param {number} number */
function pad(number) {
  return String(number).padStart(2, "0");
}
