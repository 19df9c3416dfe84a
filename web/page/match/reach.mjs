// What a player can do here and now, and how long it has to wait for the rest.

/** @typedef {import('./types.mjs').State} State @typedef {import('./types.mjs').Spot} Spot */

/**
 * One action that is offered to the player.
 * @typedef {object} Offer
 * @property {string} kind      kill, report, task, vent, leave, repair, emergency
 * @property {string} target    a user's or a place's id, or a system
 * @property {number} readyAt   when it is possible; 0 = now
 */

/** @param {Spot} a @param {Spot} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.z - b.z);

/**
 * The nearest of the places within the reach.
 * @template {Spot} T
 * @param {T[]} places @param {Spot} here @param {number|undefined} reach
 * @returns {T|undefined}
 */
export function nearest(places, here, reach) {
  /** @type {{place: T, far: number}|undefined} */
  let best;
  for (const place of places) {
    const far = distance(place, here);
    if (far <= Number(reach) && !(best && best.far <= far)) best = { place, far };
  }
  return best?.place;
}

/** Whether a player is in sight. @param {import('./protocol.mjs').Player} player @returns {player is import('./protocol.mjs').Player & Spot} */
const inSight = player => player.x !== undefined;

/** @param {State} state */
export const me = state => state.players.find(({ user_id }) => user_id === state.you);

/**
 * The actions in reach, in the order of their buttons.
 * @param {State} state @param {Spot} here
 * @param {Map<string, number>} arrivals  since when the player is at each task
 * @returns {Offer[]}
 */
export function offers(state, here, arrivals) {
  const self = me(state);
  if (state.phase !== 'playing' || !self) return [];
  if (state.vent) return ventOffers(state);
  return [
    ...self.alive ? [...reportOffers(state, here), ...killOffers(state, here)] : [],
    ...taskOffers(state, here, arrivals),
    ...self.alive ? [...repairOffers(state, here), ...enterOffers(state, here), ...emergencyOffers(state, here)] : [],
  ];
}

/** @param {State} state */
function ventOffers(state) {
  const links = state.vents.find(({ id }) => id === state.vent)?.links ?? [];
  return [offer('leave', ''), ...links.map(id => offer('vent', id))];
}

/** @param {State} state @param {Spot} here */
function killOffers(state, here) {
  if (state.role !== 'imposter') return [];
  const victims = state.players.filter(inSight).filter(({ user_id, alive }) => alive && user_id !== state.you && !state.imposters.includes(user_id));
  const victim = nearest(victims, here, state.settings.kill_distance);
  return [offer('kill', victim?.user_id ?? '', state.killReadyAt)];
}

/** @param {State} state @param {Spot} here */
function reportOffers(state, here) {
  const body = nearest(state.bodies, here, state.settings.report_distance);
  return body ? [offer('report', body.user_id)] : [];
}

/** @param {State} state @param {Spot} here @param {Map<string, number>} arrivals */
function taskOffers(state, here, arrivals) {
  const task = nearest(state.tasks.filter(({ done }) => !done), here, state.settings.task_distance);
  if (!task) return [];
  const since = arrivals.get(task.id);
  const wait = 1000 * Number(state.settings.task_seconds);
  return [offer('task', task.id, since === undefined ? Infinity : since + wait)];
}

/** @param {State} state @param {Spot} here */
function repairOffers(state, here) {
  const broken = state.panels.filter(({ system }) => state.sabotages.some(sabotage => sabotage.system === system));
  const panel = nearest(broken, here, state.settings.task_distance);
  return panel ? [offer('repair', panel.system)] : [];
}

/** @param {State} state @param {Spot} here */
function enterOffers(state, here) {
  const vent = nearest(state.vents, here, state.settings.task_distance);
  return vent && state.role === 'imposter' ? [offer('vent', vent.id)] : [];
}

/** @param {State} state @param {Spot} here */
function emergencyOffers(state, here) {
  const near = distance(state.button, here) <= Number(state.settings.button_distance);
  const closed = state.sabotages.some(({ system }) => system !== 'lights');
  return near && state.meetingsLeft > 0 && !closed ? [offer('emergency', '', state.emergencyReadyAt)] : [];
}

/** @param {string} kind @param {string} target @param {number} [readyAt] @returns {Offer} */
const offer = (kind, target, readyAt = 0) => ({ kind, target, readyAt });

/** The systems that this player may sabotage, and from when on. @param {State} state @returns {Offer[]} */
export function sabotageOffers(state) {
  const self = me(state);
  if (state.mode !== 'sabotage' || state.role !== 'imposter' || state.phase !== 'playing' || !self?.alive || state.vent) return [];
  const readyAt = state.sabotages.length ? Infinity : state.sabotageReadyAt;
  return [...new Set(state.panels.map(({ system }) => system))].map(system => offer('sabotage', system, readyAt));
}

/** Notes at which open tasks the player is, as the server does. @param {Map<string, number>} arrivals @param {State} state @param {Spot} here @param {number} now */
export function updateArrivals(arrivals, state, here, now) {
  for (const task of state.tasks) {
    const near = !task.done && state.phase === 'playing' && distance(task, here) <= Number(state.settings.task_distance);
    if (!near) arrivals.delete(task.id);
    else if (!arrivals.has(task.id)) arrivals.set(task.id, now);
  }
}

/** How far this player sees, in units. @param {State} state */
export function sight(state) {
  if (state.role === 'imposter') return Number(state.settings.imposter_sight);
  const dark = state.sabotages.some(({ system }) => system === 'lights');
  return Number(state.settings.crew_sight) / (dark ? 3 : 1);
}
