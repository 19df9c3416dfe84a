// Small helpers for the document. Text never becomes markup.

/** What an element may contain; nothing is shown of "", false, null and undefined. @typedef {Node|string|number|false|null|undefined} Child */

/**
 * Properties of an element by name. Those that begin with "on" are listeners; `class`,
 * `aria-…`, `data-…` and `role` are attributes.
 * @typedef {Record<string, string|number|boolean|undefined|((event: Event) => unknown)>} Properties
 */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Properties} [properties] @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false && !(name in element)) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (name === 'class' || name === 'role' || name === 'for' || /^(aria|data)-/.test(name)) element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  fill(element, ...children);
  return element;
}

/** Replaces what an element contains. @param {Element} element @param {...(Child|Child[])} children */
export function fill(element, ...children) {
  const shown = children.flat().filter(child => child !== undefined && child !== false && child !== null && child !== '');
  element.replaceChildren(...shown.map(child => child instanceof Node ? child : String(child)));
}

/** Replaces the content if what it shows has changed, so that focus and selection stay. @param {Element & {shown?: string}} element @param {unknown} shown @param {() => Child[]} children */
export function fillOnChange(element, shown, children) {
  const text = JSON.stringify(shown);
  if (element.shown === text) return;
  element.shown = text;
  fill(element, children());
}

let ids = 0;

/** A labelled field. @param {string} label @param {HTMLElement} input */
export function field(label, input) {
  input.id ||= `field-${++ids}`;
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
}

/**
 * A button that is out of order while what it started goes on.
 * @param {string} text @param {() => unknown} act @param {Properties} [properties]
 */
export function button(text, act, properties = {}) {
  const element = h('button', { type: 'button', ...properties, onclick: async () => {
    if (element.ariaDisabled === 'true') return;
    element.ariaDisabled = 'true';
    try {
      await act();
    } finally {
      element.ariaDisabled = null;
    }
  } }, text);
  return element;
}

/** A form of which a button or Enter calls `act`. @param {() => unknown} act @param {...(Child|Child[])} children */
export function form(act, ...children) {
  let busy = false;
  return h('form', { class: 'row', onsubmit: async event => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      await act();
    } finally {
      busy = false;
    }
  } }, ...children);
}

/** A select field. @param {[value: string, text: string][]} options @param {string} [value] @param {Properties} [properties] */
export function select(options, value, properties = {}) {
  return h('select', properties, options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
}

/** A table with a caption. @param {string} caption @param {string[]} head @param {(Child|Child[])[][]} rows */
export function table(caption, head, rows) {
  return h('div', { class: 'scroll' }, h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, head.map(text => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map(cell => h('td', {}, cell)))))));
}
