// What this page knows of a match, and the messages that change it. The payloads are
// in protocol.d.mts.
import type {
  Body, Courses, FromClient, FromServer, GameOver, OwnTask, Panel, Place, Player, Results, Settings, Tally, VentPlace, Wall,
} from './protocol.mjs';

export interface Spot { x: number; z: number }
export interface Sabotage { system: string; endsAt: number }

/** All that this player knows of a match. Times are absolute, in milliseconds; 0 = none. */
export interface State {
  matchID: string; phase: string; endsAt: number; round: number; mode: string; map: string; host: string; you: string;
  settings: Settings; players: Player[]; // a player is where the last course begins
  role: string; imposters: string[]; tasks: OwnTask[]; tasksDone: number; tasksTotal: number;
  sabotages: Sabotage[]; sabotageReadyAt: number;
  button: Place; panels: Panel[]; vents: VentPlace[]; walls: Wall[]; min: Place; max: Place;
  bodies: Body[]; caller: string; body: string; voted: string[]; myVote: string | undefined; vent: string;
  killReadyAt: number; killing: string; meetingsLeft: number; emergencyReadyAt: number;
  tally: Tally | undefined; over: GameOver | undefined; results: Results | undefined;
}

/** The payloads that this page hears: it joins with { positions: "course" }. */
export type Heard = Omit<FromServer, 103> & { 103: Courses };

/** A message of the server. */
export type Received<Op extends keyof Heard = keyof Heard> = {
  [O in Op]: { op: O; body: Heard[O]; sender?: string; own?: undefined; now: number }
}[Op];

/** A message of our own that is being sent. */
export type Sent<Op extends keyof FromClient = keyof FromClient> = {
  [O in Op]: { op: O; body: FromClient[O]; own: true; now: number }
}[Op];

export type Message = Received | Sent;
