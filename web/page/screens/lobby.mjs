// The lobby of a match: players, the link to share, settings, and the host's rights.
import { button, field, form, h, select } from '../ui/dom.mjs';
import { setText, showItems } from '../ui/keyed.mjs';
import { markCanvas } from '../draw/marks.mjs';
import { settingsForm } from './settings.mjs';
import { op } from '../match/ops.mjs';
import { texts } from '../texts.mjs';

const t = texts.lobby;

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
export function lobbyPanel(app, match) {
  const heading = h('h2', { tabIndex: -1 }, t.heading);
  const count = h('p', {});
  const players = h('ul', { class: 'players' });
  const hint = h('p', { class: 'hint' });
  const start = button(t.start, () => match.send(op.start, {}), { class: 'primary', id: 'start' });
  const bots = botsForm(match);
  const settings = settingsForm(app, match);
  const element = h('section', { class: 'card lobby', 'aria-label': t.heading },
    heading, shareRow(app, match), h('div', { class: 'row' }, start, bots.element), hint, count, players, settings.element,
    button(texts.match.leave, () => app.leaveMatch(), { class: 'quiet' }));
  const update = () => {
    const { state } = match;
    const isHost = state.host === state.you;
    setText(count, t.players(state.players.length, Number(state.settings.max_players)));
    showPlayers(players, match, isHost);
    start.hidden = bots.element.hidden = !isHost;
    bots.update();
    const least = Number(state.settings.min_players);
    start.disabled = state.phase !== 'lobby' || state.players.filter(({ connected }) => connected).length < least;
    const host = state.players.find(({ user_id }) => user_id === state.host)?.username ?? '';
    setText(hint, state.over ? t.again : isHost ? start.disabled ? t.needs(least) : '' : t.waiting(host));
    settings.update(isHost);
  };
  return { element, update };
}

/** @param {HTMLElement} list @param {import('../match/match.mjs').Match} match @param {boolean} isHost */
function showPlayers(list, match, isHost) {
  const { state } = match;
  showItems(list, state.players, ({ user_id }) => user_id, ({ user_id, username, index }) => h('li', { 'data-user': user_id },
    markCanvas(index), h('span', { class: 'name' }), button(t.kick, () => match.send(op.kick, { target: user_id }), {
      class: 'small', 'aria-label': t.kickOne(username),
    })), (element, player) => {
    const notes = [
      player.user_id === state.host && t.host, player.user_id === state.you && t.you, player.bot && t.bot, !player.connected && !player.bot && t.away,
    ].filter(Boolean);
    setText(/** @type {Element} */ (element.querySelector('.name')), `${player.username}${notes.length ? ` (${notes.join(', ')})` : ''}`);
    /** @type {HTMLElement} */ (element.querySelector('button')).hidden = !isHost || player.user_id === state.you;
  });
}

/** How many seats bots play (op 14). @param {import('../match/match.mjs').Match} match */
function botsForm(match) {
  const most = 14;
  const choice = select(Array.from({ length: most + 1 }, (_, n) => [String(n), String(n)]), '0', { id: 'bots' });
  const element = form(() => match.send(op.bots, { count: Number(choice.value) }), field(t.bots, choice), h('button', { type: 'submit' }, t.setBots));
  let shown = 0;
  const update = () => {
    const bots = match.state.players.filter(({ bot }) => bot).length;
    if (bots !== shown) choice.value = String(bots);
    shown = bots;
  };
  return { element, update };
}

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
function shareRow(app, match) {
  const { origin, pathname } = location;
  const link = `${origin}${pathname}#/${match.code ? `join/${match.code}` : `match/${match.matchID}`}`;
  const input = h('input', { readOnly: true, value: link, onfocus: () => { input.select(); } });
  return h('div', {}, match.code && h('p', { class: 'code' }, t.code(match.code)),
    form(async () => {
      input.select();
      // There is no clipboard without https, except on this machine.
      if (navigator.clipboard) await navigator.clipboard.writeText(link);
      else document.execCommand('copy');
      app.toast(t.copied, 'good');
    }, field(t.share, input), h('button', { type: 'submit' }, t.copy)));
}
