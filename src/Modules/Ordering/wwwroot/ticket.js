// The unsent lines of the ticket, each with its quantity, its note and its way out.

/**
 * @param {import("./pad.js").Unsent[]} unsent
 * @param {(minor: number) => string} amount
 * @param {() => void} changed
 * @param {(line: import("./pad.js").Unsent) => void} choose
 */
export function ticketLines(unsent, amount, changed, choose) {
  const list = document.getElementById("unsent");
  document.getElementById("unsent-title").hidden = unsent.length === 0;
  list.replaceChildren(...unsent.map((line, index) => row(list, unsent, line, index, amount, changed, choose)));
}

function row(list, unsent, line, index, amount, changed, choose) {
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
    button(list.dataset.less, "minus", () => change(line.quantity - 1)),
    element("output", "", String(line.quantity)),
    button(list.dataset.more, "plus", () => change(line.quantity + 1)),
  );
  const note = element("button", "button quiet", list.dataset.note);
  note.type = "button";
  note.addEventListener("click", () => {
    const text = window.prompt(list.dataset.note, line.note);
    if (text === null) return;
    line.note = text.slice(0, 140);
    changed();
  });
  const remove = element("button", "button quiet push", list.dataset.remove);
  remove.type = "button";
  remove.addEventListener("click", () => change(0));
  tools.append(stepper, note);
  if (line.choices) {
    const choices = element("button", "button quiet", list.dataset.choices);
    choices.type = "button";
    choices.addEventListener("click", () => choose(line));
    tools.append(choices);
  }
  tools.append(remove);
  item.append(element("span", "line-qty", String(line.quantity)), name, element("span", "line-amount", amount(line.quantity * line.unitMinor)), tools);
  return item;

  function change(quantity) {
    if (quantity < 1) unsent.splice(index, 1);
    else line.quantity = Math.min(50, quantity);
    changed();
  }
}

function button(label, icon, run) {
  const made = element("button", "");
  made.type = "button";
  made.setAttribute("aria-label", label);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/icons.svg#${icon}`);
  svg.append(use);
  made.append(svg);
  made.addEventListener("click", run);
  return made;
}

export function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
