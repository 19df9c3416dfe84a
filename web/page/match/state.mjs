// What a player knows of a match, as a pure function of the messages so far.
import { op } from './ops.mjs';

/** @typedef {import('./types.mjs').State} State @typedef {import('./types.mjs').Message} Message */

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
  const change = message.own ? sent[message.op] : received[message.op];
  return change ? change(state, message.body, message) : state;
}

/** The absolute time of a time left. @param {number|undefined} left in milliseconds; 0 = none @param {number} now */
const at = (left, now) => left ? now + left : 0;
/** @param {State} state @param {string} name */
const seconds = (state, name) => 1000 * Number(state.settings[name] ?? 0);

/** @type {Record<number, (state: State, body: any, message: Message) => State>} */
const received = {
  [op.position]: (state, { x, y, z, hidden }, { sender }) =>
    placed(state, sender ?? state.you, hidden ? undefined : { x, y, z }),

  [op.snapshot]: (state, { courses, hidden }) => {
    const places = new Map(courses.map(({ index, x, y, z }) => [index, { x, y, z }]));
    const gone = new Set(hidden);
    const players = state.players.map(player => {
      const place = places.get(player.index);
      if (place) return { ...player, ...place };
      return gone.has(player.index) ? without(player) : player;
    });
    return { ...state, players };
  },

  [op.state]: (state, body, { now }) => ({
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

  [op.phase]: (state, body, { now }) => {
    const next = {
      ...state, phase: body.phase, endsAt: at(body.remaining_ms, now), round: body.round,
      caller: body.caller ?? '', body: body.body ?? '', players: body.players ?? state.players,
    };
    return entered[body.phase]?.(next, now, state) ?? next;
  },

  [op.role]: (state, { role, imposters, tasks }) => ({
    ...state, role, imposters: imposters ?? [], tasks: tasks.map(task => ({ ...task, done: false })),
  }),

  [op.tally]: (state, tally) => ({
    ...state, tally,
    players: state.players.map(player => player.user_id === tally.ejected ? { ...player, alive: false } : player),
  }),

  [op.death]: (state, body, { now }) => {
    const mine = state.killing === body.user_id;
    return {
      ...state,
      bodies: [...state.bodies.filter(({ user_id }) => user_id !== body.user_id), body],
      players: state.players.map(player => player.user_id === body.user_id ? { ...player, alive: false } : player),
      killReadyAt: mine ? now + seconds(state, 'kill_cooldown_seconds') : state.killReadyAt,
      killing: mine ? '' : state.killing,
    };
  },

  [op.tasks]: (state, { done, total }) => ({ ...state, tasksDone: done, tasksTotal: total }),

  [op.sabotaged]: (state, { system, active, remaining_ms }, { now }) => ({
    ...state,
    sabotages: [...state.sabotages.filter(other => other.system !== system),
      ...active ? [{ system, endsAt: at(remaining_ms, now) }] : []],
    sabotageReadyAt: active ? 0 : now + seconds(state, 'sabotage_cooldown_seconds'),
  }),

  [op.players]: (state, { event, user_id, host, settings, players }) => ({
    ...state, host, players, settings: settings ?? state.settings,
    // A vote for a player who has left no longer counts, and may be cast again.
    ...event === 'left' && state.myVote === user_id
      ? { myVote: undefined, voted: state.voted.filter(id => id !== state.you) } : {},
  }),

  [op.vote]: (state, { voted, call }, { sender }) => {
    if (voted && sender) return { ...state, voted: [...state.voted.filter(id => id !== sender), sender] };
    if (call && sender === state.you) return { ...state, meetingsLeft: Math.max(0, state.meetingsLeft - 1) };
    return state;
  },

  [op.rejected]: (state, { op: refused }) => refused === op.kill ? { ...state, killing: '' }
    : refused === op.vote && !state.voted.includes(state.you) ? { ...state, myVote: undefined } : state,

  [op.gameOver]: (state, over) => ({ ...state, over }),
  [op.results]: (state, results) => ({ ...state, results }),
};

/** Our own messages, as far as nothing answers them. @type {Record<number, (state: State, body: any, message: Message) => State>} */
const sent = {
  [op.kill]: (state, { target }) => ({ ...state, killing: target }),
  [op.vote]: (state, { target, skip }) => target || skip ? { ...state, myVote: target ?? '' } : state,
  [op.vent]: (state, { vent }) => ({ ...state, vent: vent ?? '' }),
};

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

// A meeting takes the bodies away and repairs what is critical.
function meeting(state, now) {
  const sabotages = state.sabotages.filter(({ system }) => system !== 'reactor');
  const repaired = sabotages.length < state.sabotages.length;
  return {
    ...state, bodies: [], vent: '', killing: '', tally: undefined, sabotages,
    sabotageReadyAt: repaired ? now + seconds(state, 'sabotage_cooldown_seconds') : state.sabotageReadyAt,
  };
}

const cleared = () => ({
  imposters: [], tasks: [], vents: [], bodies: [], sabotages: [], sabotageReadyAt: 0, tally: undefined, over: undefined,
  results: undefined, voted: [], myVote: undefined, vent: '', killing: '', tasksDone: 0, tasksTotal: 0,
});

function placed(state, userID, place) {
  const players = state.players.map(player => player.user_id !== userID ? player : place ? { ...player, ...place } : without(player));
  return { ...state, players };
}

/** A player whose place is not known. @param {any} player */
function without({ x: _x, y: _y, z: _z, ...player }) {
  return player;
}
