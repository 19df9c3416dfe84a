/** Where players are who go on by themselves: for clients that joined with { positions: "course" }. */
export class Courses {
  constructor({ speed, tickRate = 10, now = () => performance.now() / 1000 }) {
    Object.assign(this, { step: speed / tickRate, tickRate, now, start: Infinity, players: new Map() });
  }

  /** Call it with each list of players, as in ops 100, 101 and 108: all stand. */
  list(players) {
    this.players.clear();
    for (const { index, x, y, z } of players) {
      if (x !== undefined) this.players.set(index, { x, y, z, dx: 0, dz: 0, tick: 0 });
    }
  }

  /** Call it with op 103. */
  hear({ tick, courses, hidden }) {
    // When the ticks began. The message that took the shortest time says it best.
    this.start = Math.min(this.start + 0.01, this.now() - tick / this.tickRate);
    for (const { index, ...course } of courses) this.players.set(index, { ...course, tick });
    for (const index of hidden) this.players.delete(index);
  }

  /** Call it when a player died before your eyes: op 105. */
  remove(index) {
    this.players.delete(index);
  }

  /** The server's tick, with its fraction. */
  get tick() {
    return (this.now() - this.start) * this.tickRate;
  }

  /** Where a player is; undefined = not in sight. */
  at(index, tick = this.tick) {
    const course = this.players.get(index);
    return course && this.along(course, tick);
  }

  /** Where a course leads until a tick. */
  along({ x, y, z, dx, dz, tick: begin }, tick) {
    const length = dx || dz ? this.step * Math.max(tick - begin, 0) : 0;
    return { x: x + dx * length, y, z: z + dz * length };
  }
}
