// The first screen: practice, public lobbies, private rooms, join codes.
import { button, field, form, h, select, table } from '../ui/dom.mjs';
import { store } from '../net/store.mjs';
import { texts } from '../texts.mjs';

const t = texts.play;
const bots = 9;

// Settings of the matches that this page creates, for developers and tests:
// ?settings={"kill_cooldown_seconds":5}
const settings = JSON.parse(new URLSearchParams(location.search).get('settings') ?? '{}');

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function playScreen(app, root) {
  const mode = select(Object.entries(t.modes), 'sabotage');
  const map = select(Object.entries(t.maps), 'space_station');
  const chosen = () => ({ mode: mode.value, map: map.value });
  const create = (/** @type {object} */ request) => app.attempt(async () => {
    const { match_id: matchID, code } = await app.api.rpc('create_match', { ...chosen(), settings, ...request });
    await app.enterMatch(matchID, code);
  });
  // A full lobby must not start by itself: the next practice game is the player's to begin.
  const practise = () => create({ private: true, bots, settings: { start_when_full: false, finished_seconds: 30, ...settings } })
    .then(() => app.startPractice());
  const find = () => app.attempt(async () => {
    const { match_id: matchID } = await app.api.rpc('find_match', chosen());
    await app.enterMatch(matchID);
  });
  const list = h('div', {});
  root.append(
    h('section', { class: 'hero' }, h('h1', { tabIndex: -1 }, t.heading), h('p', {}, t.lead),
      button(t.practice, practise, { class: 'primary big', id: 'practice' }), h('p', { class: 'hint' }, t.practiceHint)),
    h('section', { class: 'card' }, h('div', { class: 'row' }, field(t.mode, mode), field(t.map, map)),
      h('div', { class: 'row' }, button(t.find, find, { class: 'primary', title: t.findHint }), button(t.create, () => create({ private: false })),
        button(t.createPrivate, () => create({ private: true }), { title: t.createHint })),
      codeForm(app)),
    h('section', { class: 'card' }, h('div', { class: 'row' }, h('h2', {}, t.lobbies), button(t.refresh, () => showLobbies(app, list), { class: 'small' })), list),
  );
  showLobbies(app, list);
}

/** @param {import('../main.mjs').App} app */
function codeForm(app) {
  const input = h('input', { maxLength: 16, autocomplete: 'off', autocapitalize: 'characters', spellcheck: false });
  return form(() => app.joinByCode(input.value.trim()), field(t.code, input), h('button', { type: 'submit' }, t.join));
}

/** Shows the open lobbies. The listing also says how many ticks a second the server makes. @param {import('../main.mjs').App} app @param {HTMLElement} list */
async function showLobbies(app, list) {
  const answer = await app.attempt(() => app.api.call((client, session) =>
    client.listMatches(session, 20, true, undefined, undefined, undefined, '+label.open:T')));
  const matches = answer?.matches ?? [];
  if (matches[0]?.tick_rate) store.tickRate.set(String(matches[0].tick_rate));
  const rows = matches.map(({ match_id, label }) => {
    const { mode, map, players, max_players, skill, ranked } = JSON.parse(label ?? '{}');
    return [t.modes[mode] ?? mode, t.maps[map] ?? map, `${players}/${max_players}`, skill, ranked ? t.yes : t.no,
      button(t.join, () => app.attempt(() => app.enterMatch(match_id ?? '')), { class: 'small' })];
  });
  list.replaceChildren(rows.length ? table(t.lobbies, [t.mode, t.map, t.players, t.skill, t.ranked, ''], rows) : h('p', { class: 'hint' }, t.none));
}
