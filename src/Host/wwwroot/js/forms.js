// @ts-check
// Buttons that are one command, and the way scripts send theirs.
import { ask } from "./confirm.js";
import { element, heard } from "./dom.js";
import { refresh } from "./fragments.js";
import { lend } from "./lend.js";
import { newId } from "./queue.js";
import { outbox, submit } from "./outbox.js";
import { noAnswer, post, renewSession, tokenIsOld } from "./post.js";
import { hush, say } from "./say.js";

/**
 * Sends a command whose answer the screen cannot do without, now or not at all. Retried while the network fails, never
 * after an answer, the same id each time. It does not overtake what waits in the queue: a bill asked for before its last
 * round was sent would lack it.
 * @param {string} url
 * @param {Record<string, unknown>} body without the command id
 * @param {string} [commandId]
 * @returns {Promise<{ok: boolean, status: number, body: any}>}
 */
export async function command(url, body, commandId = newId()) {
  for (let attempt = 0; attempt < 4; attempt++) {
    if (!outbox.mine.some((c) => c.state === "waiting")) {
      let answer = await post(url, "POST", { ...body, commandId });
      if (tokenIsOld(answer)) {
        await renewSession().catch(() => {});
        answer = await post(url, "POST", { ...body, commandId });
      }
      if (!noAnswer(answer)) return answer;
    }
    await new Promise((resume) => setTimeout(resume, 300 * 2 ** attempt));
  }
  throw new Error("not now");
}

/** @param {string} name */
const word = (name) => document.querySelector("out-box")?.getAttribute(`data-${name}`) ?? "";

/** Said when a command is kept and not sent yet. */
export function sayKept() {
  say(word("kept"), "note");
}

/**
 * `<button data-command="/api/v1/kots/…/bump" data-body='{…}' data-label="KOT 41">`: kept in the queue. With `data-then`
 * the answer leads to another screen, so it is done now or not at all. With `data-lend`, a permission, a colleague may let
 * somebody do it who may not. With `data-goes` the page goes to that address once it is done; without a network it waits in
 * the queue like the others.
 */
document.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest("button[data-command]") : null);
  if (!button || button.dataset.busy || button.dataset.waits !== undefined) return;
  const asked = button.dataset.confirm ? await ask(button.dataset.confirm, button.dataset.confirmYes ?? button.innerText.trim(), JSON.parse(button.dataset.reasons ?? "[]")) : {};
  if (!asked) return;
  button.dataset.busy = "1";
  button.setAttribute("aria-busy", "true");
  try {
    await press(button, button.dataset.command ?? "", { ...JSON.parse(button.dataset.body ?? "{}"), ...asked });
  } catch {
    say(word("not-now"), "bad");
  } finally {
    delete button.dataset.busy;
    button.removeAttribute("aria-busy");
  }
});

heard("button[data-command]");

/** @param {HTMLElement} button @param {string} url @param {Record<string, unknown>} body */
async function press(button, url, body) {
  const then = button.dataset.then;
  const label = button.dataset.label ?? (button.getAttribute("aria-label") ?? button.innerText).trim().replace(/\s+/g, " ");
  const id = newId();
  let answer = then ? await command(url, body, id) : await submit({ id, url, body, label });
  if (answer?.status === 403 && button.dataset.lend) answer = (await lend(button.dataset.lend, url, { ...body, commandId: id })) ?? answer;
  if (!answer) sayKept();
  else if (answer.status === 401) location.reload();
  else if (!answer.ok) say(answer.body.title ?? String(answer.status), "bad");
  else if (button.dataset.goes) location.assign(button.dataset.goes);
  else if (then) location.assign(then + (button.dataset.answer ? answer.body[button.dataset.answer] : ""));
  else {
    refresh(button.closest("live-region"));
    if (button.dataset.said) sayDone(button);
  }
}

/** The sentence after a command, and the button that takes it back where it can be. @param {HTMLElement} button */
function sayDone({ dataset }) {
  if (!dataset.undo) return say(dataset.said ?? "", "good");
  const undo = element("button", "button", dataset.undoWord);
  undo.dataset.command = dataset.undo;
  undo.dataset.label = `${dataset.label} · ${dataset.undoWord}`;
  undo.addEventListener("click", hush);
  say(dataset.said ?? "", "good", undo);
}
