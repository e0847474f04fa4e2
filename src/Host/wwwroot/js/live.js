// @ts-check
// One event stream per page. The browser resumes it with Last-Event-ID; the server then sends what was missed.

const staleAfterMs = 12_000;

class Live extends EventTarget {
  /** @type {EventSource | undefined} */
  #source;
  #topics = new Set();
  #lastHeard = Date.now();
  #lastId = "";
  #open = false;

  /** @param {string[]} topics what this page wants to hear of */
  listen(topics) {
    const before = this.#topics.size;
    topics.forEach((topic) => this.#topics.add(topic));
    if (this.#topics.size > before) queueMicrotask(() => this.#connect());
  }

  /** @returns {Date | null} since when nothing was heard, or null while the link lives */
  staleSince() {
    if (this.#topics.size === 0) return null;
    return !navigator.onLine || Date.now() - this.#lastHeard > staleAfterMs || (!this.#open && Date.now() - this.#lastHeard > 2500) ? new Date(this.#lastHeard) : null;
  }

  #connect() {
    this.#source?.close();
    const url = document.querySelector('meta[name="live"]')?.getAttribute("content") ?? "/api/v1/live";
    const after = this.#lastId ? `&after=${this.#lastId}` : "";
    const source = new EventSource(`${url}?topics=${[...this.#topics].join(",")}${after}`);
    this.#source = source;
    source.addEventListener("open", () => this.#heard(true));
    source.addEventListener("beat", (event) => this.#heard(true, event.lastEventId));
    source.addEventListener("change", (event) => {
      this.#heard(true, event.lastEventId);
      this.dispatchEvent(new CustomEvent("change", { detail: JSON.parse(event.data) }));
    });
    source.addEventListener("error", () => {
      this.#open = false;
      this.dispatchEvent(new Event("link"));
      // A stream the server closed for good (the session ended) is not retried by the browser; we ask again slowly.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => source === this.#source && this.#connect(), 2000);
    });
  }

  /** @param {boolean} open @param {string} [id] */
  #heard(open, id) {
    this.#lastHeard = Date.now();
    if (id) this.#lastId = id;
    const back = open && !this.#open;
    this.#open = open;
    this.dispatchEvent(new Event("link"));
    if (back) this.dispatchEvent(new CustomEvent("change", { detail: { topic: "*", kind: "Reconnected" } }));
  }
}

export const live = new Live();
