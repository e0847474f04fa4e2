// @ts-check
// What the person sees of the queue: a count in the header, the list behind it, and a mark on what waits.
import { ask } from "./confirm.js";
import { clock, element, icon } from "./dom.js";
import { refresh } from "./fragments.js";
import { outbox } from "./outbox.js";
import { pageMaker } from "./post.js";
import { say } from "./say.js";

/** @typedef {import("./queue.js").Command} Command */

/** Older than the longest session: whoever made it will not come back for it, so anybody may clear it away. */
const anybodysAfterMs = 12 * 3600_000;

/** The header's sign of the queue; its words are data attributes, its list a dialog with a template for a row. */
class OutBox extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-open]")?.addEventListener("click", () => this.querySelector("dialog")?.showModal());
    this.querySelector("[data-close]")?.addEventListener("click", () => this.querySelector("dialog")?.close());
    outbox.addEventListener("changed", () => this.show());
    outbox.addEventListener("answered", (event) => this.tell(/** @type {CustomEvent} */ (event).detail));
    document.addEventListener("renewed", mark);
    for (const form of document.querySelectorAll('form[action="/sign-out"]')) form.addEventListener("submit", () => this.keep(/** @type {HTMLFormElement} */ (form)));
    this.show();
  }

  show() {
    const { commands } = outbox;
    const refused = commands.filter((c) => c.maker === pageMaker && c.state === "refused").length;
    const waiting = commands.filter((c) => c.maker === pageMaker && c.state === "waiting").length;
    const others = commands.filter((c) => c.maker !== pageMaker);
    const parts = [];
    if (refused > 0) parts.push(this.word("refused", { count: refused }));
    if (waiting > 0) parts.push(this.word(outbox.signedOut ? "signIn" : "waiting", { count: waiting }));
    if (others.length > 0) parts.push(this.word("held", { count: others.length, name: others[0].makerName }));
    const state = refused > 0 ? "refused" : waiting === 0 ? "held" : outbox.signedOut ? "sign-in" : "waiting";
    const signs = { refused: "warning", held: "lock", "sign-in": "key", waiting: "send" };
    const button = this.querySelector("[data-open]");
    if (button && button.textContent !== parts.join(" · ")) button.replaceChildren(icon(signs[state]), element("span", "", parts.join(" · ")));
    this.dataset.state = state;
    this.hidden = commands.length === 0;
    this.querySelector("[data-list]")?.replaceChildren(...commands.map((command) => this.row(command)));
    this.querySelector("[data-sign-in-link]")?.toggleAttribute("hidden", !outbox.signedOut);
    if (this.hidden) this.querySelector("dialog")?.close();
    mark();
  }

  /** @param {Command} command */
  row(command) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const own = command.maker === pageMaker;
    const refused = command.state === "refused";
    const old = refused && command.status === 0;
    /** @param {string} name @param {string} text */
    const fill = (name, text) => row.querySelector(`[data-${name}]`)?.append(text);
    fill("what", command.label);
    fill("when", `${clock(new Date(command.madeAt))} · ${command.makerName}`);
    row.querySelector("[data-how]")?.prepend(icon(refused ? "warning" : own ? "send" : "lock"));
    fill("why", old ? this.word("old") : refused ? (command.why ?? "") : own ? this.word("will") : this.word("theirs", { name: command.makerName }));
    row.querySelector("li")?.setAttribute("data-tone", refused ? "bad" : "note");
    /** @param {string} name @param {boolean} shown @param {() => void} run */
    const button = (name, shown, run) => {
      const found = row.querySelector(`[data-${name}]`);
      found?.toggleAttribute("hidden", !shown);
      found?.addEventListener("click", run);
    };
    button("back", own && refused, () => goBack(command));
    button("again", own && old, () => outbox.again(command));
    button("discard", own || Date.now() - command.madeAt > anybodysAfterMs, () => this.discard(command));
    return row;
  }

  /** @param {Command} command */
  async discard(command) {
    // On pages without the dialog, the sign-in and the tablet's lock screen, the list itself is the question.
    const question = this.word("sure", { what: command.label });
    if (!document.getElementById("confirm") || (await ask(question, this.querySelector("[data-discard]")?.textContent?.trim() ?? ""))) await outbox.discard(command);
  }

  /** What was answered long after the tap is said, or nobody would know. @param {{command: Command, answer: import("./post.js").Answer}} detail */
  tell({ command, answer }) {
    if (command.tries === 0 && Date.now() - command.madeAt < 4000) return;
    if (answer.ok) say(this.word("sent", { what: command.label }), "good");
    else say(`${command.label}: ${command.why ?? answer.body.title ?? answer.status}`, "bad");
    document.querySelectorAll("live-region").forEach(refresh);
  }

  /** Signing out clears what the browser keeps, but not what somebody still waits for. @param {HTMLFormElement} form */
  keep(form) {
    // On a tablet that hands share it is a lock: each finds their half-made order again.
    if (form.querySelector("[data-lock]")) return;
    const sound = localStorage.getItem("sound");
    localStorage.clear();
    if (sound) localStorage.setItem("sound", sound);
    if (outbox.commands.length === 0) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "keep", value: "1" }));
  }

  /** @param {string} key @param {Record<string, unknown>} [values] */
  word(key, values = {}) {
    return (this.dataset[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }
}

/** The half-made order comes back to its pad; anything else leads to the screen it was tapped on. @param {Command} command */
async function goBack(command) {
  if (command.draft) {
    const here = JSON.parse(localStorage.getItem(command.draft.key) ?? "null");
    const lines = [...(here?.lines ?? []), ...command.draft.lines];
    localStorage.setItem(command.draft.key, JSON.stringify({ id: "", lines }));
  }
  await outbox.discard(command);
  location.assign(command.at);
}

/** Buttons whose command waits say so, and take no second tap. */
function mark() {
  const waiting = new Set(outbox.commands.filter((c) => c.state === "waiting").map((c) => c.url));
  const word = document.querySelector("out-box")?.getAttribute("data-mark") ?? "";
  for (const button of document.querySelectorAll("[data-command], [data-queues]")) {
    const waits = waiting.has(button.getAttribute("data-command") ?? button.getAttribute("data-queues") ?? "");
    const shown = button.querySelector(".queued");
    if (waits === (shown !== null)) continue;
    button.toggleAttribute("data-waits", waits);
    if (shown) shown.remove();
    else button.append(markOf(word));
  }
}

/** @param {string} word */
function markOf(word) {
  const made = element("span", "queued");
  made.append(icon("send"), element("span", "", word));
  return made;
}

customElements.define("out-box", OutBox);
