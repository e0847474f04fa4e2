// The order pad: what is not sent yet lives here, on this tablet, and survives a reload, a lock and a dead network.
import { command, say } from "/js/forms.js";
import { markup } from "/js/fragments.js";
import { askReason } from "./void.js";
import { ticketLines } from "./ticket.js";

/**
 * @typedef {{itemId: string, variantId: string | null, modifierIds: string[], quantity: number, note: string,
 *   name: string, detail: string, unitMinor: number, choices?: boolean}} Unsent
 */

const pad = /** @type {HTMLElement} */ (document.querySelector("[data-pad]"));
const key = `unsent:${pad.dataset.pad}`;
const send = /** @type {HTMLButtonElement} */ (document.getElementById("send"));
/** @type {Unsent[]} */
let unsent = JSON.parse(localStorage.getItem(key) ?? "[]");

const money = new Intl.NumberFormat(pad.dataset.currency === "INR" ? "en-IN" : "fr-FR", { style: "currency", currency: pad.dataset.currency });
const amount = (minor) => money.format(minor / 10 ** Number(pad.dataset.digits));

/** Same dish, same choices, same note: one more of it. */
function add(/** @type {Unsent} */ line) {
  const same = unsent.find((l) => l.itemId === line.itemId && l.variantId === line.variantId && l.note === line.note && l.modifierIds.join() === line.modifierIds.join());
  if (same) same.quantity = Math.min(50, same.quantity + line.quantity);
  else unsent.push(line);
  show();
}

function show() {
  localStorage.setItem(key, JSON.stringify(unsent));
  const count = unsent.reduce((sum, l) => sum + l.quantity, 0);
  ticketLines(unsent, amount, show, (line) => choose(line.itemId, line));
  send.disabled = count === 0;
  const open = document.querySelector(".ticket-open");
  if (count > 0 && open) {
    open.querySelector("[data-count]").textContent = `${count} · ${document.getElementById("unsent-title").textContent}`;
    open.querySelector("[data-sum]").textContent = amount(unsent.reduce((sum, l) => sum + l.quantity * l.unitMinor, 0));
  }
  for (const item of pad.querySelectorAll(".item")) {
    const here = unsent.filter((l) => l.itemId === item.value).reduce((sum, l) => sum + l.quantity, 0);
    let badge = item.querySelector(".item-count");
    item.classList.toggle("has-count", here > 0);
    if (here > 0 && !badge) item.append((badge = Object.assign(document.createElement("span"), { className: "item-count" })));
    if (badge) here > 0 ? (badge.textContent = String(here)) : badge.remove();
  }
}

/** Opens the sheet of a dish; with a line, what is chosen takes its place. */
async function choose(itemId, instead) {
  const answer = await fetch(pad.dataset.dish + itemId, { headers: { "X-Fragment": "1" } });
  if (!answer.ok) return say(send.dataset.offline, "bad");
  document.getElementById("dish")?.remove();
  document.body.append(markup(await answer.text()));
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("dish"));
  sheet.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.value === "cancel") return;
    const wrong = [...sheet.querySelectorAll("[data-max]")].find((group) => {
      const chosen = group.querySelectorAll(":checked").length;
      return chosen < Number(group.dataset.min) || chosen > Number(group.dataset.max);
    });
    if (wrong) {
      event.preventDefault();
      wrong.querySelector("input").focus();
      return say(wrong.querySelector("legend").textContent, "warn");
    }
    if (instead) unsent.splice(unsent.indexOf(instead), 1);
    add(chosenIn(sheet));
  });
  sheet.addEventListener("close", () => sheet.remove());
  sheet.showModal();
}

/** @returns {Unsent} */
function chosenIn(sheet) {
  const variant = sheet.querySelector("input[name=variant]:checked");
  const modifiers = [...sheet.querySelectorAll("[data-modifier]:checked")];
  return {
    itemId: sheet.dataset.item,
    variantId: variant?.value ?? null,
    modifierIds: modifiers.map((m) => m.value),
    quantity: Math.max(1, Math.min(50, Number(sheet.querySelector("[name=quantity]").value) || 1)),
    note: sheet.querySelector("[name=note]").value.trim(),
    name: sheet.dataset.name,
    detail: [variant, ...modifiers].filter(Boolean).map((c) => c.dataset.label).join(" · "),
    unitMinor: Number(variant?.dataset.price ?? sheet.dataset.price) + modifiers.reduce((sum, m) => sum + Number(m.dataset.price), 0),
  };
}

async function sendRound() {
  if (unsent.length === 0 || send.disabled) return;
  send.disabled = true;
  const value = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.value;
  const lines = unsent.map(({ itemId, variantId, modifierIds, quantity, note }) => ({ itemId, variantId, modifierIds, quantity, note }));
  try {
    const answer = await command("/api/v1/orders/send", {
      orderId: pad.dataset.order && !pad.dataset.table ? pad.dataset.order : null,
      tableId: pad.dataset.table || null,
      channel: pad.dataset.table || pad.dataset.order ? "DineIn" : "Takeaway",
      covers: Number(value("covers") ?? 0),
      guestName: value("guest-name") ?? null,
      guestPhone: value("guest-phone") ?? null,
      lines,
    });
    if (!answer.ok) {
      say(answer.body.title ?? String(answer.status), "bad");
      send.disabled = false;
      return;
    }
    unsent = [];
    show();
    localStorage.setItem("sent", send.dataset.sent.replace("{kots}", answer.body.kots.join(", ")).replace("{label}", answer.body.label));
    location.assign("/staff/floor");
  } catch {
    say(send.dataset.offline, "bad");
    send.disabled = false;
  }
}

pad.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const item = /** @type {HTMLButtonElement | null} */ (target.closest(".item"));
  if (item && item.getAttribute("aria-disabled") !== "true") {
    // Only what must be chosen stops the waiter; the rest can be chosen on the line.
    if (item.dataset.choices === "must") choose(item.value);
    else add({ itemId: item.value, variantId: null, modifierIds: [], quantity: 1, note: "", name: item.dataset.name, detail: "", unitMinor: Number(item.dataset.price), choices: item.dataset.choices === "may" });
  }
  const again = target.closest("[data-repeat]");
  if (again) for (const line of again.closest("h3").nextElementSibling.querySelectorAll('[data-state="sent"]')) add(repeated(line));
  const off = target.closest("[data-void]");
  if (off) askReason(off.closest(".line"));
});

/** @returns {Unsent} */
function repeated(line) {
  const [variant, modifiers] = line.dataset.choice.split(";");
  return {
    itemId: line.dataset.item, variantId: variant || null, modifierIds: modifiers ? modifiers.split(",") : [], quantity: Number(line.dataset.quantity),
    note: line.dataset.note, name: line.dataset.name, detail: line.dataset.detail, unitMinor: Number(line.dataset.price),
  };
}

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const item of pad.querySelectorAll("[data-find]")) item.hidden = wanted !== "" && !item.dataset.find.includes(wanted);
  for (const section of pad.querySelectorAll("[data-category]")) section.hidden = !section.querySelector("[data-find]:not([hidden])");
});

pad.querySelector(".pad-cats").addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-cat]");
  if (!link) return;
  event.preventDefault();
  document.getElementById(`cat-${link.dataset.cat}`)?.scrollIntoView({ block: "start" });
  pad.querySelectorAll("[data-cat]").forEach((other) => (other === link ? other.setAttribute("aria-current", "true") : other.removeAttribute("aria-current")));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "F8") { event.preventDefault(); sendRound(); }
  if (event.key === "/" && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); document.getElementById("find").focus(); }
});
send.addEventListener("click", sendRound);
show();
