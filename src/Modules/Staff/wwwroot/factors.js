// @ts-check
// Forms that a passkey fills in: the question is asked of the server when the button is pressed, the browser shows its own
// dialog, and the answer goes with the form. Without passkeys in the browser the button says so.

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const answer = await fetch(form.dataset.question ?? "", { method: "POST", headers: { "X-CSRF-TOKEN": field(form, "_token").value, "X-Fragment": "1" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return /** @type {{ id: string, options: any }} */ (await answer.json());
}

/** @param {HTMLFormElement} form */
async function fill(form) {
  const { id, options } = await ask(form);
  const credential = form.dataset.passkey === "make"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  field(form, "question").value = id;
  field(form, "answer").value = JSON.stringify(/** @type {PublicKeyCredential} */ (credential).toJSON());
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button) button.disabled = true;
    if (trouble instanceof HTMLElement) trouble.hidden = true;
    try {
      await fill(form);
      form.submit();
    } catch {
      // Stopped by the person, no passkey here, or the page was open for too long.
      if (trouble instanceof HTMLElement) {
        trouble.textContent = form.dataset.refused ?? "";
        trouble.hidden = false;
      }
      if (button) button.disabled = false;
    }
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => print());
