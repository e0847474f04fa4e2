// @ts-check
// The settle screen with fingers: keypad, quick sums, and the change while the amount is typed. Without this script the
// quick sums and the field still settle the bill.
import { say } from "/js/say.js";

const screen = /** @type {HTMLElement} */ (document.querySelector("[data-settle]"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("tender"));
const amount = /** @type {HTMLInputElement} */ (document.getElementById("amount"));
const change = /** @type {HTMLElement} */ (document.getElementById("change"));
const reference = document.getElementById("reference");
const due = Number(screen.dataset.due);
const digits = Number(screen.dataset.digits);
const unit = 10 ** digits;
// The first key replaces what the page filled in; later ones add to it.
let fresh = true;

form.querySelector(".keypad")?.removeAttribute("hidden");
form.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.dataset.quick !== undefined) {
    event.preventDefault();
    amount.value = button.dataset.quick;
    fresh = true;
  } else if (button.dataset.key !== undefined) press(button.dataset.key);
  show();
});
amount.addEventListener("input", () => {
  fresh = false;
  show();
});
document.addEventListener("change", show);
form.addEventListener("submit", () => {
  // A second tap while the first is on its way is the same command; the button says that it is busy.
  document.getElementById("take")?.setAttribute("aria-busy", "true");
});
document.addEventListener("keydown", (event) => {
  const inField = event.target instanceof HTMLInputElement && event.target.type !== "radio";
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9.]$/.test(event.key)) press(event.key);
  else if (event.key === "Backspace") amount.value = amount.value.slice(0, -1);
  else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) form.requestSubmit();
  else return;
  show();
});
show();

/** @param {string} key */
function press(key) {
  if (key === "clear") {
    amount.value = "";
    fresh = false;
    return;
  }
  if (fresh) amount.value = "";
  fresh = false;
  if (key === "." && (digits === 0 || amount.value.includes("."))) return;
  if (amount.value.includes(".") && amount.value.split(".")[1].length >= digits && key !== ".") return;
  if (amount.value.length < 12) amount.value += key;
}

/** As the server reads it; what that would refuse shows no change. */
function minor() {
  const text = amount.value.replace(/[\s₹€$£'’]/g, "");
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const mark = text[at] ?? "";
  const isDecimal = at < 0 || (text.length - at - 1 <= digits && !text.slice(0, at).includes(mark));
  if (!isDecimal && mark !== screen.dataset.group && !text.slice(0, at).includes(mark)) return NaN;
  const whole = (isDecimal && at >= 0 ? text.slice(0, at) : text).replace(/[.,]/g, "");
  const value = Number(isDecimal && at >= 0 ? `${whole}.${text.slice(at + 1)}` : whole);
  return Number.isFinite(value) ? Math.round(value * unit) : NaN;
}

function show() {
  const cash = new FormData(form).get("tender") === "Cash";
  reference?.closest(".field")?.toggleAttribute("hidden", cash);
  const back = cash ? minor() - due : 0;
  change.hidden = !(back > 0);
  const output = change.querySelector("output");
  if (output) output.textContent = (back / unit).toLocaleString(document.documentElement.lang === "fr" ? "fr-FR" : "en-IN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  for (const quick of form.querySelectorAll("[data-quick]")) quick.setAttribute("aria-pressed", String(quick.getAttribute("data-quick") === amount.value));
  if (!cash && minor() > due) say(screen.dataset.over ?? "", "warn");
}
