// Finding a dish on the 86 board: the tiles that do not match step aside, also after the board renewed itself.

const find = /** @type {HTMLInputElement} */ (document.getElementById("find"));
const none = document.getElementById("none");

/** Without accents and case, so that "creme" finds "Crème". @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

function filter() {
  const wanted = plain(find.value.trim());
  let shown = 0;
  for (const tile of document.querySelectorAll(".stock-tile")) {
    tile.hidden = wanted !== "" && !plain(tile.dataset.find ?? "").includes(wanted);
    if (!tile.hidden) shown++;
  }
  for (const area of document.querySelectorAll("#tiles .area")) area.hidden = !area.querySelector(".stock-tile:not([hidden])");
  none.hidden = shown > 0;
}

find.addEventListener("input", filter);
document.addEventListener("renewed", filter);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  find.focus();
});
filter();
