// The list of messages, with filters.
import { button, field, h, select } from '../ui/dom.mjs';
import { showItems } from '../ui/keyed.mjs';
import { texts } from '../texts.mjs';

/** @typedef {import('../net/wire.mjs').Entry} Entry */

const t = texts.drawer;
const shown = 100;
const frequent = new Set(['snapshot', 'ping', 'pong', 'answer']);

/** @param {import('../net/wire.mjs').Wire} wire */
export function messageList(wire) {
  const filter = h('input', { type: 'search', autocomplete: 'off' });
  const way = select(Object.entries(t.ways), 'all');
  const quiet = h('input', { type: 'checkbox', checked: true });
  const list = h('ol', { class: 'messages', tabIndex: 0, 'aria-label': t.messages });
  let paused = false;
  let since = 0; // entries before this one are cleared
  const pause = button(t.pause, () => {
    paused = !paused;
    pause.textContent = paused ? t.resume : t.pause;
  });
  const clear = button(t.clear, () => { since = wire.count; });
  const fits = (/** @type {Entry} */ entry) => entry.id > since && (way.value === 'all' || entry.way === way.value)
    && !(quiet.checked && frequent.has(entry.name)) && matches(entry, filter.value.trim().toLowerCase());
  const update = () => {
    if (paused) return;
    const entries = wire.entries.filter(fits).slice(-shown).reverse();
    showItems(list, entries, ({ id }) => String(id), item);
  };
  const element = h('section', { 'aria-label': t.messages },
    h('div', { class: 'row' }, field(t.filter, filter), field(t.way, way), field(t.snapshots, quiet), pause, clear), list);
  return { element, update };
}

/** @param {Entry} entry @param {string} text */
const matches = ({ op, name }, text) => !text || name.toLowerCase().includes(text) || String(op) === text;

/** @param {Entry} entry */
function item({ way, at, op, name, size, body }) {
  const arrow = way === 'in' ? '←' : '→';
  // The body is written out when it is opened: most are never read.
  const details = h('details', { ontoggle: () => {
    if (!details.querySelector('pre')) details.append(h('pre', {}, JSON.stringify(body, null, 1)));
  } }, h('summary', {}, `${(at / 1000).toFixed(2)} ${arrow} ${op ? `${op} ` : ''}${name} (${size} B)`));
  return h('li', { class: way }, details);
}
