// @ts-check
// The half-made order of a table, on this tablet: it survives a reload, a lock and a dead network,
// and is the person's in that branch: whoever takes the tablet next has their own. It carries the id of the
// command it will become, so that a page that dies between keeping and clearing does not send it twice. All tabs with
// this table share it: what one changes or sends, the others have at once.
import { newId } from "/js/queue.js";

/**
 * @typedef {object} Unsent
 * @property {string} itemId
 * @property {string | null} variantId
 * @property {string[]} modifierIds
 * @property {number} quantity
 * @property {string} note
 * @property {string} name
 * @property {string} detail
 * @property {number} unitMinor
 * @property {boolean} [choices]
 */

/** @param {string} key @returns {{id: string, lines: Unsent[]}} */
export function load(key) {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  return { id: kept?.id || newId(), lines: kept?.lines ?? [] };
}

/** @param {string} key @param {{id: string, lines: Unsent[]}} draft */
export function save(key, draft) {
  if (draft.lines.length > 0) localStorage.setItem(key, JSON.stringify(draft));
  else localStorage.removeItem(key);
}

/**
 * The draft as it is kept now, perhaps by another tab.
 * @param {string} key @param {{id: string, lines: Unsent[]}} draft
 * @returns {boolean} whether it is another than before
 */
export function refresh(key, draft) {
  const kept = load(key);
  const isSame = JSON.stringify(kept.lines) === JSON.stringify(draft.lines) && (kept.lines.length === 0 || kept.id === draft.id);
  if (!isSame) Object.assign(draft, kept);
  return !isSame;
}

/** Calls back when another tab has changed or sent the draft. @param {string} key @param {() => void} changed */
export function follow(key, changed) {
  window.addEventListener("storage", (event) => (event.key === key || event.key === null) && changed());
  // A page that was frozen has missed what the others did.
  window.addEventListener("pageshow", changed);
  document.addEventListener("visibilitychange", () => !document.hidden && changed());
}
