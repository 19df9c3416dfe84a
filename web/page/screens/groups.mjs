// Groups: the player's own, a search, a new one, and one group (group.mjs).
import { button, field, form, h, table } from '../ui/dom.mjs';
import { ownGroups } from '../net/players.mjs';
import { groupScreen, remember } from './group.mjs';
import { texts } from '../texts.mjs';

const t = texts.groups;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root @param {string} [groupID] */
export function groupsScreen(app, root, groupID) {
  if (groupID) return groupScreen(app, root, groupID);
  const mine = h('section', { class: 'card' });
  const found = h('section', { class: 'card' });
  const load = () => app.attempt(async () => {
    const groups = await ownGroups(app);
    mine.replaceChildren(table(t.mine, [texts.common.name, t.state, ''], groups.map(({ group = {}, state = 0 }) =>
      [group.name, t.states[state], open(app, group)])));
  });
  root.append(h('h1', { tabIndex: -1 }, t.heading), mine, searchForm(app, found, load), found, createForm(app));
  load();
  return undefined;
}

/** @typedef {import('../main.mjs').App} App @typedef {import('../vendor/nakama-js.mjs').Group} Group */

/** @param {App} app @param {Group} group */
const open = (app, { id, name = '' }) => button(t.view(name), () => app.go(`groups/${id}`), { class: 'small' });

/** @param {App} app @param {HTMLElement} found @param {() => unknown} load */
function searchForm(app, found, load) {
  const input = h('input', { maxLength: 50 });
  return form(() => app.attempt(async () => {
    const name = input.value.trim();
    // A name with a wildcard finds all that begin so.
    const { groups = [] } = await app.api.call((client, session) => client.listGroups(session, name ? `${name}%` : undefined, undefined, 20));
    groups.forEach(remember);
    found.replaceChildren(groups.length ? table(t.found, [texts.common.name, t.description, t.members, ''], groups.map(group =>
      [group.name, group.description, `${group.edge_count}/${group.max_count}`, h('div', { class: 'row' }, open(app, group), join(app, group, load))]))
      : h('p', { class: 'hint' }, texts.common.none));
  }), field(t.search, input), h('button', { type: 'submit' }, t.search));
}

/** @param {App} app @param {Group} group @param {() => unknown} load */
const join = (app, { id = '', name = '' }, load) => button(t.join(name), () => app.attempt(async () => {
  await app.api.call((client, session) => client.joinGroup(session, id));
  app.toast(t.asked, 'good');
  await load();
}), { class: 'small primary' });

/** @param {App} app */
function createForm(app) {
  const name = h('input', { required: true, maxLength: 50 });
  const description = h('input', { maxLength: 200 });
  const isOpen = h('input', { type: 'checkbox', checked: true });
  const size = h('input', { type: 'number', min: '1', max: '1000', value: '100' });
  return h('section', { class: 'card' }, h('h2', {}, t.create), form(() => app.attempt(async () => {
    const request = { name: name.value.trim(), description: description.value.trim(), open: isOpen.checked, max_count: Number(size.value) };
    const group = await app.api.call((client, session) => client.createGroup(session, request));
    app.go(`groups/${group.id}`);
  }), field(texts.common.name, name), field(t.description, description), field(t.size, size), field(t.open, isOpen),
  h('button', { type: 'submit', class: 'primary' }, t.create)));
}
