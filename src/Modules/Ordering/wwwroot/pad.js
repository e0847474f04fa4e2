// @ts-check
// The order pad: what is not sent yet is a draft on this tablet; what is sent goes through the tablet's queue.
import { heard } from "/js/dom.js";
import { sayKept } from "/js/forms.js";
import { outbox, submit } from "/js/outbox.js";
import { pageMaker } from "/js/post.js";
import { newId } from "/js/queue.js";
import { say, sayNext } from "/js/say.js";
import { fold } from "/js/search.js";
import { openDish } from "./dish.js";
import { showQueued } from "./queued.js";
import { follow, load, refresh, save } from "./draft.js";
import { ticketLines } from "./ticket.js";
import { askReason } from "./void.js";

/** @typedef {import("./draft.js").Unsent} Unsent */

const pad = /** @type {HTMLElement} */ (document.querySelector("[data-pad]"));
const key = `unsent:${pageMaker}:${pad.dataset.pad}`;
const send = /** @type {HTMLButtonElement} */ (document.getElementById("send"));
const find = /** @type {HTMLInputElement} */ (document.getElementById("find"));
const draft = load(key);

const money = new Intl.NumberFormat(pad.dataset.currency === "INR" ? "en-IN" : "fr-FR", { style: "currency", currency: pad.dataset.currency });
const amount = (/** @type {number} */ minor) => money.format(minor / 10 ** Number(pad.dataset.digits));

/** Same dish, same choices, same note. @param {Unsent} a @param {Unsent} b */
const isSame = (a, b) => a.itemId === b.itemId && a.variantId === b.variantId && a.note === b.note && a.modifierIds.join() === b.modifierIds.join();

/** One more of what is there already. @param {Unsent} line */
function add(line) {
  refresh(key, draft);
  const same = draft.lines.find((l) => isSame(l, line));
  if (same) same.quantity = Math.min(50, same.quantity + line.quantity);
  else draft.lines.push(line);
  changed();
}

function changed() {
  save(key, draft);
  show();
}

function show() {
  const count = draft.lines.reduce((sum, l) => sum + l.quantity, 0);
  ticketLines(draft.lines, amount, changed, (line) => choose(line.itemId, line));
  send.disabled = count === 0;
  /** @param {string} part @param {string} text */
  const fill = (part, text) => pad.querySelectorAll(part).forEach((place) => place.replaceChildren(text));
  if (count > 0) fill("[data-count]", `${count} · ${document.getElementById("unsent-title")?.textContent}`);
  if (count > 0) fill("[data-sum]", amount(draft.lines.reduce((sum, l) => sum + l.quantity * l.unitMinor, 0)));
  pad.querySelector(".draft-total")?.toggleAttribute("hidden", count === 0);
  for (const item of /** @type {NodeListOf<HTMLButtonElement>} */ (pad.querySelectorAll(".item"))) {
    const here = draft.lines.filter((l) => l.itemId === item.value).reduce((sum, l) => sum + l.quantity, 0);
    item.classList.toggle("has-count", here > 0);
    const badge = item.querySelector(".item-count");
    if (here === 0) badge?.remove();
    else if (badge) badge.textContent = String(here);
    else item.append(Object.assign(document.createElement("span"), { className: "item-count", textContent: String(here) }));
  }
}

/** Opens the sheet of a dish; with a line, what is chosen takes its place. @param {string} itemId @param {Unsent} [instead] */
function choose(itemId, instead) {
  return openDish(pad.dataset.dish + itemId, send.dataset.offline ?? "", (line) => {
    refresh(key, draft);
    // Another tab may have changed or sent it while the sheet was open.
    const at = draft.lines.findIndex((l) => instead && isSame(l, instead));
    if (at >= 0) draft.lines.splice(at, 1);
    save(key, draft);
    add(line);
  });
}

async function sendRound() {
  if (refresh(key, draft)) show();
  if (draft.lines.length === 0 || send.disabled) return;
  send.disabled = true;
  /** @param {string} id */
  const value = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.value;
  const { id, lines } = draft;
  const kept = () => {
    Object.assign(draft, { id: newId(), lines: [] });
    changed();
  };
  const count = lines.reduce((sum, l) => sum + l.quantity, 0);
  const asked = submit({
    id,
    url: "/api/v1/orders/send",
    label: `${pad.dataset.label} · ${count} × ${lines.map((l) => l.name).join(", ")}`.slice(0, 120),
    draft: { key, lines },
    kept,
    body: {
      orderId: pad.dataset.order || null,
      tableId: pad.dataset.table || null,
      channel: pad.dataset.table || pad.dataset.order ? "DineIn" : pad.dataset.training ? "Training" : "Takeaway",
      covers: Number(value("covers") ?? 0),
      guestName: value("guest-name") ?? null,
      guestPhone: value("guest-phone") ?? null,
      lines: lines.map(({ itemId, variantId, modifierIds, quantity, note }) => ({ itemId, variantId, modifierIds, quantity, note })),
    },
  });
  const answer = await asked.catch(() => undefined);
  if (answer === undefined || (answer && !answer.ok)) {
    // Refused while we looked: the lines come back, and their next try is another command.
    if (draft.lines !== lines) draft.lines.unshift(...lines);
    changed();
    return say(answer?.body.title ?? send.dataset.offline ?? "", "bad");
  }
  if (!answer) return sayKept();
  sayNext((send.dataset.sent ?? "").replace("{kots}", answer.body.kots.join(", ")).replace("{label}", pad.dataset.label ?? ""));
  location.assign("/staff/floor");
}

pad.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const item = /** @type {HTMLButtonElement | null} */ (target.closest(".item"));
  if (item && item.getAttribute("aria-disabled") !== "true") {
    // Only what must be chosen stops the waiter; the rest can be chosen on the line.
    if (item.dataset.choices === "must") choose(item.value);
    else add({ itemId: item.value, variantId: null, modifierIds: [], quantity: 1, note: "", name: item.dataset.name ?? "", detail: "", unitMinor: Number(item.dataset.price), choices: item.dataset.choices === "may" });
  }
  const again = target.closest("[data-repeat]")?.closest("h3")?.nextElementSibling;
  for (const line of again?.querySelectorAll('[data-state="sent"]') ?? []) add(repeated(/** @type {HTMLElement} */ (line)));
  const off = target.closest("[data-void]");
  if (off && !off.hasAttribute("data-waits")) askReason(/** @type {HTMLElement} */ (off.closest(".line")));
});

/** @param {HTMLElement} line @returns {Unsent} */
function repeated({ dataset }) {
  const [variant, modifiers] = (dataset.choice ?? ";").split(";");
  return {
    itemId: dataset.item ?? "", variantId: variant || null, modifierIds: modifiers ? modifiers.split(",") : [], quantity: Number(dataset.quantity),
    note: dataset.note ?? "", name: dataset.name ?? "", detail: dataset.detail ?? "", unitMinor: Number(dataset.price),
  };
}

find.addEventListener("input", () => {
  const wanted = fold(find.value.trim());
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (pad.querySelectorAll("[data-find]"))) item.hidden = wanted !== "" && !(item.dataset.find ?? "").includes(wanted);
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (pad.querySelectorAll("[data-category]"))) section.hidden = !section.querySelector("[data-find]:not([hidden])");
});

find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || find.value.trim() === "") return;
  event.preventDefault();
  /** @type {HTMLButtonElement | null} */ (pad.querySelector('[data-find]:not([hidden]) .item:not([aria-disabled="true"])'))?.click();
  // What is typed next looks for the next dish.
  find.select();
});

pad.querySelector(".pad-cats")?.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-cat]"));
  if (!link) return;
  event.preventDefault();
  document.getElementById(`cat-${link.dataset.cat}`)?.scrollIntoView({ block: "start" });
  chosen = true;
  mark(link);
});

const strip = /** @type {HTMLElement} */ (pad.querySelector(".pad-cats"));
/** The scrolling that follows a tap on a category does not move the mark: its dishes may end above the bottom. */
let chosen = false;

/** @param {Element | null} link */
function mark(link) {
  if (!link || link.hasAttribute("aria-current")) return;
  pad.querySelector("[data-cat][aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  // On a phone the categories are a strip that scrolls sideways.
  strip.scrollTo({ left: /** @type {HTMLElement} */ (link).offsetLeft - 16 });
}

/** Marks the category whose dishes stand at the top. */
function markInSight() {
  if (chosen) return (chosen = false);
  const beside = strip.offsetHeight > strip.offsetWidth;
  const edge = Math.max(pad.querySelector(".pad-scroll")?.getBoundingClientRect().top ?? 0, beside ? 0 : strip.getBoundingClientRect().bottom) + 48;
  const sections = /** @type {HTMLElement[]} */ ([...pad.querySelectorAll("[data-category]:not([hidden])")]);
  const here = sections.findLast((section) => section.getBoundingClientRect().top <= edge) ?? sections[0];
  mark(here && pad.querySelector(`[data-cat="${here.dataset.category}"]`));
}
document.addEventListener("scroll", markInSight, { capture: true, passive: true });
markInSight();

document.addEventListener("keydown", (event) => {
  const focus = event.key === "/" && !(event.target instanceof HTMLInputElement);
  if (event.key !== "F8" && !focus) return;
  event.preventDefault();
  if (focus) find.focus();
  else sendRound();
});
send.addEventListener("click", sendRound);
follow(key, () => refresh(key, draft) && show());
heard("button.item");

// The page died after it had kept the order and before it cleared the draft: the order is on its way already.
if ((await outbox.read()).some((c) => c.id === draft.id)) Object.assign(draft, { id: newId(), lines: [] });
changed();
showQueued(key, amount);
