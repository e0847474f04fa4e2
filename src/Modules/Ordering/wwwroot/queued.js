// @ts-check
// Rounds of this pad that wait for the network stay on its ticket, marked, until the server has them.
import { element } from "/js/dom.js";
import { outbox } from "/js/outbox.js";

/** @param {string} key of the pad's draft @param {(minor: number) => string} amount */
export function showQueued(key, amount) {
  const list = /** @type {HTMLElement} */ (document.getElementById("queued"));
  const show = () => {
    const waiting = outbox.mine.filter((command) => command.state === "waiting" && command.draft?.key === key);
    const lines = /** @type {import("./draft.js").Unsent[]} */ (waiting.flatMap((command) => command.draft?.lines ?? []));
    document.getElementById("queued-title")?.toggleAttribute("hidden", lines.length === 0);
    list.replaceChildren(...lines.map((line) => {
      const row = element("li", "line");
      const name = element("div", "line-name");
      name.append(element("span", "", line.name), " ", element("small", "", [line.detail, line.note].filter(Boolean).join(" · ")));
      row.append(element("span", "line-qty", String(line.quantity)), name, element("span", "line-amount", amount(line.quantity * line.unitMinor)));
      return row;
    }));
  };
  outbox.addEventListener("changed", show);
  show();
}
