// @ts-check
// What makes the guest's pages quicker where a browser runs scripts: a dish is added from the list, quantities have steps,
// the price follows what is chosen, and the strip marks the category in sight. Every page works without this file.

const main = document.querySelector("main");
const words = main?.dataset ?? {};

/** @param {string} method @param {string} url @param {XMLHttpRequestBodyInit | null} [body] @returns {Promise<Document | null>} */
function page(method, url, body = null) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.onloadend = () => done(request.status === 200 ? request.responseXML : null);
    request.send(body);
  });
}

/** How many of each dish are in the basket, by code, as the bar at the bottom says. */
function badges() {
  const counts = new Map((/** @type {HTMLElement | null} */ (document.querySelector(".bar"))?.dataset.in ?? "").split(" ").filter(Boolean).map((part) => /** @type {[string, string]} */ (part.split(":"))));
  for (const button of document.querySelectorAll(".add")) {
    const count = counts.get(button.closest(".dish")?.id ?? "");
    button.textContent = count ?? "+";
    button.toggleAttribute("data-has", count !== undefined);
  }
}

/** @param {HTMLButtonElement} button @param {HTMLAnchorElement} link */
async function add(button, link) {
  button.disabled = true;
  const form = (await page("GET", link.href))?.querySelector("main form");
  // Something must be chosen first: the dish's page asks.
  const asks = form?.querySelector("[required]");
  if (!(form instanceof HTMLFormElement) || asks) return location.assign(link.href);
  const fields = new URLSearchParams();
  new FormData(form).forEach((value, name) => fields.append(name, String(value)));
  const bar = (await page("POST", form.action, fields))?.querySelector(".bar");
  if (!bar?.querySelector("a")) return location.assign(link.href);
  document.querySelector(".bar")?.remove();
  document.body.append(document.adoptNode(bar));
  button.disabled = false;
  badges();
  button.focus();
}

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".pick .dish h3 a"))) {
  const card = link.closest(".dish");
  if (link.querySelector("s") || !card) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "add", textContent: "+" });
  button.setAttribute("aria-label", `${words.add}: ${link.textContent}`);
  button.addEventListener("click", () => add(button, link));
  card.append(button);
}
badges();

/** − and + beside a number. @param {HTMLInputElement} field */
function steps(field) {
  const step = (/** @type {number} */ by) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: by < 0 ? "−" : "+", className: "step" });
    button.setAttribute("aria-label", `${by < 0 ? words.less : words.more}`);
    button.addEventListener("click", () => {
      field.value = String(Math.min(Number(field.max), Math.max(Number(field.min), Number(field.value) + by)));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      if (field.closest(".dish")) field.form?.requestSubmit();
    });
    return button;
  };
  field.before(step(-1));
  field.after(step(1));
}
document.querySelectorAll("main input[type=number]").forEach((field) => steps(/** @type {HTMLInputElement} */ (field)));

/** The price of what is chosen, on the button that adds it. */
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-price]"));
function price() {
  if (!form) return;
  const digits = Number(form.dataset.digits);
  const chosen = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-p]:checked")]);
  const variant = chosen.find((field) => field.name === "variant");
  const each = Number(variant?.dataset.p ?? form.dataset.price) + chosen.filter((field) => field !== variant).reduce((sum, field) => sum + Number(field.dataset.p), 0);
  const count = Number(/** @type {HTMLInputElement} */ (form.elements.namedItem("quantity")).value) || 1;
  const text = new Intl.NumberFormat(form.dataset.currency === "INR" ? "en-IN" : "fr-FR", { style: "currency", currency: form.dataset.currency }).format((each * count) / 10 ** digits);
  const go = form.querySelector(".go");
  const shown = go?.querySelector(".num") ?? go?.appendChild(Object.assign(document.createElement("span"), { className: "num" }));
  if (shown) shown.textContent = text;
}
form?.addEventListener("change", price);
form?.addEventListener("input", price);
price();

const strip = document.querySelector("nav");
const spy = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    for (const link of strip?.querySelectorAll("a") ?? []) {
      if (link.hash !== `#${target.id}`) link.removeAttribute("aria-current");
      else {
        link.setAttribute("aria-current", "true");
        strip?.scrollTo({ left: link.offsetLeft - 16 });
      }
    }
  }
}, { rootMargin: "-25% 0px -70% 0px" });
document.querySelectorAll("main > section").forEach((section) => spy.observe(section));
