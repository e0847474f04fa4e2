// @ts-check
// A guest's order followed live. Without this file the page reloads itself; with it only its main part is fetched anew.

const staleAfterMs = 15_000;
let heard = Date.now();
let busy = false;
let again = false;

/** The page once more, parsed by the browser itself: no markup passes through a string. */
function refresh() {
  // A guest about to answer a question is not interrupted; the next event or the end of the answer brings the news.
  if (busy || document.activeElement?.closest("main form")) {
    again = true;
    return;
  }
  busy = true;
  const page = new XMLHttpRequest();
  page.open("GET", location.href);
  page.responseType = "document";
  page.onloadend = () => {
    busy = false;
    const fresh = page.status === 200 ? page.responseXML?.querySelector("main") : null;
    if (fresh) document.querySelector("main")?.replaceWith(document.adoptNode(fresh));
    if (fresh && !fresh.dataset.live) source.close();
    if (again) {
      again = false;
      refresh();
    }
  };
  page.send();
}

/** A page that looks current and is not is worse than one that says so. */
function showAge() {
  const stale = Date.now() - heard > staleAfterMs && source.readyState !== EventSource.CLOSED;
  const main = document.querySelector("main");
  const shown = main?.querySelector(".stale");
  if (!stale) shown?.remove();
  else if (main && !shown) main.prepend(Object.assign(document.createElement("p"), { className: "bad stale", textContent: main.dataset.stale }));
}

const source = new EventSource(document.querySelector("main")?.dataset.live ?? "");
source.addEventListener("beat", () => (heard = Date.now()));
source.addEventListener("change", () => {
  heard = Date.now();
  refresh();
});
// Back after the link was lost: what was missed is sent by the stream, and one look more costs little.
source.addEventListener("open", () => {
  if (Date.now() - heard > staleAfterMs) refresh();
  heard = Date.now();
});
document.addEventListener("focusout", () => again && setTimeout(() => ((again = false), refresh())));
document.addEventListener("visibilitychange", () => !document.hidden && refresh());
setInterval(showAge, 1000);
