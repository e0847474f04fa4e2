using Microsoft.Playwright;

namespace Restpy.BrowserTests;

/// <summary>
/// Measures the boxes of a page: rows, amounts, cards and targets. The script only reads; it changes nothing.
/// </summary>
internal static class Layout
{
    private const string Script =
        """
        () => {
          const found = new Set();
          const name = (e) => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${[...e.classList].map((c) => '.' + c).join('')} "${(e.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 30)}"`;
          const box = (e) => e.getBoundingClientRect();
          const seen = (e) => {
            const b = box(e);
            if (b.width <= 1 || b.height <= 1 || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
            return !e.closest('.sr, .skip, thead') && getComputedStyle(e).clipPath === 'none';
          };
          const scrolls = (e) => {
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return true;
            return false;
          };
          const all = [...document.body.querySelectorAll('*')].filter((e) => !(e instanceof SVGElement) && seen(e));
          // 1. Nothing lies outside the screen at its sides.
          for (const e of all) {
            const b = box(e);
            if ((b.left < -1 || b.right > innerWidth + 1) && !scrolls(e)) found.add(`outside the screen (${Math.round(b.left)}–${Math.round(b.right)}): ${name(e)}`);
          }
          // 2. Nothing lies outside its card.
          const cards = '.card, .table-tile, .item, .kot, .button, .chip, .stamp, .stock-tile, .flash, .line, .figures > div, .keypad > button, .topbar, .savebar';
          for (const card of all.filter((e) => e.matches(cards))) {
            const c = box(card);
            for (const e of card.querySelectorAll('*')) {
              if (e instanceof SVGElement || !seen(e) || e.matches('.item-count, .count, [popover], [popover] *, dialog, dialog *, input, .topbar > .rail, .topbar > .rail *')) continue;
              const b = box(e);
              if (b.left < c.left - 2 || b.right > c.right + 2 || b.top < c.top - 2 || b.bottom > c.bottom + 2) found.add(`outside its card ${name(card)}: ${name(e)}`);
            }
          }
          // 3. An amount stands on one line, inside what it stands in.
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let t = texts.nextNode(); t; t = texts.nextNode()) {
            const e = t.parentElement;
            if (!/^[−+-]?\s?(₹\s?[\d,]+\.\d\d|[\d\s\u202f\u00a0]+,\d\d\s?€)$/.test((t.textContent ?? '').trim()) || !seen(e)) continue;
            const range = document.createRange();
            range.selectNodeContents(t);
            const tops = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top)));
            if (tops.size > 1) found.add(`an amount on ${tops.size} lines: ${name(e)}`);
            if (range.getBoundingClientRect().right > box(e).right + 2) found.add(`an amount wider than its place: ${name(e)}`);
          }
          // 4. Quantity, name and amount of a line begin at one height, and no row is taller than it was drawn.
          for (const line of all.filter((e) => e.matches('.line'))) {
            const parts = ['.line-qty', '.line-name', '.line-amount'].map((s) => line.querySelector(s)).filter((e) => e && seen(e));
            const tops = parts.map((p) => box(p.matches('.line-name') ? p.querySelector('b, span, a') ?? p : p).top);
            if (Math.max(...tops) - Math.min(...tops) > 8) found.add(`name and amount on different lines: ${name(line)}`);
          }
          const rows = [
            ['.line:not(:has(.line-tools, .line-note, small:not(:empty)))', 72], ['.line:not(:has(.line-note, small:not(:empty)))', 112], ['.line', 190], ['.table-tile', 190], ['.item', 150], ['.kot-line', 180],
            ['.topbar', innerWidth < 768 ? 136 : 72], ['.rail li', innerWidth < 768 ? 64 : 56], ['.data:not(.cards) tbody tr', innerWidth < 768 ? 170 : 130], ['.button', 80], ['.chip', 90], ['.totals dt', 60],
          ];
          for (const [selector, most] of rows) {
            for (const e of all.filter((e) => e.matches(selector))) if (box(e).height > most) found.add(`${Math.round(box(e).height)} px high where ${most} are drawn: ${name(e)}`);
          }
          // 5. What is tapped is 48 px high and wide.
          const targets = 'button, .button, a.chip, label.chip, select, textarea, summary, nav a, .item, .table-tile, .back, .choice, input:not([type=checkbox], [type=radio], [type=hidden], [type=color])';
          for (const e of all.filter((e) => e.matches(targets) && !e.disabled)) {
            const b = box(e);
            if (b.height < 47.5 || b.width < 47.5) found.add(`a target of ${Math.round(b.width)} × ${Math.round(b.height)}: ${name(e)}`);
          }
          // 6. An id stands on one element: a script would find the wrong one, a label name another.
          const ids = new Set();
          for (const e of document.querySelectorAll('[id]')) {
            if (ids.has(e.id)) found.add(`an id on two elements: ${name(e)}`);
            ids.add(e.id);
          }
          return [...found].slice(0, 12);
        }
        """;

    public static Task<string[]> MeasureAsync(IPage page) => page.EvaluateAsync<string[]>(Script);

    /// <summary>
    /// Puts a rule onto the page as a style sheet of the restaurant would: the content policy refuses written styles,
    /// and not these.
    /// </summary>
    public static Task StyleAsync(IPage page, string css) =>
        page.EvaluateAsync(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = "
                + "[sheet]; }", css);
}
