// @ts-check
// The lock screen's pad: large keys, the keyboard as well, six digits and it is sent. Works on a page and in a dialog.
const digits = 6;

/** @param {HTMLFormElement} form */
function equip(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[name=pin]"));
  const dots = [...form.querySelectorAll(".pin i")];
  const progress = form.querySelector("[data-progress-text]");
  // The pad is there: the field stays for the keyboard and for screen readers, without a keyboard of its own over the pad.
  input.inputMode = "none";
  input.classList.add("sr");
  for (const part of form.querySelectorAll(".pin, .keypad")) part.toggleAttribute("hidden", false);
  form.querySelector("[data-plain]")?.toggleAttribute("hidden", true);

  const show = () => {
    dots.forEach((dot, index) => dot.classList.toggle("on", index < input.value.length));
    if (progress) progress.textContent = (form.dataset.progress ?? "").replace("{count}", String(input.value.length)).replace("{all}", String(digits));
  };
  /** Sent as soon as it is whole and somebody is chosen. */
  const send = () => {
    if (input.value.length < digits || form.dataset.sent) return;
    if (!form.querySelector("input[name=member]:checked")) return form.reportValidity();
    form.dataset.sent = "1";
    form.requestSubmit();
  };
  /** @param {string} value */
  const set = (value) => {
    input.value = value.slice(0, digits);
    show();
    send();
  };

  form.addEventListener("click", (event) => {
    const key = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest("[data-digit], [data-clear]") : null);
    if (key) set(key.dataset.digit ? input.value + key.dataset.digit : "");
  });
  input.addEventListener("input", () => set(input.value));
  form.addEventListener("change", (event) => {
    if (/** @type {HTMLInputElement} */ (event.target).name !== "member") return;
    // On a phone the pad lies below the people.
    form.querySelector(".keypad")?.scrollIntoView({ block: "nearest" });
    send();
  });
  document.addEventListener("keydown", (event) => {
    if (!form.isConnected || event.target === input || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^\d$/.test(event.key)) set(input.value + event.key);
    else if (event.key === "Backspace") set(input.value.slice(0, -1));
  });
  show();
}

/** @param {ParentNode} place */
export function equipAll(place) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (place.querySelectorAll("form[data-pinpad]"))) equip(form);
}

equipAll(document);

// Left alone, the lock screen gives way to the board: that is what the tablet hangs there for.
const home = document.querySelector('meta[name="tablet-home"]')?.getAttribute("content");
if (home) {
  let touched = Date.now();
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => (touched = Date.now()));
  setInterval(() => Date.now() - touched > 60_000 && location.assign(home), 1000);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
