// Direct messages.
import { button, field, form, h } from '../ui/dom.mjs';
import { findUser, friends } from '../net/players.mjs';
import { conversation } from './conversation.mjs';
import { texts } from '../texts.mjs';

const t = texts.messages;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root @param {string} [username] */
export function messagesScreen(app, root, username) {
  const input = h('input', { required: true, maxLength: 20, value: username ?? '' });
  const place = h('div', {});
  const known = h('div', { class: 'row' });
  root.append(h('h1', { tabIndex: -1 }, t.heading),
    form(() => app.go(`messages/${encodeURIComponent(input.value.trim())}`), field(t.to, input), h('button', { type: 'submit' }, t.open)), known, place);
  app.attempt(async () => known.replaceChildren(...(await friends(app)).filter(({ state }) => !state).map(({ user }) =>
    button(String(user?.username), () => app.go(`messages/${user?.username}`), { class: 'small' }))));
  if (!username) return undefined;
  let leave = () => {};
  let left = false;
  app.attempt(async () => {
    const user = await findUser(app, username);
    if (left) return;
    if (!user) return app.toast(t.unknown(username));
    const talk = conversation(app, String(user.id), 2);
    leave = talk.leave;
    place.replaceChildren(h('section', { class: 'card' }, h('h2', {}, t.with(user.username ?? username)), talk.element));
  });
  return () => {
    left = true;
    leave();
  };
}
