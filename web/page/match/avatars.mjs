// Where the others are drawn: a little behind the server, so that a new course is
// known before it begins, and nobody is drawn past a turn or a stop.

/** @typedef {import('./types.mjs').Spot} Spot @typedef {import('./courses.mjs').Course} Course */

/**
 * A course as it is drawn: from `begin` to `end` on the way over to it, then on it.
 * @typedef {object} Leg
 * @property {Course} course
 * @property {number} begin            in ticks, as `end`
 * @property {number} end
 * @property {Spot} off                how far the player is off the course at `begin`
 * @property {Leg|undefined} before    what is drawn until then
 */

/** How many ticks behind the server: one, and some time for messages that are late. */
export const behind = 1.2;
const soon = 0.5; // ticks in which a player is moved onto a course that was heard late
const far = 3; // units: a player who is farther off has not walked, but left a vent
const pace = 3; // how much of what the clock is off it makes up for, a second
const lost = 2; // ticks: a clock that is farther off is set

/** The drawn places of the players whose courses are known. */
export class Avatars {
  /** @param {import('./courses.mjs').Courses} courses */
  constructor(courses) {
    this.courses = courses;
    /** @type {Map<number, Leg>} */
    this.legs = new Map();
    this.tick = -Infinity; // that is drawn
    this.now = 0;
  }

  /** Goes on to this time. The clock is even, although messages come unevenly. @param {number} now in milliseconds */
  advance(now) {
    const passed = Math.max(now - this.now, 0) / 1000;
    this.now += passed * 1000;
    const [next, right] = [this.tick + passed * this.courses.tickRate, this.courses.tick - behind];
    this.tick = Math.abs(right - next) < lost ? next + (right - next) * Math.min(passed * pace, 1) : right;
  }

  /** Takes over the courses after a message. @param {boolean} [atOnce] without a way from the place where players are drawn */
  follow(atOnce = false) {
    const { players } = this.courses;
    for (const index of this.legs.keys()) if (!players.has(index)) this.legs.delete(index);
    for (const [index, course] of players) {
      const before = this.legs.get(index);
      if (before?.course !== course) this.legs.set(index, this.legTo(course, atOnce ? undefined : before));
    }
  }

  /** @param {Course} course @param {Leg|undefined} before @returns {Leg} */
  legTo(course, before) {
    // A list does not say its tick: it is the present one.
    const tick = course.tick || Math.round(this.courses.tick);
    const begin = Math.max(this.tick, tick - 1);
    const leg = { course, begin, end: Math.max(tick, begin + soon), off: { x: 0, z: 0 }, before: undefined };
    if (!before || !Number.isFinite(begin)) return leg;
    this.forget(before);
    const [from, to] = [this.spotOn(before, begin), this.courses.along(course, begin)];
    const off = { x: from.x - to.x, z: from.z - to.z };
    return Math.hypot(off.x, off.z) > far ? leg : { ...leg, off, before };
  }

  // What was drawn before is not drawn again.
  /** @param {Leg} leg */
  forget(leg) {
    if (this.tick >= leg.begin) leg.before = undefined;
  }

  /** @param {Leg} leg @param {number} tick @returns {Spot} */
  spotOn({ course, begin, end, off, before }, tick) {
    if (before && tick < begin) return this.spotOn(before, tick);
    const { x, z } = this.courses.along(course, tick);
    const left = Math.min(Math.max((end - tick) / (end - begin), 0), 1) || 0;
    return { x: x + off.x * left, z: z + off.z * left };
  }

  /** Where to draw a player; undefined = nowhere. @param {number} index @returns {Spot|undefined} */
  spot(index) {
    const leg = this.legs.get(index);
    if (!leg) return undefined;
    this.forget(leg);
    return this.spotOn(leg, this.tick);
  }
}
