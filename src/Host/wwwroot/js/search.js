// @ts-check
// The rule by which texts are searched, as on the server (Kernel/SearchText.cs): without accents and case.

const marks = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g;
/** @type {Record<string, string>} */
const letters = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ", "’": "'", "‘": "'", ʼ: "'" };

/** @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(marks, "").replace(/[ßæœþøłđðıς’‘ʼ]/g, (letter) => letters[letter] ?? letter);
}
