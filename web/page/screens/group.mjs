// One group: members and their roles, metadata, size, visibility, chat.
import { button, field, form, h, table } from '../ui/dom.mjs';
import { ownGroups } from '../net/players.mjs';
import { conversation } from './conversation.mjs';
import { texts } from '../texts.mjs';

const t = texts.groups;
const lists = /** @type {const} */ (['interests', 'active_times', 'languages']);
const [superadmin, admin, member, asks] = [0, 1, 2, 3];

/** @typedef {import('../main.mjs').App} App @typedef {import('../vendor/nakama-js.mjs').Group} Group */

/**
 * A group as it is shown.
 * @typedef {object} View
 * @property {App} app
 * @property {Group & {id: string}} group
 * @property {import('../vendor/nakama-js.mjs').GroupUser[]} members
 * @property {number|undefined} role           of this player; undefined = is not in the group
 * @property {() => Promise<unknown>} load     reads the group again and shows it
 */

/** Nakama has no call for one group: what a search found is kept for its screen. @type {Map<string, Group>} */
const found = new Map();

/** Keeps a group that a search has found. @param {Group} group */
export const remember = group => found.set(String(group.id), group);

/** @param {App} app @param {HTMLElement} root @param {string} groupID */
export function groupScreen(app, root, groupID) {
  const place = h('div', {}, h('p', { class: 'hint' }, texts.common.loading));
  const chat = h('div', {});
  root.append(h('p', {}, h('a', { href: '#/groups' }, t.back)), place, chat);
  /** @type {(() => void)|undefined} */
  let leaveChat;
  let left = false;
  const load = () => app.attempt(async () => {
    const { group, members, role } = await readGroup(app, groupID);
    if (left) return;
    const view = { app, group, members, role, load };
    const leads = role === superadmin || role === admin;
    place.replaceChildren(h('h1', { tabIndex: -1 }, group.name ?? groupID), h('p', {}, group.description), memberCard(view),
      leads ? metadataCard(view) : aboutCard(group), leads ? settingsCard(view) : '', role === undefined ? '' : leaveRow(view));
    if (role !== undefined && role <= member && !leaveChat) {
      const talk = conversation(app, groupID, 3);
      leaveChat = talk.leave;
      chat.replaceChildren(h('section', { class: 'card' }, h('h2', {}, t.chat), talk.element));
    }
  });
  load();
  return () => {
    left = true;
    leaveChat?.();
  };
}

/** @param {App} app @param {string} groupID */
async function readGroup(app, groupID) {
  const [{ group_users = [] }, groups] = await Promise.all([
    app.api.call((client, session) => client.listGroupUsers(session, groupID, undefined, 100)), ownGroups(app),
  ]);
  const own = groups.find(({ group }) => group?.id === groupID);
  return { group: { ...own?.group ?? found.get(groupID), id: groupID }, members: group_users, role: own ? own.state ?? superadmin : undefined };
}

/** @param {View} view */
function memberCard(view) {
  return h('section', { class: 'card' }, table(t.members, [texts.common.user, t.state, ''], view.members.map(({ user: { id = '', username = '' } = {}, state = superadmin }) =>
    [username, t.states[state], h('div', { class: 'row' }, memberButtons(view, id, username, state))])));
}

/** What a superadmin or admin may do with another member. @param {View} view @param {string} id @param {string} name @param {number} state */
function memberButtons({ app, group, role, load }, id, name, state) {
  if (role === undefined || role > admin || id === app.api.userID) return [];
  /** @param {string} text @param {'addGroupUsers'|'promoteGroupUsers'|'demoteGroupUsers'|'kickGroupUsers'|'banGroupUsers'} method */
  const act = (text, method) => button(text, () => app.attempt(() =>
    app.api.call((client, session) => client[method](session, group.id, [id])).then(load)), { class: 'small' });
  return [
    state === asks && act(t.accept(name), 'addGroupUsers'),
    state !== asks && state > role && act(t.promote(name), 'promoteGroupUsers'),
    state < member && state >= role && act(t.demote(name), 'demoteGroupUsers'),
    act(t.kick(name), 'kickGroupUsers'), act(t.ban(name), 'banGroupUsers'),
  ];
}

/** @param {Group} group @param {string} name */
const listOf = ({ metadata = {} }, name) => (/** @type {Record<string, string[]|undefined>} */ (metadata)[name] ?? []).join(', ');

/** @param {Group} group */
function aboutCard(group) {
  return h('section', { class: 'card' }, h('h2', {}, t.metadata), h('ul', {}, lists.map(name => h('li', {}, `${t[name]}: ${listOf(group, name)}`))));
}

/** @param {View} view */
function metadataCard({ app, group, load }) {
  const inputs = lists.map(name => h('input', { value: listOf(group, name), maxLength: 500 }));
  return h('section', { class: 'card' }, h('h2', {}, t.metadata), h('p', { class: 'hint' }, t.commas), form(() => app.attempt(async () => {
    const values = lists.map((name, n) => [name, inputs[n].value.split(',').map(text => text.trim()).filter(Boolean)]);
    await app.api.rpc('update_group_metadata', { group_id: group.id, ...Object.fromEntries(values) });
    app.toast(t.saved, 'good');
    await load();
  }), lists.map((name, n) => field(t[name], inputs[n])), h('button', { type: 'submit' }, texts.common.save)));
}

/** @param {View} view */
function settingsCard({ app, group, load }) {
  const size = h('input', { type: 'number', min: '1', value: String(group.max_count) });
  const isOpen = h('input', { type: 'checkbox', checked: group.open === true });
  return h('section', { class: 'card' }, form(() => app.attempt(async () => {
    if (Number(size.value) !== group.max_count) await app.api.rpc('update_group_size', { group_id: group.id, max_size: Number(size.value) });
    if (isOpen.checked !== (group.open === true)) {
      await app.api.call((client, session) => client.updateGroup(session, group.id, { name: group.name, open: isOpen.checked }));
    }
    app.toast(t.saved, 'good');
    await load();
  }), field(t.size, size), field(t.open, isOpen), h('button', { type: 'submit' }, texts.common.save)));
}

/** @param {View} view */
function leaveRow({ app, group, role }) {
  /** @param {(client: import('../vendor/nakama-js.mjs').Client, session: import('../vendor/nakama-js.mjs').Session) => Promise<unknown>} use */
  const end = use => app.attempt(() => app.api.call(use).then(() => app.go('groups')));
  return h('div', { class: 'row' }, button(t.leave, () => end((client, session) => client.leaveGroup(session, group.id))),
    role === superadmin && button(t.delete, () => end((client, session) => client.deleteGroup(session, group.id))));
}
