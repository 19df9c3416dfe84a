// Lists whose elements stay when their items do: focus and clicks survive.

/**
 * Shows items as elements, and keeps the element of an item that was shown before.
 * @template T @template {HTMLElement} E
 * @param {Element & {byKey?: Map<string, E>}} parent
 * @param {T[]} items @param {(item: T) => string} keyOf
 * @param {(item: T) => E} make @param {(element: E, item: T) => void} [update]
 */
export function showItems(parent, items, keyOf, make, update = () => {}) {
  const before = parent.byKey;
  /** @type {Map<string, E>} */
  const after = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const element = before?.get(key) ?? make(item);
    update(element, item);
    after.set(key, element);
  }
  const elements = [...after.values()];
  const same = elements.length === parent.children.length && elements.every((element, n) => parent.children[n] === element);
  if (!same) parent.replaceChildren(...elements);
  parent.byKey = after;
}

/** Changes a text only if it is another one. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
