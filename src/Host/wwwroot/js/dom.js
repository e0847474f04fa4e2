// @ts-check
// The few things scripts put on a page by themselves: text and symbols, never markup.

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** One symbol of the sprite, hidden from screen readers: a word stands beside it. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The time of day as the tablet shows it. @param {Date} date */
export function clock(date) {
  return date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** Said by a script when it hears the clicks on these buttons: what was tapped before is given now (early.js). @param {string} buttons */
export function heard(buttons) {
  document.dispatchEvent(new CustomEvent("taps-heard", { detail: buttons }));
}
