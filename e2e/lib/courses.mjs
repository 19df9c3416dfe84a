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

  /** Where to draw a player now; undefined = nowhere. */
  at(index, tick = (this.now() - this.start) * this.tickRate) {
    const course = this.players.get(index);
    if (!course) return undefined;
    const length = course.dx || course.dz ? this.step * Math.max(tick - course.tick, 0) : 0;
    return { x: course.x + course.dx * length, y: course.y, z: course.z + course.dz * length };
  }
}
