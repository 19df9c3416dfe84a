// Friends: requests, blocking, who is online, and statuses.
import { button, field, form, h, table } from '../ui/dom.mjs';
import { friends } from '../net/players.mjs';
import { texts } from '../texts.mjs';

const t = texts.friends;
const asksYou = 2;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function friendsScreen(app, root) {
  const place = h('section', { class: 'card' }, h('p', { class: 'hint' }, texts.common.loading));
  /** Statuses by user id. @type {Map<string, string>} */
  const statuses = new Map();
  let list = [];
  const draw = () => place.replaceChildren(list.length ? friendTable(app, list, statuses, load) : h('p', { class: 'hint' }, texts.common.none),
    list.some(({ state }) => state === asksYou) ? button(t.acceptAll, () => acceptAll(app, list, load)) : '');
  const load = () => app.attempt(async () => {
    list = await friends(app);
    const mutual = list.filter(({ state }) => (state ?? 0) === 0).flatMap(({ user }) => user?.id ?? []);
    const followed = mutual.length ? await app.connection.call(socket => socket.followUsers(mutual)) : undefined;
    for (const { user_id, status } of /** @type {any} */ (followed)?.presences ?? []) statuses.set(user_id, status);
    draw();
  });
  root.append(h('h1', { tabIndex: -1 }, t.heading), addForm(app, load), place, statusCard(app));
  load();
  return app.connection.on('statuspresence', ({ joins = [], leaves = [] }) => {
    for (const { user_id } of leaves) statuses.delete(user_id);
    for (const { user_id, status } of joins) statuses.set(user_id, status);
    draw();
  });
}

function addForm(app, load) {
  const input = h('input', { required: true, maxLength: 20, autocomplete: 'off' });
  return form(() => app.attempt(async () => {
    await app.api.call((client, session) => client.addFriends(session, [], [input.value.trim()]));
    input.value = '';
    app.toast(t.asked, 'good');
    await load();
  }), field(t.add, input), h('button', { type: 'submit', class: 'primary' }, texts.common.add));
}

function friendTable(app, list, statuses, load) {
  return table(t.heading, [texts.common.user, t.state, t.status, texts.common.action], list.map(({ user, state = 0 }) => {
    const status = parsed(statuses.get(user.id) ?? '');
    const online = statuses.has(user.id) || user.online;
    return [user.username, `${t.states[state]}, ${online ? t.online : t.offline}`, status.text, h('div', { class: 'row' }, actions(app, user, state, status, load))];
  }));
}

function actions(app, { id, username }, state, { matchID }, load) {
  const call = use => app.attempt(() => app.api.call(use).then(load));
  return [
    matchID && button(t.join(username), () => app.attempt(() => app.enterMatch(matchID)), { class: 'small primary' }),
    state === asksYou && button(t.accept(username), () => call((client, session) => client.addFriends(session, [id])), { class: 'small primary' }),
    state === 0 && button(t.message(username), () => app.go(`messages/${username}`), { class: 'small' }),
    button(t.remove(username), () => call((client, session) => client.deleteFriends(session, [id])), { class: 'small' }),
    state !== 3 && button(t.block(username), () => call((client, session) => client.blockFriends(session, [id])), { class: 'small' }),
  ];
}

function acceptAll(app, list, load) {
  const ids = list.filter(({ state }) => state === asksYou).flatMap(({ user }) => user?.id ?? []);
  return app.attempt(() => app.api.call((client, session) => client.addFriends(session, ids)).then(load));
}

// A status is a text, or the guide's {"status", "matchid"}.
function parsed(status) {
  try {
    const { status: text, matchid: matchID } = JSON.parse(status);
    return { text: String(text ?? ''), matchID };
  } catch {
    return { text: status, matchID: undefined };
  }
}

function statusCard(app) {
  const input = h('input', { maxLength: 100 });
  const tell = status => app.attempt(async () => {
    await app.connection.call(socket => socket.updateStatus(status));
    app.toast(t.told, 'good');
  });
  return h('section', { class: 'card' },
    form(() => tell(input.value.trim()), field(t.status, input), h('button', { type: 'submit' }, t.setStatus)),
    app.match && button(t.shareMatch, () => tell(JSON.stringify({ status: t.playing, matchid: app.match.matchID }))));
}
