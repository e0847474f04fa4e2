// @ts-check
// The countdown of a dish: taps are gathered for a moment and sent as one number.
import { command } from "/js/forms.js";
import { say } from "/js/say.js";

const gatherMs = 600;

/** `<count-down data-url="…/countdown" data-branch="…">` around a number field and two buttons. An empty field counts nothing. */
class CountDown extends HTMLElement {
  input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
  sent = this.input?.value ?? "";
  /** @type {number | undefined} */
  timer;

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const step = Number(event.target instanceof Element && event.target.closest("[data-step]")?.getAttribute("data-step"));
      if (step) this.step(step);
    });
    this.input.addEventListener("change", () => this.send());
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && this.send());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    // The region renewed itself while somebody was tapping: what was tapped is still meant.
    if (this.input.value !== this.sent) this.send();
  }

  /** @param {number} by */
  step(by) {
    const left = this.input.value === "" ? 0 : Number(this.input.value);
    this.input.value = String(Math.min(999, Math.max(0, left + by)));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), gatherMs);
  }

  async send() {
    clearTimeout(this.timer);
    const value = this.input.value.trim();
    if (value === this.sent) return;
    if (!this.input.checkValidity()) return this.input.reportValidity();
    const before = this.sent;
    this.sent = value;
    try {
      const answer = await command(this.dataset.url ?? "", { branchId: this.dataset.branch, left: value === "" ? null : Number(value) });
      if (answer.status === 401) location.reload();
      else if (!answer.ok) {
        this.sent = this.input.value = before;
        say(answer.body.title ?? String(answer.status), "bad");
      }
    } catch {
      this.sent = before;
      say(this.dataset.unsent ?? "Not sent. The network is down.", "bad");
    }
  }
}

customElements.define("count-down", CountDown);
