// @ts-check
// The Print button of a paper. Without this script the browser's own print command does the same.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
