// @ts-check
// The commands of this tablet that have no answer yet, in the order they were made. They lie in IndexedDB, so that they
// survive a reload, a closed browser and a restart.

/**
 * @typedef {object} Command
 * @property {number} [no] its place in the line; given here
 * @property {string} id the command id: a repeat of it is done once by the server
 * @property {string} url
 * @property {string} method
 * @property {Record<string, unknown>} body without the command id
 * @property {string} label how the person knows it: "Table 7 · 3 dishes"
 * @property {string} maker restaurant, branch and person; sent in nobody else's session
 * @property {string} makerName
 * @property {number} madeAt
 * @property {string} at the page it was made on
 * @property {"waiting" | "refused"} state
 * @property {number} tries
 * @property {number} notBefore no try before this instant
 * @property {number} [status] what it was refused with; 0: it lay too long to be sent unasked
 * @property {string} [why] the refusal as a sentence
 * @property {{key: string, lines: unknown[]}} [draft] the half-made order it came from, to go back to
 */

const commands = "commands";
const lease = "lease";

/** Without storage (a browser told to keep nothing) the line lives as long as the page. @type {Command[]} */
const memory = [];
let lastInMemory = 0;

/** @type {Promise<IDBDatabase | null>} */
const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open("restpy", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(commands, { keyPath: "no", autoIncrement: true }).createIndex("id", "id", { unique: true });
      request.result.createObjectStore(lease);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

/**
 * One transaction, over when it is on the disk.
 * @template T
 * @param {string} store
 * @param {IDBTransactionMode} mode
 * @param {(rows: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(store, mode, work) {
  const db = /** @type {IDBDatabase} */ (await opened);
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @returns {Promise<Command[]>} in the order they were made */
export async function all() {
  return (await opened) ? within(commands, "readonly", (rows) => rows.getAll()) : [...memory];
}

/** Puts it at the end of the line; one that stands there already stays where it is. @param {Command} command */
export async function add(command) {
  if (!(await opened)) memory.push({ ...command, no: ++lastInMemory });
  else
    await within(commands, "readwrite", (rows) => rows.add(command)).catch((problem) => {
      if (problem?.name !== "ConstraintError") throw problem;
    });
}

/**
 * Changes a command that still stands in the line; one that was sent or discarded meanwhile does not come back.
 * @param {Command} command
 * @param {Partial<Command>} to
 */
export async function change(command, to) {
  const kept = memory.find((c) => c.no === command.no);
  if (kept) Object.assign(kept, to);
  if (await opened)
    await within(commands, "readwrite", (rows) => {
      const found = rows.get(/** @type {number} */ (command.no));
      found.onsuccess = () => found.result && rows.put({ ...found.result, ...to });
      return found;
    });
}

/** @param {Command} command */
export async function remove(command) {
  if (await opened) await within(commands, "readwrite", (rows) => rows.delete(/** @type {number} */ (command.no)));
  else memory.splice(memory.findIndex((c) => c.no === command.no), 1);
}

/**
 * One page of this browser at a time. Web Locks where there are any; they are missing where the tablet reaches its
 * server without TLS, and there a lease in the store stands in.
 * @template T
 * @param {() => Promise<T>} work
 * @param {number} mostMs the work is over by then
 * @returns {Promise<T>}
 */
export async function alone(work, mostMs) {
  if (navigator.locks) return navigator.locks.request("restpy-outbox", work);
  if (!(await opened)) return work();
  while (!(await takeLease(mostMs))) await new Promise((resume) => setTimeout(resume, 250));
  try {
    return await work();
  } finally {
    await within(lease, "readwrite", (rows) => rows.delete("sender"));
  }
}

/** @param {number} mostMs */
async function takeLease(mostMs) {
  let taken = false;
  await within(lease, "readwrite", (rows) => {
    const held = rows.get("sender");
    held.onsuccess = () => {
      taken = !(held.result > Date.now());
      if (taken) rows.put(Date.now() + mostMs, "sender");
    };
    return held;
  });
  return taken;
}

/** A random UUID, also where the browser offers none (no TLS). */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
