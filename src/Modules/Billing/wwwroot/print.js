// @ts-check
// The Print button of a paper, and the length of a roll: the page ends where its paper ends. Without this script the browser's
// own print command does the same on a page of the length in print.css.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});

const MM_PER_PX = 25.4 / 96;

/** Room below the last line, so that a rounding of the printer starts no second page. */
const SPARE_MM = 1;

const paper = document.querySelector("main.sheet-80");
if (paper) {
  const [page, width] = paper.classList.contains("sheet-58") ? ["narrow", 58] : ["roll", 80];
  const rule = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];
  const fit = () => {
    const height = Math.ceil(paper.getBoundingClientRect().height * MM_PER_PX) + SPARE_MM;
    rule.replaceSync(`@page ${page} { size: ${width}mm ${height}mm; margin: 0 }`);
  };
  // A logo or a font that arrives late changes the height.
  new ResizeObserver(fit).observe(paper);
  fit();
}
