// @ts-check
// The print button of the report: `<button data-print>`.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
