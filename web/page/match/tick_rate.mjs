// The rate of the server's ticks, from the numbers of the ticks over some seconds.

const span = 3000; // milliseconds

/** Measures how many ticks a second the server makes. */
export class TickRate {
  constructor() {
    /** @type {{tick: number, now: number}|undefined} */
    this.first = undefined;
    /** The last measure. @type {number|undefined} */
    this.measured = undefined;
  }

  /**
   * Takes the tick of a message. Returns the rate with the first measure, and later with
   * each that equals the one before: a slow moment of the connection gives one wrong
   * measure, not two the same.
   * @param {number} tick @param {number} now in milliseconds @returns {number|undefined}
   */
  hear(tick, now) {
    this.first ??= { tick, now };
    const passed = now - this.first.now;
    if (passed < span) return undefined;
    const rate = Math.round(1000 * (tick - this.first.tick) / passed);
    const sure = rate === (this.measured ?? rate);
    this.first = { tick, now };
    this.measured = rate;
    return sure && rate >= 1 && rate <= 60 ? rate : undefined;
  }
}
