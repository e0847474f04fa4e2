// Commands: a client-made id, one retry after another until an answer comes, the same id each time.

/**
 * Sends a command to the API and returns its answer. Retries while the network fails, never after an answer.
 * @param {string} url
 * @param {Record<string, unknown>} body without the command id
 * @returns {Promise<{ok: boolean, status: number, body: any}>}
 */
export async function command(url, body) {
  const commandId = crypto.randomUUID();
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-TOKEN": token(), "X-User-Activity": "1" },
        body: JSON.stringify({ ...body, commandId }),
      });
      if (answer.status === 503 || answer.status === 502 || answer.status === 429) throw new Error("not now");
      return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
    } catch (problem) {
      if (attempt >= 8) throw problem;
      document.dispatchEvent(new CustomEvent("unsent", { detail: { url, attempt } }));
      await new Promise((resume) => setTimeout(resume, Math.min(8000, 300 * 2 ** attempt)));
    }
  }
}

export function token() {
  return document.querySelector('meta[name="form-token"]')?.getAttribute("content") ?? "";
}

/** Says something for a few seconds, also to screen readers. */
export function say(text, tone = "warn") {
  let place = document.getElementById("toast");
  if (!place) {
    place = Object.assign(document.createElement("p"), { id: "toast", role: "status" });
    document.body.append(place);
  }
  place.className = "flash toast";
  place.dataset.tone = tone;
  place.textContent = text;
  place.hidden = false;
  clearTimeout(Number(place.dataset.timer));
  place.dataset.timer = String(setTimeout(() => (place.hidden = true), 6000));
}

// What the page before wanted to say: "KOT 41 sent".
const sent = localStorage.getItem("sent");
if (sent) {
  localStorage.removeItem("sent");
  say(sent, "good");
}

/** Buttons that are one command: `<button data-command="/api/v1/kots/…/bump" data-body='{"version":3}'>`. */
document.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest("button[data-command]") : null);
  if (!button || button.dataset.busy) return;
  const ask = button.dataset.confirm;
  if (ask && !window.confirm(ask)) return;
  button.dataset.busy = "1";
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await command(button.dataset.command, JSON.parse(button.dataset.body ?? "{}"));
    if (answer.status === 401) location.reload();
    else if (!answer.ok) say(answer.body.title ?? String(answer.status), "bad");
    else if (button.dataset.then) location.assign(button.dataset.then + (button.dataset.answer ? answer.body[button.dataset.answer] : ""));
    else button.closest("live-region")?.refresh?.();
  } catch {
    say("Not sent. The network is down.", "bad");
  } finally {
    delete button.dataset.busy;
    button.removeAttribute("aria-busy");
  }
});
