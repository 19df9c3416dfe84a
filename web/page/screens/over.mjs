// The end of a game: winner, roles, and what the server counted.
import { button, fillOnChange, h, table } from '../ui/dom.mjs';
import { texts } from '../texts.mjs';

const t = texts.over;

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
export function overPanel(app, match) {
  const element = h('section', { class: 'card over', 'aria-live': 'polite' });
  const update = () => {
    const { over, results, players } = match.state;
    fillOnChange(element, [over, results], () => over ? [...content(over, results, players), button(texts.match.leave, () => app.leaveMatch(), { class: 'small quiet' })] : []);
  };
  return { element, update };
}

/** @param {import('../match/protocol.mjs').GameOver} over @param {import('../match/protocol.mjs').Results|undefined} results @param {import('../match/protocol.mjs').Player[]} players */
function content(over, results, players) {
  const name = (/** @type {string} */ id) => players.find(({ user_id }) => user_id === id)?.username ?? '–';
  const mark = (/** @type {boolean} */ yes) => yes ? texts.play.yes : texts.play.no;
  return [
    h('h2', { tabIndex: -1 }, t.winners[over.winner] ?? t.nobody), h('p', {}, t.reasons[over.reason] ?? over.reason),
    table(t.caption, [t.player, t.role, t.alive, t.kills, t.tasks, t.votes, t.correct], over.players.map(score => [
      name(score.user_id), texts.roles[score.role] ?? score.role, mark(score.alive), score.kills, score.tasks_done, score.votes, score.correct_votes,
    ])),
    h('div', { class: 'results' }, resultLines(results).map(line => h('p', {}, line))),
  ];
}

/** @param {import('../match/protocol.mjs').Results|undefined} results */
function resultLines(results) {
  if (!results) return [t.counting];
  if (!results.counted) return [t.uncounted(results.why ?? '')];
  const { tournament } = results;
  return [
    t.counted, ...results.leaderboard ? [t.score(texts.boards.boards[results.leaderboard] ?? results.leaderboard, results.score)] : [],
    tournament.joined ? t.detective(tournament.correct_votes, tournament.score) : t.notJoined,
  ];
}
