// Friends: requests, blocking, who is online, and statuses.
import { button, field, form, h, table } from '../ui/dom.mjs';
import { friends } from '../net/players.mjs';
import { texts } from '../texts.mjs';

const t = texts.friends;
const asksYou = 2;

/** @param {App} app @param {HTMLElement} root */
export function friendsScreen(app, root) {
  const place = h('section', { class: 'card' }, h('p', { class: 'hint' }, texts.common.loading));
  /** Statuses by user id. @type {Map<string, string>} */
  const statuses = new Map();
  const note = (/** @type {import('../net/connection.mjs').FollowedPresence[]} */ presences = []) => {
    for (const { user_id, status = '' } of presences) statuses.set(user_id, status);
  };
  /** @type {Friend[]} */
  let list = [];
  const draw = () => place.replaceChildren(list.length ? friendTable(app, list, statuses, load) : h('p', { class: 'hint' }, texts.common.none),
    list.some(({ state }) => state === asksYou) ? button(t.acceptAll, () => acceptAll(app, list, load)) : '');
  const load = () => app.attempt(async () => {
    list = await friends(app);
    const mutual = list.filter(({ state }) => (state ?? 0) === 0).flatMap(({ user }) => user?.id ?? []);
    const followed = mutual.length ? await app.connection.call(socket => socket.followUsers(mutual)) : undefined;
    note(followed?.presences);
    draw();
  });
  root.append(h('h1', { tabIndex: -1 }, t.heading), addForm(app, load), place, statusCard(app));
  load();
  return app.connection.on('statuspresence', ({ joins, leaves = [] }) => {
    for (const { user_id } of leaves) statuses.delete(user_id);
    note(joins);
    draw();
  });
}

/** @typedef {import('../main.mjs').App} App @typedef {import('../vendor/nakama-js.mjs').Friend} Friend */

/** @param {App} app @param {() => unknown} load */
function addForm(app, load) {
  const input = h('input', { required: true, maxLength: 20, autocomplete: 'off' });
  return form(() => app.attempt(async () => {
    await app.api.call((client, session) => client.addFriends(session, [], [input.value.trim()]));
    input.value = '';
    app.toast(t.asked, 'good');
    await load();
  }), field(t.add, input), h('button', { type: 'submit', class: 'primary' }, texts.common.add));
}

/** @param {App} app @param {Friend[]} list @param {Map<string, string>} statuses @param {() => unknown} load */
function friendTable(app, list, statuses, load) {
  return table(t.heading, [texts.common.user, t.state, texts.common.action], list.map(({ user: { id = '', username = '', online: isOnline } = {}, state = 0 }) => {
    const status = parsed(statuses.get(id) ?? '');
    const online = statuses.has(id) || isOnline;
    const shown = `${t.states[state]}, ${online ? t.online : t.offline}${status.text ? `: ${status.text}` : ''}`;
    return [username, shown, h('div', { class: 'row' }, actions({ app, id, username, state, matchID: status.matchID, load }))];
  }));
}

/**
 * What may be done with a friend.
 * @param {{app: App, id: string, username: string, state: number, matchID: string|undefined, load: () => unknown}} friend
 */
function actions({ app, id, username, state, matchID, load }) {
  /** @param {(client: import('../vendor/nakama-js.mjs').Client, session: import('../vendor/nakama-js.mjs').Session) => Promise<unknown>} use */
  const call = use => app.attempt(() => app.api.call(use).then(load));
  return [
    matchID && button(t.verbs.join, () => app.attempt(() => app.enterMatch(matchID)), { class: 'small primary', 'aria-label': t.join(username) }),
    state === asksYou && button(t.verbs.accept, () => call((client, session) => client.addFriends(session, [id])), { class: 'small primary', 'aria-label': t.accept(username) }),
    state === 0 && button(t.verbs.message, () => app.go(`messages/${username}`), { class: 'small', 'aria-label': t.message(username) }),
    button(t.verbs.remove, () => call((client, session) => client.deleteFriends(session, [id])), { class: 'small', 'aria-label': t.remove(username) }),
    state !== 3 && button(t.verbs.block, () => call((client, session) => client.blockFriends(session, [id])), { class: 'small', 'aria-label': t.block(username) }),
  ];
}

/** @param {App} app @param {Friend[]} list @param {() => unknown} load */
function acceptAll(app, list, load) {
  const ids = list.filter(({ state }) => state === asksYou).flatMap(({ user }) => user?.id ?? []);
  return app.attempt(() => app.api.call((client, session) => client.addFriends(session, ids)).then(load));
}

/** A status is a text, or the guide's {"status", "matchid"}. @param {string} status */
function parsed(status) {
  try {
    const { status: text, matchid: matchID } = JSON.parse(status);
    return { text: String(text ?? ''), matchID: matchID && String(matchID) };
  } catch {
    return { text: status, matchID: undefined };
  }
}

/** @param {App} app */
function statusCard(app) {
  const { match } = app;
  const input = h('input', { maxLength: 100 });
  const tell = (/** @type {string} */ status) => app.attempt(async () => {
    await app.connection.call(socket => socket.updateStatus(status));
    app.toast(t.told, 'good');
  });
  return h('section', { class: 'card' },
    form(() => tell(input.value.trim()), field(t.status, input), h('button', { type: 'submit' }, t.setStatus)),
    match && button(t.shareMatch, () => tell(JSON.stringify({ status: t.playing, matchid: match.matchID }))));
}
