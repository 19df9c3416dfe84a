// What a player knows of a match, as a pure function of the messages so far.
import { op } from './ops.mjs';

/** @typedef {import('./types.mjs').State} State @typedef {import('./types.mjs').Message} Message */
/** @typedef {import('./protocol.mjs').Player} Player @typedef {import('./protocol.mjs').Settings} Settings */

const origin = Object.freeze({ x: 0, y: 0, z: 0 });

/** Before op 100 has arrived. @type {State} */
export const nothing = Object.freeze({
  matchID: '', phase: '', endsAt: 0, round: 0, mode: 'classic', map: '', host: '', you: '', settings: {}, players: [],
  role: '', imposters: [], tasks: [], tasksDone: 0, tasksTotal: 0, sabotages: [], sabotageReadyAt: 0,
  button: origin, panels: [], vents: [], walls: [], min: origin, max: origin,
  bodies: [], caller: '', body: '', voted: [], myVote: undefined, vent: '',
  killReadyAt: 0, killing: '', meetingsLeft: 0, emergencyReadyAt: 0,
  tally: undefined, over: undefined, results: undefined,
});

/** @param {State} state @param {Message} message @returns {State} */
export function reduce(state, message) {
  return message.own ? afterSending(state, message) : afterHearing(state, message);
}

/** @template {keyof Heard} Op @param {State} state @param {import('./types.mjs').Received<Op>} message */
const afterHearing = (state, message) => received[message.op]?.(state, message) ?? state;

/** The absolute time of a time left. @param {number|undefined} left in milliseconds; 0 = none @param {number} now */
const at = (left, now) => left ? now + left : 0;
/** @param {State} state @param {'kill_cooldown_seconds'|'emergency_cooldown_seconds'|'sabotage_cooldown_seconds'} name */
const seconds = (state, name) => 1000 * (state.settings[name] ?? 0);

/** @typedef {import('./types.mjs').Heard} Heard */

/** What each message of the server changes. @type {{ [Op in keyof Heard]: (state: State, message: import('./types.mjs').Received<Op>) => State }} */
const received = {
  [op.position]: (state, { body: { x, y, z, hidden }, sender }) =>
    placed(state, sender ?? state.you, hidden ? undefined : { x, y, z }),

  [op.snapshot]: (state, { body }) => {
    const places = new Map(body.courses.map(({ index, x, y, z }) => [index, { x, y, z }]));
    const gone = new Set(body.hidden);
    const players = state.players.map(player => {
      const place = places.get(player.index);
      if (place) return { ...player, ...place };
      return gone.has(player.index) ? without(player) : player;
    });
    return { ...state, players };
  },

  [op.state]: (state, { body, now }) => ({
    ...nothing,
    matchID: body.match_id, phase: body.phase, endsAt: at(body.remaining_ms, now), round: body.round,
    mode: body.mode, map: body.map, host: body.host, you: body.you, settings: body.settings, players: body.players,
    role: body.role ?? '', imposters: body.imposters ?? [], tasks: body.tasks,
    tasksDone: body.tasks_done, tasksTotal: body.tasks_total,
    sabotages: body.sabotages.map(({ system, remaining_ms }) => ({ system, endsAt: at(remaining_ms, now) })),
    sabotageReadyAt: at(body.sabotage_cooldown_ms, now),
    button: body.button, panels: body.panels, vents: body.vents ?? [], walls: body.walls, min: body.min, max: body.max,
    bodies: body.bodies, caller: body.caller ?? '', body: body.body ?? '', voted: body.voted,
    myVote: body.voted.includes(body.you) ? state.myVote : undefined, vent: body.vent ?? '',
    killReadyAt: at(body.kill_cooldown_ms, now), meetingsLeft: body.meetings_left ?? 0,
    emergencyReadyAt: at(body.emergency_cooldown_ms, now),
  }),

  [op.phase]: (state, { body, now }) => {
    const next = {
      ...state, phase: body.phase, endsAt: at(body.remaining_ms, now), round: body.round,
      caller: body.caller ?? '', body: body.body ?? '', players: body.players ?? state.players,
    };
    return entered[body.phase]?.(next, now, state) ?? next;
  },

  [op.role]: (state, { body: { role, imposters = [], tasks } }) => ({
    ...state, role, imposters, tasks: tasks.map(task => ({ ...task, done: false })),
  }),

  [op.tally]: (state, { body: tally }) => ({
    ...state, tally,
    players: state.players.map(player => player.user_id === tally.ejected ? { ...player, alive: false } : player),
  }),

  [op.death]: (state, { body, now }) => {
    const mine = state.killing === body.user_id;
    return {
      ...state,
      bodies: [...state.bodies.filter(({ user_id }) => user_id !== body.user_id), body],
      players: state.players.map(player => player.user_id === body.user_id ? { ...player, alive: false } : player),
      killReadyAt: mine ? now + seconds(state, 'kill_cooldown_seconds') : state.killReadyAt,
      killing: mine ? '' : state.killing,
    };
  },

  [op.tasks]: (state, { body: { done, total } }) => ({ ...state, tasksDone: done, tasksTotal: total }),

  [op.sabotaged]: (state, { body: { system, active, remaining_ms }, now }) => ({
    ...state,
    sabotages: [...state.sabotages.filter(other => other.system !== system),
      ...active ? [{ system, endsAt: at(remaining_ms, now) }] : []],
    sabotageReadyAt: active ? 0 : now + seconds(state, 'sabotage_cooldown_seconds'),
  }),

  [op.players]: (state, { body: { event, user_id, host, settings, players } }) => ({
    ...state, host, players, settings: settings ?? state.settings,
    // A vote for a player who has left no longer counts, and may be cast again.
    ...event === 'left' && state.myVote === user_id
      ? { myVote: undefined, voted: state.voted.filter(id => id !== state.you) } : {},
  }),

  [op.vote]: (state, { body: { voted, call }, sender }) => {
    if (voted && sender) return { ...state, voted: [...state.voted.filter(id => id !== sender), sender] };
    if (call && sender === state.you) return { ...state, meetingsLeft: Math.max(0, state.meetingsLeft - 1) };
    return state;
  },

  [op.rejected]: (state, { body: { op: refused } }) => refused === op.kill ? { ...state, killing: '' }
    : refused === op.vote && !state.voted.includes(state.you) ? { ...state, myVote: undefined } : state,

  [op.gameOver]: (state, { body: over }) => ({ ...state, over }),
  [op.results]: (state, { body: results }) => ({ ...state, results }),
};

/** Our own messages change what nothing answers. @param {State} state @param {import('./types.mjs').Sent} message @returns {State} */
function afterSending(state, { op: code, body }) {
  switch (code) {
    case op.kill: return { ...state, killing: body.target };
    case op.vote: return body.target || body.skip ? { ...state, myVote: body.target ?? '' } : state;
    case op.vent: return { ...state, vent: body.vent ?? '' };
    default: return state;
  }
}

/** What a phase changes beside itself. @type {Record<string, (state: State, now: number, before: State) => State>} */
const entered = {
  // The lobby after a game still shows how the game ended.
  lobby: state => ({ ...state, ...cleared(), role: '', over: state.over, results: state.results }),
  starting: state => ({ ...state, ...cleared(), role: '' }),
  playing: (state, now) => ({
    ...state,
    ...state.round === 1 ? { ...cleared(), meetingsLeft: Number(state.settings.emergency_meetings ?? 0) } : {},
    bodies: [], tally: undefined, voted: [], myVote: undefined, vent: '', killing: '',
    killReadyAt: now + seconds(state, 'kill_cooldown_seconds'),
    emergencyReadyAt: now + seconds(state, 'emergency_cooldown_seconds'),
  }),
  discussion: (state, now) => meeting(state, now),
  // Only the first phase of a meeting says who called it.
  voting: (state, now, { caller, body }) => ({ ...meeting(state, now), caller: state.caller || caller, body: state.body || body, voted: [], myVote: undefined }),
  reveal: (state, _now, { caller, body }) => ({ ...state, caller, body }),
};

/** A meeting takes the bodies away and repairs what is critical. @param {State} state @param {number} now @returns {State} */
function meeting(state, now) {
  const sabotages = state.sabotages.filter(({ system }) => system !== 'reactor');
  const repaired = sabotages.length < state.sabotages.length;
  return {
    ...state, bodies: [], vent: '', killing: '', tally: undefined, sabotages,
    sabotageReadyAt: repaired ? now + seconds(state, 'sabotage_cooldown_seconds') : state.sabotageReadyAt,
  };
}

/** @returns {Partial<State>} */
const cleared = () => ({
  imposters: [], tasks: [], vents: [], bodies: [], sabotages: [], sabotageReadyAt: 0, tally: undefined, over: undefined,
  results: undefined, voted: [], myVote: undefined, vent: '', killing: '', tasksDone: 0, tasksTotal: 0,
});

/** @param {State} state @param {string} userID @param {Partial<import('./protocol.mjs').Place>} [place] @returns {State} */
function placed(state, userID, place) {
  const players = state.players.map(player => player.user_id !== userID ? player : place ? { ...player, ...place } : without(player));
  return { ...state, players };
}

/** A player whose place is not known. @param {Player} player @returns {Player} */
function without({ x: _x, y: _y, z: _z, ...player }) {
  return player;
}
