// Where everyone is drawn: the own player ahead of the server by prediction, the
// others a little behind it on their courses.
import { Avatars } from './avatars.mjs';
import { Courses } from './courses.mjs';
import { TickRate } from './tick_rate.mjs';
import { Walker } from './walker.mjs';
import { op } from './ops.mjs';

/** @typedef {import('./types.mjs').Spot} Spot @typedef {import('./types.mjs').State} State @typedef {import('./protocol.mjs').Player} Player */
/** @typedef {import('./types.mjs').Received} Received */

const walkPhases = new Set(['lobby', 'playing', 'finished']);
const catchUp = 0.85; // of a correction is still shown after each frame
const far = 3; // units: a larger correction is shown at once

/** Whether players may walk. @param {State} state */
export const mayWalk = state => walkPhases.has(state.phase) && !state.vent;

/** The movement of everyone in a match. */
export class Movement {
  /** @param {number} [tickRate] of the server, as far as it is known */
  constructor(tickRate = 10) {
    this.tickRate = tickRate;
    this.measure = new TickRate();
    this.now = 0; // milliseconds
    this.courses = new Courses({ speed: 0, tickRate, now: () => this.now / 1000 });
    this.avatars = new Avatars(this.courses);
    this.slip = { x: 0, z: 0 };
    this.lastTick = 0;
    /** @type {number|undefined} */
    this.ownIndex = undefined;
    /** @type {Walker|undefined} */
    this.walker = undefined;
    this.map = '';
    /** Called when the server has turned out to have another rate. @type {(rate: number) => void} */
    this.ontickrate = () => {};
  }

  /** Takes what a message changed. @param {State} state @param {Received} message */
  receive(state, message) {
    this.goOn(message.now);
    const own = state.players.find(({ user_id }) => user_id === state.you);
    this.ownIndex = own?.index;
    if (message.op === op.snapshot) this.setTickRate(this.measure.hear(message.body.tick, message.now, this.tickRate) ?? this.tickRate);
    if (message.op === op.state || message.op === op.players) this.renewWalker(state, own);
    const jumped = message.op === op.phase && message.body.players || message.op === op.position && !message.sender;
    if (jumped && own?.x !== undefined) this.put(/** @type {Spot} */ (own));
    this.hear(state, message);
  }

  // The walker knows the speed and the walls, which the host may change.
  /** @param {State} state @param {Player|undefined} own */
  renewWalker(state, own) {
    const walls = state.settings.solid_walls === false ? [] : state.walls;
    const options = { speed: Number(state.settings.max_speed), tickRate: this.tickRate, bounds: state.max.x, walls };
    this.courses.step = options.speed / options.tickRate;
    const place = own?.x === undefined ? undefined : /** @type {Spot} */ (own);
    if (!this.walker || state.map !== this.map) this.walker = place && new Walker(place, options);
    else {
      Object.assign(this.walker, { step: this.courses.step, walls, bounds: options.bounds });
      if (place) this.reconcile(place);
    }
    this.map = state.map;
  }

  /** @param {Spot} place */
  put(place) {
    this.walker?.put(place);
    this.slip = { x: 0, z: 0 };
  }

  /** @param {number} rate */
  setTickRate(rate) {
    if (rate === this.tickRate) return;
    const step = this.courses.step * this.tickRate / rate;
    Object.assign(this.courses, { step, tickRate: rate, start: Infinity });
    if (this.walker) this.walker.step = step;
    this.tickRate = rate;
    this.ontickrate(rate);
  }

  /** @param {State} state @param {Received} message */
  hear(state, { op: code, body }) {
    if (code === op.snapshot) this.hearCourses(body);
    else if ((code === op.state || code === op.phase || code === op.players) && body.players) this.courses.list(body.players);
    else if (code === op.death) this.courses.remove(state.players.find(({ user_id }) => user_id === body.user_id)?.index ?? -1);
    else return;
    this.avatars.follow(code === op.phase);
  }

  /** @param {import('./protocol.mjs').Courses} body */
  hearCourses(body) {
    this.courses.hear(body);
    const own = body.courses.find(({ index }) => index === this.ownIndex);
    if (own) this.reconcile(own);
  }

  // Takes where the server has, or had a moment ago, the own player.
  /** @param {Spot} place */
  reconcile(place) {
    this.correct(walker => { if (walker.reconcile(place) > far) walker.put(place); });
  }

  // Changes where the own player is, and shows the difference over some frames.
  /** @param {(walker: Walker) => void} change */
  correct(change) {
    if (!this.walker) return;
    const before = this.walker.at;
    change(this.walker);
    const { at } = this.walker;
    this.slip = { x: this.slip.x + before.x - at.x, z: this.slip.z + before.z - at.z };
    if (Math.hypot(this.slip.x, this.slip.z) > far) this.slip = { x: 0, z: 0 };
  }

  /** @param {{dx?: number, dz?: number}} direction */
  turn(direction) {
    this.walker?.turn(direction);
  }

  /** Goes on to this time, by ticks. @param {number} now @param {boolean} walking */
  advance(now, walking) {
    this.goOn(now);
    const tick = Math.floor(now * this.tickRate / 1000);
    const missed = Math.min(tick - this.lastTick, this.tickRate);
    if (this.walker && this.lastTick && walking) for (let n = 0; n < missed; n++) this.walkTick();
    this.lastTick = tick;
    this.slip = { x: this.slip.x * catchUp, z: this.slip.z * catchUp };
  }

  // While the player stands, a tick only corrects the place.
  walkTick() {
    if (this.walker?.dx || this.walker?.dz) this.walker.tick();
    else this.correct(walker => walker.tick());
  }

  /** @param {number} now */
  goOn(now) {
    this.now = Math.max(this.now, now);
    this.avatars.advance(this.now);
  }

  /** Where this player is drawn. @param {number} now @returns {Spot|undefined} */
  ownSpot(now) {
    if (!this.walker) return undefined;
    const { at, past } = this.walker;
    const before = past.at(-2) ?? at;
    const share = now * this.tickRate / 1000 - Math.floor(now * this.tickRate / 1000);
    return {
      x: before.x + (at.x - before.x) * share + this.slip.x,
      z: before.z + (at.z - before.z) * share + this.slip.z,
    };
  }

  /** Where everyone is drawn, by index. @param {number} now @returns {Map<number, Spot>} */
  spots(now) {
    /** @type {Map<number, Spot>} */
    const spots = new Map();
    for (const index of this.avatars.legs.keys()) {
      const spot = this.avatars.spot(index);
      if (spot) spots.set(index, spot);
    }
    const own = this.ownSpot(now);
    if (own && this.ownIndex !== undefined) spots.set(this.ownIndex, own);
    return spots;
  }
}
