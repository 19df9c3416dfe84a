// Small helpers for the document. Text never becomes markup.

/**
 * Makes an element. Properties that begin with "on" are listeners; `class`,
 * `aria-…`, `data-…` and `role` are attributes; others are properties.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, any>} [properties] @param {...any} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false && !(name in element)) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class' || name === 'role' || name === 'for' || /^(aria|data)-/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== false && child !== null && child !== ''));
  return element;
}

/** Replaces what an element contains. @param {Element} element @param {...any} children */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child !== undefined && child !== false && child !== null && child !== ''));
}

/** Replaces the content if what it shows has changed, so that focus and selection stay. @param {Element & {shown?: string}} element @param {unknown} shown @param {() => any} children */
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
 * @param {string} text @param {() => any} act @param {Record<string, any>} [properties]
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

/** A form of which a button or Enter calls `act`. @param {() => any} act @param {...any} children */
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

/** A select field. @param {[value: string, text: string][]} options @param {string} [value] @param {Record<string, any>} [properties] */
export function select(options, value, properties = {}) {
  return h('select', properties, options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
}

/** A table with a caption. @param {string} caption @param {string[]} head @param {any[][]} rows */
export function table(caption, head, rows) {
  return h('div', { class: 'scroll' }, h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, head.map(text => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map(cell => h('td', {}, cell)))))));
}
