// The notifications that wait for the player.
import { button, h, table } from '../ui/dom.mjs';
import { texts } from '../texts.mjs';

const t = texts.inbox;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function inboxScreen(app, root) {
  const place = h('section', { class: 'card', 'aria-live': 'polite' });
  const remove = (/** @type {string[]} */ ids) => app.attempt(async () => {
    await app.api.call((client, session) => client.deleteNotifications(session, ids));
    await load();
  });
  const load = () => app.attempt(async () => {
    const { notifications = [] } = await app.api.call((client, session) => client.listNotifications(session, 100));
    const rows = notifications.map(({ id, code, subject, content, create_time }) => [
      new Date(String(create_time)).toLocaleString('en'), [h('p', {}, subject), h('p', { class: 'hint' }, `${t.code(code ?? 0)}: `, h('code', {}, JSON.stringify(content)))],
      button(t.remove, () => remove([String(id)]), { class: 'small' }),
    ]);
    place.replaceChildren(rows.length ? table(t.heading, [t.received, t.content, ''], rows) : h('p', { class: 'hint' }, texts.common.none),
      rows.length ? button(t.removeAll, () => remove(notifications.map(({ id }) => String(id)))) : '');
  });
  root.append(h('h1', { tabIndex: -1 }, t.heading), place);
  load();
  return app.connection.on('notification', load);
}
