// @ts-check
// The print button of a sheet: `<button data-print>`.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
