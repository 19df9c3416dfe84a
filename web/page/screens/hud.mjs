// What is shown over the map while a game is played: role, tasks, alarms, actions.
import { button, h } from '../ui/dom.mjs';
import { setText, showItems } from '../ui/keyed.mjs';
import { me, offers, sabotageOffers } from '../match/reach.mjs';
import { isTyping } from '../input/walking.mjs';
import { op } from '../match/ops.mjs';
import { texts, words } from '../texts.mjs';

const t = texts.hud;

/** The key of each kind of action. @type {Record<string, string>} */
const keyOf = { kill: 'Q', report: 'R', task: 'E', repair: 'E', emergency: 'F', vent: 'V', leave: 'X', sabotage: '' };

/** @typedef {import('../match/reach.mjs').Offer} Offer @typedef {import('../match/types.mjs').State} State */

/** What is sent for an action. @param {import('../match/match.mjs').Match} match @param {Offer} offer */
function act(match, { kind, target }) {
  switch (kind) {
    case 'kill': return match.send(op.kill, { target });
    case 'report': return match.send(op.report, { body: target });
    case 'task': return match.sendAndAsk(op.task, { task: target });
    case 'vent': return match.sendAndAsk(op.vent, { vent: target });
    case 'leave': return match.sendAndAsk(op.vent, {});
    case 'repair': return match.send(op.repair, { system: target });
    case 'emergency': return match.send(op.vote, { call: true });
    case 'sabotage': return match.send(op.sabotage, { system: target });
    default: return undefined;
  }
}

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match @param {() => void} toggleMap */
export function hud(app, match, toggleMap) {
  const leave = button(texts.match.leave, () => confirm(texts.match.sure) && app.leaveMatch(), { class: 'small quiet' });
  const role = h('strong', { class: 'role' });
  const progress = h('progress', { max: 1, value: 0, 'aria-label': t.tasks });
  const progressText = h('span', {});
  const alarms = h('div', { class: 'alarms', role: 'alert' });
  const hint = h('p', { class: 'hint' });
  const tasks = h('ul', { class: 'tasks' });
  const actions = h('div', { class: 'actions', role: 'group', 'aria-label': t.actions });
  const map = button(`${t.map} (M)`, toggleMap, { class: 'small' });
  const element = h('div', { class: 'hud' },
    h('div', { class: 'top' }, h('div', { class: 'row' }, role, map), h('label', { class: 'row progress' }, `${t.tasks} `, progress, progressText), alarms,
      h('details', { class: 'mine', open: innerWidth > 700 && innerHeight > 500 }, h('summary', {}, t.mine), hint, tasks, leave)),
    actions);

  /** @type {Offer[]} */
  let offered = [];
  /** @param {string} id of an offer as it is now */
  const choose = id => {
    const offer = offered.find(one => idOf(one) === id);
    if (offer) act(match, offer);
  };
  /** @param {KeyboardEvent} event */
  const press = event => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || match.state.phase !== 'playing') return;
    const key = event.key.toUpperCase();
    if (key === 'M') return toggleMap();
    const offer = offered.find(({ kind, readyAt }) => keyOf[kind] === key && readyAt <= performance.now());
    if (offer) act(match, offer);
  };

  /** @param {{x: number, z: number}|undefined} own @param {number} now */
  const update = (own, now) => {
    const { state } = match;
    const self = me(state);
    setText(role, `${texts.roles[state.role] ?? ''}${self?.alive ? '' : `, ${texts.roles.ghost}`}`);
    role.classList.toggle('imposter', state.role === 'imposter');
    progress.value = state.tasksTotal ? state.tasksDone / state.tasksTotal : 0;
    setText(progressText, `${state.tasksDone}/${state.tasksTotal}`);
    showItems(alarms, state.sabotages, ({ system }) => system, () => h('p', { class: 'alarm' }), (line, { system, endsAt }) =>
      setText(line, t.alarm(t.systems[system] ?? words(system), endsAt ? secondsUntil(endsAt, now) : 0)));
    setText(hint, state.role === 'imposter' ? t.imposterTasks : self?.alive ? t.walkHint : t.ghost);
    showItems(tasks, state.tasks, ({ id }) => id, ({ id }) => h('li', {}, words(id)), (line, { id, done }) => {
      setText(line, `${done ? '✓' : '○'} ${words(id)} (${done ? t.done : t.open})`);
    });
    offered = own ? [...offers(match.present(), own, match.arrivals), ...sabotageOffers(state)] : [];
    showOffers(actions, offered, choose, state, now);
  };
  return { element, update, press };
}

/** @param {number} time @param {number} now */
const secondsUntil = (time, now) => Math.max(0, Math.ceil((time - now) / 1000));

// The button to kill stays when another player comes nearer.
/** @param {Offer} offer */
const idOf = ({ kind, target }) => kind === 'kill' ? 'kill' : `${kind} ${target}`;

/** @param {HTMLElement} actions @param {Offer[]} offered @param {(id: string) => void} choose @param {State} state @param {number} now */
function showOffers(actions, offered, choose, state, now) {
  showItems(actions, offered, idOf, offer => button('', () => choose(idOf(offer)), { class: `action ${offer.kind}`, 'data-kind': offer.kind }), (element, offer) => {
    const wait = offer.readyAt > now ? secondsUntil(offer.readyAt, now) : 0;
    const text = t.kinds[offer.kind](nameOf(state, offer));
    const key = keyOf[offer.kind] ? `${text} [${keyOf[offer.kind]}]` : text;
    setText(element, wait && Number.isFinite(wait) ? t.wait(text, wait) : key);
    element.disabled = wait > 0 || offer.kind === 'kill' && !offer.target;
  });
}

/** @param {State} state @param {Offer} offer */
function nameOf(state, { kind, target }) {
  if (kind === 'kill' || kind === 'report') return state.players.find(({ user_id }) => user_id === target)?.username ?? '';
  return t.systems[target] ?? words(target);
}
