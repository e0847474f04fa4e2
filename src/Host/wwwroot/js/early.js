// @ts-check
// Taps on a page that is drawn while its scripts are still on their way: kept, and given once the script that hears them is
// there. Loaded before everything else, and not as a module, which would come as late as the others.
{
  /** What is tapped, by the buttons a script hears. @type {Map<string, HTMLElement[]>} */
  const early = new Map([["button.item", []], ["button[data-command]", []]]);

  document.addEventListener("click", (event) => {
    for (const [buttons, taps] of early) {
      const button = event.target instanceof Element ? event.target.closest(buttons) : null;
      if (button instanceof HTMLElement) taps.push(button);
    }
  }, true);

  document.addEventListener("taps-heard", (event) => {
    const buttons = /** @type {CustomEvent<string>} */ (event).detail;
    const taps = early.get(buttons) ?? [];
    early.delete(buttons);
    for (const button of taps) button.click();
  });
}
