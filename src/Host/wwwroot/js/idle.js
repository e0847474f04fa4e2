// @ts-check
// Somebody who has gone is signed out. What counts is a hand on this page, never a screen that asks by itself; a minute before
// the end all tabs say so, and one tap in any of them is enough for all.

import { live } from "./live.js";

const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="idle"]'));
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("idle"));
const warnMs = 60_000;
/** The server writes a gesture down every twenty seconds; more often nobody asks. */
const tellMs = 20_000;

if (meta && dialog) watch(Number(meta.content) * 1000, dialog);

/** @param {number} left @param {HTMLDialogElement} dialog */
function watch(left, dialog) {
  const tabs = new BroadcastChannel("restpy-idle");
  const maker = document.querySelector('meta[name="maker"]')?.getAttribute("content") ?? "";
  let endsAt = Date.now() + left;
  let told = Date.now();
  let asking = false;
  let gone = false;
  const seconds = dialog.querySelector("[data-seconds]");
  const spoken = dialog.querySelector("[data-spoken]");

  tabs.addEventListener("message", ({ data }) => {
    if (data.maker !== maker) return;
    [endsAt, told] = [Math.max(endsAt, data.endsAt), Math.max(told, data.told)];
    tick();
  });
  share();

  function share() {
    tabs.postMessage({ maker, endsAt, told });
  }

  /** Asks the server how long is left; with a hand on the page, it begins anew. @param {boolean} gesture */
  async function ask(gesture) {
    if (asking || gone) return;
    asking = true;
    if (gesture) told = Date.now();
    try {
      const answer = await fetch("/api/v1/session", { headers: gesture ? { "X-User-Activity": "1" } : {} });
      if (answer.status === 401) return over();
      if (!answer.ok) return;
      const now = await answer.json();
      // Somebody else has signed in in another tab: this page is not theirs.
      if (now.maker !== maker) return over();
      // Never sooner than in a second: the last one would be asked for again and again.
      endsAt = Date.now() + Math.max(1, now.leftSeconds) * 1000;
      share();
    } catch {
      // No network: the server counts, and says when it can be asked again.
      endsAt = Math.max(endsAt, Date.now() + 5000);
    } finally {
      asking = false;
      tick();
    }
  }

  /** The page is left for what the server shows to nobody: the lock screen, the board without a person, the sign-in. */
  function over() {
    if (gone) return;
    // Once: a page that asked on would begin to leave anew each time, and never get away.
    gone = true;
    dialog.close();
    const there = location.pathname + location.search;
    if (meta?.dataset.end) location.replace(`${meta.dataset.end}${encodeURIComponent(there)}`);
    else location.reload();
  }

  function tick() {
    if (gone) return;
    const ms = endsAt - Date.now();
    if (ms <= 0) ask(false);
    else if (ms > warnMs) dialog.close();
    else if (!dialog.open) dialog.showModal();
    const left = Math.max(0, Math.ceil(ms / 1000));
    if (seconds && dialog.open) seconds.textContent = String(left);
    // Said aloud at the start and near the end, not each second.
    if (spoken && dialog.open && [60, 30, 10].includes(left)) spoken.textContent = `${seconds?.parentElement?.textContent}`;
  }

  for (const gesture of ["pointerdown", "keydown", "wheel", "touchmove"])
    addEventListener(gesture, () => !dialog.open && Date.now() - told > tellMs && ask(true), { passive: true });
  dialog.querySelector("[data-stay]")?.addEventListener("click", () => ask(true));
  // The stream ended and came back: perhaps because whoever this page belongs to was signed out meanwhile.
  live.addEventListener("change", (event) => /** @type {CustomEvent} */ (event).detail.kind === "Reconnected" && ask(false));
  dialog.addEventListener("cancel", () => ask(true));
  document.addEventListener("visibilitychange", () => !document.hidden && tick());
  setInterval(tick, 1000);
}

// A page that comes back from the browser's memory shows what was, perhaps somebody else's.
addEventListener("pageshow", (event) => event.persisted && location.reload());
