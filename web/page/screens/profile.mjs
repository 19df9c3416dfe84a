// The player's own profile: names, what is worn, coins, and what was counted.
import { button, field, form, h, table } from '../ui/dom.mjs';
import { account, readObject } from '../net/players.mjs';
import { store } from '../net/store.mjs';
import { texts, words } from '../texts.mjs';

const t = texts.profile;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function profileScreen(app, root) {
  const place = h('div', {}, h('p', { class: 'hint' }, texts.common.loading));
  root.append(h('h1', { tabIndex: -1 }, t.heading), place);
  app.attempt(async () => {
    const [own, lifetime, rating] = await Promise.all([account(app), readObject(app, 'stats', 'lifetime'), readObject(app, 'stats', 'rating')]);
    place.replaceChildren(namesCard(app, own), wornCard(own), statsCard(lifetime?.value, rating?.value), newPlayerCard(app));
  });
}

/** @typedef {import('../main.mjs').App} App @typedef {Awaited<ReturnType<typeof account>>} Account */

/** @param {App} app @param {Account} own */
function namesCard(app, { user, coins }) {
  const username = h('input', { value: user.username, maxLength: 20, required: true, autocomplete: 'username' });
  const displayName = h('input', { value: user.display_name ?? '', maxLength: 32 });
  return h('section', { class: 'card' }, h('p', {}, `${t.id}: `, h('code', {}, user.id)), h('p', {}, t.coins(coins)),
    form(() => app.attempt(async () => {
      const change = { username: username.value.trim(), display_name: displayName.value.trim() || undefined };
      await app.api.call((client, session) => client.updateAccount(session, change));
      app.toast(t.saved, 'good');
    }), field(t.username, username), field(t.displayName, displayName), h('button', { type: 'submit', class: 'primary' }, texts.common.save)));
}

/** @param {Account} own */
function wornCard({ metadata }) {
  return h('section', { class: 'card' }, h('h2', {}, t.worn),
    h('ul', {}, /** @type {const} */ (['title', 'hat', 'skin']).map(slot => h('li', {}, `${t[slot]}: ${words(metadata[slot] || t.nothing)}`))));
}

/** @param {object} [lifetime] @param {{skill?: number}} [rating] */
function statsCard(lifetime, rating) {
  const rows = [
    ...Object.entries(lifetime ?? {}).filter(([, value]) => typeof value === 'number'),
    ...rating ? [['skill', rating.skill]] : [],
  ].map(([name, value]) => [words(String(name)), value]);
  return h('section', { class: 'card' }, rows.length ? table(t.stats, ['', ''], rows) : h('p', { class: 'hint' }, t.none));
}

/** @param {App} app */
function newPlayerCard(app) {
  return h('section', { class: 'card' }, h('p', { class: 'hint' }, t.deviceHint), button(t.newPlayer, async () => {
    const { session } = app.api;
    await app.leaveMatch();
    await app.attempt(() => app.api.call(client => client.sessionLogout(session, session.token, session.refresh_token)));
    app.api.forgetSession();
    store.device.set('');
    location.hash = '';
    location.reload();
  }));
}
