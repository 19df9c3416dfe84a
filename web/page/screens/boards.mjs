// The leaderboards and the tournament of the week.
import { button, field, h, select, table } from '../ui/dom.mjs';
import { friends } from '../net/players.mjs';
import { texts } from '../texts.mjs';

const t = texts.boards;
const tournament = 'weekly_top_detective';
const rows = 20;

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function boardsScreen(app, root) {
  const place = h('section', { class: 'card', 'aria-live': 'polite' });
  const details = h('section', { class: 'card' });
  const board = select(Object.entries(t.boards), 'weekly_crew_wins', { onchange: () => show() });
  const view = select(Object.entries(t.views), 'top', { onchange: () => show() });
  const show = () => app.attempt(async () => {
    const records = await readRecords(app, board.value, view.value);
    place.replaceChildren(records.length ? table(t.boards[board.value], [t.rank, texts.common.user, t.score], records.map(({ rank, username, owner_id, score }) =>
      [rank, owner_id === app.api.userID ? h('strong', {}, username) : username, score])) : h('p', { class: 'hint' }, t.none),
    records.some(({ owner_id }) => owner_id === app.api.userID) && board.value !== tournament ? button(t.remove, () => remove(app, board.value, show), { class: 'small' }) : '');
    details.hidden = board.value !== tournament;
    if (!details.hidden) await showTournament(app, details, show);
  });
  root.append(h('h1', { tabIndex: -1 }, t.heading), h('div', { class: 'row' }, field(t.which, board), field(t.view, view)), details, place);
  show();
}

/** @param {import('../main.mjs').App} app @param {string} id @param {string} view @returns {Promise<import('../vendor/nakama-js.mjs').LeaderboardRecord[]>} */
async function readRecords(app, id, view) {
  const { userID } = app.api;
  const isTournament = id === tournament;
  if (view === 'friends') {
    const ids = [userID, ...(await friends(app)).filter(({ state }) => !state).map(({ user }) => String(user?.id))];
    const answer = await app.api.call((client, session) => isTournament
      ? client.listTournamentRecords(session, id, ids, 1) : client.listLeaderboardRecords(session, id, ids, 1));
    return answer.owner_records ?? [];
  }
  const answer = await app.api.call((client, session) => {
    if (view === 'around') {
      return isTournament ? client.listTournamentRecordsAroundOwner(session, id, userID, rows) : client.listLeaderboardRecordsAroundOwner(session, id, userID, rows);
    }
    return isTournament ? client.listTournamentRecords(session, id, undefined, rows) : client.listLeaderboardRecords(session, id, undefined, rows);
  });
  return answer.records ?? [];
}

/** @param {import('../main.mjs').App} app @param {HTMLElement} details @param {() => unknown} show */
async function showTournament(app, details, show) {
  const [{ tournaments = [] }, own] = await Promise.all([
    app.api.call((client, session) => client.listTournaments(session, 1, 1, undefined, undefined, 10)),
    app.api.call((client, session) => client.listTournamentRecords(session, tournament, [app.api.userID], 1)),
  ]);
  const found = tournaments.find(({ id }) => id === tournament);
  const ends = found?.end_active ? new Date(1000 * Number(found.end_active)).toLocaleString('en') : '';
  details.replaceChildren(h('h2', {}, found?.title ?? ''), h('p', {}, found?.description ?? t.description), ends ? h('p', {}, t.ends(ends)) : '',
    own.owner_records?.length ? h('p', {}, t.joined) : button(t.join, () => app.attempt(async () => {
      await app.api.call((client, session) => client.joinTournament(session, tournament));
      await show();
    }), { class: 'primary' }));
}

/** The official client has no call for this: it is one of the REST interface. @param {import('../main.mjs').App} app @param {string} id @param {() => unknown} show */
async function remove(app, id, show) {
  await app.attempt(async () => {
    const answer = await fetch(`/v2/leaderboard/${id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${app.api.session.token}` } });
    if (!answer.ok) throw answer;
    app.toast(t.removed, 'good');
    await show();
  });
}
