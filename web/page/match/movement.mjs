// Where everyone is drawn: the own player ahead of the server by prediction, the
// others on their way between two snapshots.
import { Walker } from './walker.mjs';
import { op } from './ops.mjs';

/** @typedef {{x: number, z: number}} Spot @typedef {import('./types.mjs').State} State */

const walkPhases = new Set(['lobby', 'playing', 'finished']);
const catchUp = 0.85; // of a correction is still shown after each frame

/** Whether players may walk. @param {State} state */
export const mayWalk = state => walkPhases.has(state.phase) && !state.vent;

/** The movement of everyone in a match. */
export class Movement {
  constructor() {
    this.tickRate = 10;
    /** @type {Map<number, {from: Spot, to: Spot, since: number}>} */
    this.others = new Map();
    this.slip = { x: 0, z: 0 };
    this.lastTick = 0;
    this.first = undefined;
  }

  /** Takes what a message changed. @param {State} state @param {import('./types.mjs').Message} message */
  receive(state, message) {
    const own = state.players.find(({ user_id }) => user_id === state.you);
    this.ownIndex = own?.index;
    if (message.op === op.snapshot) this.measureTicks(message);
    if (message.op === op.state || message.op === op.players) this.renewWalker(state, own);
    const jumped = message.op === op.phase && message.body.players || message.op === op.position && !message.sender;
    if (jumped && own?.x !== undefined) this.put(/** @type {Spot} */ (own));
    if (message.op === op.snapshot) this.hear(message.body.positions);
    this.setTargets(state, message);
  }

  // The walker knows the speed and the walls, which the host may change.
  /** @param {State} state @param {any} own */
  renewWalker(state, own) {
    const walls = state.settings.solid_walls === false ? [] : state.walls;
    const options = { speed: Number(state.settings.max_speed), tickRate: this.tickRate, bounds: state.max.x, walls };
    const same = this.walker && state.map === this.map;
    this.map = state.map;
    if (!same && own?.x === undefined) return;
    if (!same) this.walker = new Walker(own, options);
    else Object.assign(this.walker, { step: options.speed / options.tickRate, walls, bounds: options.bounds });
    if (same && own?.x !== undefined && Math.hypot(own.x - this.walker.at.x, own.z - this.walker.at.z) > 3) this.put(own);
  }

  /** @param {Spot} place */
  put(place) {
    this.walker?.put(place);
    this.slip = { x: 0, z: 0 };
  }

  // The rate of the server's ticks, from their numbers over some seconds.
  measureTicks({ body, now }) {
    this.first ??= { tick: body.tick, now };
    const passed = now - this.first.now;
    if (passed < 3000) return;
    const rate = Math.round(1000 * (body.tick - this.first.tick) / passed);
    this.first = { tick: body.tick, now };
    if (rate < 1 || rate > 60 || rate === this.tickRate || !this.walker) return;
    this.walker.step *= this.tickRate / rate;
    this.tickRate = rate;
  }

  hear(positions) {
    const own = positions.find(({ index }) => index === this.ownIndex);
    if (!own || !this.walker) return;
    const before = this.walker.at;
    this.walker.reconcile(own);
    this.slip = { x: this.slip.x + before.x - this.walker.at.x, z: this.slip.z + before.z - this.walker.at.z };
  }

  setTargets(state, { op: code, now }) {
    for (const { index, x, z } of state.players) {
      if (index === this.ownIndex) continue;
      const other = this.others.get(index);
      if (x === undefined) this.others.delete(index);
      else if (!other || code === op.phase) this.others.set(index, { from: { x, z }, to: { x, z }, since: now });
      else if (other.to.x !== x || other.to.z !== z) {
        this.others.set(index, { from: this.between(other, now), to: { x, z }, since: now });
      }
    }
    const present = new Set(state.players.map(({ index }) => index));
    for (const index of this.others.keys()) if (!present.has(index)) this.others.delete(index);
  }

  between({ from, to, since }, now) {
    // A little longer than a tick, so that a late snapshot does not stop anyone.
    const share = Math.min((now - since) * this.tickRate / 1000 / 1.15, 1);
    return { x: from.x + (to.x - from.x) * share, z: from.z + (to.z - from.z) * share };
  }

  /** @param {{dx?: number, dz?: number}} direction */
  turn(direction) {
    this.walker?.turn(direction);
  }

  /** Goes on to this time, by ticks. @param {number} now @param {boolean} walking */
  advance(now, walking) {
    const tick = Math.floor(now * this.tickRate / 1000);
    const missed = Math.min(tick - this.lastTick, this.tickRate);
    if (this.walker && this.lastTick && walking) for (let n = 0; n < missed; n++) this.walker.tick();
    this.lastTick = tick;
    this.slip = { x: this.slip.x * catchUp, z: this.slip.z * catchUp };
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
    const spots = new Map();
    for (const [index, other] of this.others) spots.set(index, this.between(other, now));
    const own = this.ownSpot(now);
    if (own && this.ownIndex !== undefined) spots.set(this.ownIndex, own);
    return spots;
  }
}
