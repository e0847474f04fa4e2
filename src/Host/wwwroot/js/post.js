// @ts-check
// One attempt to send one command, in the session of the person it belongs to.

/** @typedef {{ok: boolean, status: number, body: any, retryAfterMs: number}} Answer status 0: no answer came */

export const attemptMs = 15_000;

/** @param {string} name */
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";

/** Whose page this is: what is tapped on it is theirs, whoever signs in later in another tab. */
export const pageMaker = meta("maker");
export const pageMakerName = meta("maker-name");

/** Whose session the cookie opens, as far as we know, and the form token of that session. */
export const session = { maker: pageMaker, token: meta("form-token") };

/**
 * Asks the server whose session this browser has now. The token it gives is bound to that session: should the session
 * change between this question and the command, the command is refused and not done in another's name.
 */
export async function renewSession() {
  const answer = await fetch("/api/v1/session", { signal: AbortSignal.timeout(attemptMs) });
  if (answer.status === 401) Object.assign(session, { maker: "", token: "" });
  else if (answer.ok) Object.assign(session, await answer.json());
}

/**
 * @param {string} url
 * @param {string} method
 * @param {Record<string, unknown>} body
 * @param {boolean} [gesture] a hand is on the page; without one the session does not live longer for it
 * @param {Record<string, string>} [also] headers beside the usual: what must be kept nowhere
 * @returns {Promise<Answer>}
 */
export async function post(url, method, body, gesture = true, also = {}) {
  try {
    const answer = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", "X-CSRF-TOKEN": session.token, "X-User-Activity": gesture ? "1" : "0", ...also },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(attemptMs),
    });
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, body: parsed(text), retryAfterMs: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
  } catch {
    return { ok: false, status: 0, body: {}, retryAfterMs: 0 };
  }
}

/** The form token is of a session that is over; another one may have begun. @param {Answer} answer */
export function tokenIsOld(answer) {
  return answer.status === 400 && answer.body.type === "urn:restpy:status:400";
}

/** Nobody said no: it may be done, or never have arrived. The same id may be sent again. @param {Answer} answer */
export function noAnswer(answer) {
  return [0, 408, 425, 429, 502, 503, 504].includes(answer.status);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
