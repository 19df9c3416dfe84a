import type { Place } from './protocol.mjs';

/** Where a player was at a tick, and the direction in which the player goes on. Tick 0 = told in a list. */
export type Course = Place & { dx: number; dz: number; tick: number };

export class Courses {
  constructor(options: { speed: number; tickRate?: number; now?: () => number }); // in seconds
  step: number; // units a tick
  tickRate: number;
  start: number; // of the ticks; Infinity = not yet known
  players: Map<number, Course>; // by index
  readonly tick: number;
  list(players: { index: number; x?: number; y?: number; z?: number }[]): void;
  hear(message: { tick: number; courses: (Place & { index: number; dx: number; dz: number })[]; hidden: number[] }): void;
  remove(index: number): void;
  at(index: number, tick?: number): Place | undefined;
  along(course: Course, tick: number): Place;
}
