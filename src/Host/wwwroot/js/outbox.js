// @ts-check
// The tablet's queue of commands and its one sender. What a person tapped is kept first and sent then: in order, one at a
// time over all tabs, again and again until somebody answers. A refusal is shown and waits for the person.
import { add, all, alone, change, newId, remove } from "./queue.js";
import { attemptMs, noAnswer, pageMaker, pageMakerName, post, renewSession, session, tokenIsOld } from "./post.js";

/** @typedef {import("./queue.js").Command} Command */
/** @typedef {import("./post.js").Answer} Answer */

/** After this long a command is not sent unasked: the table has left, the ticket was cooked from memory. */
const tooOldMs = 2 * 3600_000;
const brokenTries = 5;
const longestWaitMs = 30_000;
/** So soon after the tap the sending is part of it; later it is the queue that goes on by itself. */
const tapMs = 5_000;

class Outbox extends EventTarget {
  /** The line as last read. @type {Command[]} */
  commands = [];
  /** The server knows no session: the line stands until somebody signs in. */
  signedOut = false;

  #running = false;
  #again = false;
  /** @type {number | undefined} */
  #timer;
  #others = new BroadcastChannel("restpy-outbox");

  constructor() {
    super();
    this.#others.addEventListener("message", ({ data }) => {
      if (data.answered) this.dispatchEvent(new CustomEvent("answered", { detail: data.answered }));
      this.read();
    });
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => !document.hidden && this.hurry());
    this.run();
  }

  /** Commands this page's person made. @returns {Command[]} */
  get mine() {
    return this.commands.filter((c) => c.maker === pageMaker);
  }

  /**
   * Keeps a command and starts sending. When this returns, and when it calls `kept`, the command is on the disk.
   * @param {{url: string, body: Record<string, unknown>, label: string, id?: string, draft?: Command["draft"], kept?: () => void}} wish
   * @returns {Promise<Command>}
   */
  async put({ url, body, label, id = newId(), draft, kept }) {
    /** @type {Command} */
    const command = {
      id, url, method: "POST", body, label, draft, maker: pageMaker, makerName: pageMakerName, madeAt: Date.now(),
      at: location.pathname + location.search, state: "waiting", tries: 0, notBefore: 0,
    };
    await add(command);
    kept?.();
    await this.#changed();
    this.run();
    return command;
  }

  /** Takes a command out of the line: the person decided. @param {Command} command */
  async discard(command) {
    const found = (await all()).find((c) => c.id === command.id);
    if (found) await remove(found);
    await this.#changed();
  }

  /** Puts a command that lay too long back into the line, at its place. @param {Command} command */
  async again(command) {
    await change(command, { state: "waiting", madeAt: Date.now(), tries: 0, notBefore: 0 });
    await this.#changed();
    this.run();
  }

  /** The network is back, or somebody looks: no more waiting for the next try. */
  async hurry() {
    if (this.signedOut) await renewSession().catch(() => {});
    for (const command of await all()) if (command.notBefore > 0) await change(command, { notBefore: 0 });
    this.run();
  }

  async read() {
    this.commands = await all();
    this.dispatchEvent(new Event("changed"));
    return this.commands;
  }

  async run() {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#again) {
        this.#again = false;
        while (await alone(() => this.#sendNext(), 4 * attemptMs));
      }
    } finally {
      this.#running = false;
      this.#wakeUpLater();
    }
  }

  /** @returns {Promise<boolean>} whether there may be more to send now */
  async #sendNext() {
    const next = (await this.read()).find((c) => c.state === "waiting" && c.maker !== "" && c.maker === session.maker);
    if (!next || next.notBefore > Date.now()) return false;
    if (Date.now() - next.madeAt > tooOldMs) return this.#park(next, 0, "");
    const answer = await this.#attempt(next);
    if (!answer) return false;
    if (answer.ok) {
      await remove(next);
      await this.#changed({ command: next, answer });
      return true;
    }
    if (noAnswer(answer) || (answer.status >= 500 && next.tries < brokenTries)) {
      const wait = Math.min(longestWaitMs, 500 * 2 ** next.tries) * (0.5 + Math.random());
      await change(next, { tries: next.tries + 1, notBefore: Date.now() + Math.max(wait, answer.retryAfterMs) });
      await this.#changed();
      this.dispatchEvent(new CustomEvent("kept", { detail: next.id }));
      return false;
    }
    await this.#park(next, answer.status, answer.body.title ?? String(answer.status));
    await this.#changed({ command: next, answer });
    return true;
  }

  /** @param {Command} next @returns {Promise<Answer | null>} null: nobody, or somebody else, is signed in */
  async #attempt(next) {
    const body = { ...next.body, commandId: next.id };
    const tapped = next.tries === 0 && Date.now() - next.madeAt < tapMs;
    let answer = await post(next.url, next.method, body, tapped);
    if (tokenIsOld(answer)) {
      try {
        await renewSession();
      } catch {
        return { ...answer, status: 0 };
      }
      if (session.maker !== "" && session.maker !== next.maker) return null;
      if (session.maker !== "") answer = await post(next.url, next.method, body, tapped);
    }
    this.signedOut = answer.status === 401 || session.maker === "";
    if (!this.signedOut) return answer;
    session.maker = "";
    await this.#changed();
    this.dispatchEvent(new CustomEvent("kept", { detail: next.id }));
    return null;
  }

  /** @param {Command} command @param {number} status @param {string} why */
  async #park(command, status, why) {
    await change(command, { state: "refused", status, why });
    await this.#changed();
    return true;
  }

  /** @param {{command: Command, answer: Answer}} [answered] */
  async #changed(answered) {
    this.#others.postMessage({ answered });
    if (answered) this.dispatchEvent(new CustomEvent("answered", { detail: answered }));
    await this.read();
  }

  #wakeUpLater() {
    clearTimeout(this.#timer);
    const next = this.commands.find((c) => c.state === "waiting" && c.maker !== "" && c.maker === session.maker);
    if (next) this.#timer = window.setTimeout(() => this.run(), Math.max(200, next.notBefore - Date.now()));
  }
}

export const outbox = new Outbox();

/**
 * Keeps a command, and waits a moment for its answer. A refusal that comes in that moment is the caller's to show.
 * @param {Parameters<Outbox["put"]>[0]} wish
 * @param {number} [patienceMs]
 * @returns {Promise<Answer | null>} null: no answer yet. It is kept, and will be sent.
 */
export async function submit(wish, patienceMs = 4000) {
  const id = wish.id ?? newId();
  const over = new AbortController();
  /** @type {Promise<Answer | null>} */
  const answer = new Promise((resolve) => {
    outbox.addEventListener("answered", (event) => /** @type {CustomEvent} */ (event).detail.command.id === id && resolve(/** @type {CustomEvent} */ (event).detail.answer), over);
    outbox.addEventListener("kept", (event) => /** @type {CustomEvent} */ (event).detail === id && resolve(null), over);
    setTimeout(() => resolve(null), patienceMs);
  });
  const command = await outbox.put({ ...wish, id });
  const came = await answer;
  over.abort();
  if (came && !came.ok) await outbox.discard(command);
  return came;
}
