// @ts-check
// The unsent lines of the ticket, each with its quantity, its note and its way out.
import { element, icon } from "/js/dom.js";

/** @typedef {import("./draft.js").Unsent} Unsent */

/**
 * @param {Unsent[]} unsent
 * @param {(minor: number) => string} amount
 * @param {() => void} changed
 * @param {(line: Unsent) => void} choose
 */
export function ticketLines(unsent, amount, changed, choose) {
  const list = /** @type {HTMLElement} */ (document.getElementById("unsent"));
  document.getElementById("unsent-title")?.toggleAttribute("hidden", unsent.length === 0);
  list.replaceChildren(...unsent.map((line, index) => row(list, unsent, line, index, amount, changed, choose)));
}

/**
 * @param {HTMLElement} list
 * @param {Unsent[]} unsent
 * @param {Unsent} line
 * @param {number} index
 * @param {(minor: number) => string} amount
 * @param {() => void} changed
 * @param {(line: Unsent) => void} choose
 */
function row(list, unsent, line, index, amount, changed, choose) {
  const word = (/** @type {string} */ name) => list.dataset[name] ?? "";
  const item = element("li", "line");
  item.dataset.state = "unsent";
  const name = element("div", "line-name");
  name.append(element("b", "", line.name), " ", element("small", "", line.detail));
  if (line.note) name.append(" ", element("span", "line-note", line.note));
  const tools = element("div", "line-tools");
  const stepper = element("div", "stepper");
  stepper.setAttribute("role", "group");
  stepper.setAttribute("aria-label", line.name);
  stepper.append(
    button(word("less"), "minus", () => change(line.quantity - 1)),
    element("output", "", String(line.quantity)),
    button(word("more"), "plus", () => change(line.quantity + 1)),
  );
  const note = element("button", "button quiet", word("note"));
  note.setAttribute("type", "button");
  note.addEventListener("click", () => {
    const text = window.prompt(word("note"), line.note);
    if (text === null) return;
    line.note = text.slice(0, 140);
    changed();
  });
  const remove = element("button", "button quiet push", word("remove"));
  remove.setAttribute("type", "button");
  remove.addEventListener("click", () => change(0));
  tools.append(stepper, note);
  if (line.choices) {
    const choices = element("button", "button quiet", word("choices"));
    choices.setAttribute("type", "button");
    choices.addEventListener("click", () => choose(line));
    tools.append(choices);
  }
  tools.append(remove);
  item.append(element("span", "line-qty", String(line.quantity)), name, element("span", "line-amount", amount(line.quantity * line.unitMinor)), tools);
  return item;

  /** @param {number} quantity */
  function change(quantity) {
    if (quantity < 1) unsent.splice(index, 1);
    else line.quantity = Math.min(50, quantity);
    changed();
  }
}

/** @param {string} label @param {string} sign @param {() => void} run */
function button(label, sign, run) {
  const made = element("button");
  made.setAttribute("type", "button");
  made.setAttribute("aria-label", label);
  made.append(icon(sign));
  made.addEventListener("click", run);
  return made;
}
