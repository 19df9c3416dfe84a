// The developer's drawer: what the socket says, and how to disturb it.
import { button, h } from '../ui/dom.mjs';
import { setText } from '../ui/keyed.mjs';
import { messageList } from './messages.mjs';
import { sendForm } from './send.mjs';
import { texts } from '../texts.mjs';

const t = texts.drawer;

/** @param {import('../main.mjs').App} app */
export function drawer(app) {
  const messages = messageList(app.wire);
  const traffic = h('p', { class: 'hint' });
  const latency = h('span', { role: 'status' });
  const measure = button(t.measure, () => app.attempt(async () => setText(latency, t.latency(await app.connection.latency()))));
  const second = secondPlayer(app);
  const element = h('aside', { class: 'drawer', 'aria-label': t.heading, hidden: true },
    h('div', { class: 'row' }, h('h2', { class: 'grow' }, t.heading), button(texts.common.close, () => show(false), { class: 'small' })),
    h('div', { class: 'row' }, measure, latency, button(t.drop, () => app.connection.drop()), second.button),
    sendForm(app), traffic, messages.element);
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let timer;
  const update = () => {
    const { count, bytes } = app.wire;
    setText(traffic, t.traffic(count, bytes.in / 1024, bytes.out / 1024));
    messages.update();
  };
  const toggle = button(t.open, () => show(element.hidden), { class: 'small', 'aria-expanded': 'false' });
  /** @param {boolean} open */
  const show = open => {
    element.hidden = !open;
    toggle.ariaExpanded = String(open);
    clearInterval(timer);
    if (!open) return toggle.focus();
    update();
    timer = setInterval(update, 250);
    element.querySelector('button')?.focus();
  };
  return { element, toggle, frame: second.frame };
}

// Another player beside this one, with a profile of its own, in this player's match.
/** @param {import('../main.mjs').App} app */
function secondPlayer(app) {
  const frame = h('iframe', { class: 'second', title: t.frame, hidden: true });
  const toggle = button(t.second, () => {
    frame.hidden = !frame.hidden;
    toggle.textContent = frame.hidden ? t.second : t.noSecond;
    const place = app.match ? `match/${app.match.matchID}` : 'play';
    frame.src = frame.hidden ? 'about:blank' : `${location.pathname}?player=2#/${place}`;
  });
  return { frame, button: toggle };
}
