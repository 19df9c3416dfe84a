// The rate of the server's ticks, from the numbers of the ticks over some time.

const span = 3000; // milliseconds, for an exact measure
const glance = 700; // for a rough one
const wrong = 1.5; // times: a rate that is so far off is wrong, however slow the connection

/** Measures how many ticks a second the server makes. */
export class TickRate {
  constructor() {
    /** @type {{tick: number, now: number}|undefined} */
    this.first = undefined;
    /** The last exact measure. @type {number|undefined} */
    this.measured = undefined;
  }

  /**
   * Takes the tick of a message. Returns the rate with the first measure, and later with
   * each that equals the one before: a slow moment of the connection gives one wrong
   * measure, not two the same. Before the first it returns a rough one, if the believed
   * rate is wrong.
   * @param {number} tick @param {number} now in milliseconds @param {number} believed @returns {number|undefined}
   */
  hear(tick, now, believed) {
    this.first ??= { tick, now };
    const passed = now - this.first.now;
    const rate = Math.round(1000 * (tick - this.first.tick) / passed);
    const isRate = rate >= 1 && rate <= 60;
    if (passed < span) {
      const isWrong = rate > believed * wrong || rate < believed / wrong;
      return isRate && isWrong && passed >= glance && this.measured === undefined ? rate : undefined;
    }
    const sure = rate === (this.measured ?? rate);
    this.first = { tick, now };
    this.measured = rate;
    return sure && isRate ? rate : undefined;
  }
}
