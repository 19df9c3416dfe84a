// The payloads of protocol/sagishi.proto as this page uses them.

export interface Spot { x: number; z: number }
export interface Place { x: number; y: number; z: number }
export interface Wall { x1: number; z1: number; x2: number; z2: number }
export interface Player {
  index: number; user_id: string; username: string; alive: boolean; connected: boolean; bot?: boolean;
  x?: number; y?: number; z?: number; // where the last course begins; none = not in sight
}
export interface Task extends Place { id: string; done: boolean }
export interface Vent extends Place { id: string; links: string[] }
export interface Panel extends Place { system: string }
export interface Body extends Place { user_id: string }
export interface Sabotage { system: string; endsAt: number }
export interface Tally {
  votes: { target: string; count: number; voters?: string[] }[];
  ejected: string; reason: string; role?: string;
}
export interface Score {
  user_id: string; role: string; alive: boolean; kills: number; tasks_done: number; votes: number; correct_votes: number;
}
export interface GameOver { winner: string; reason: string; players: Score[] }
export interface Results {
  game: string; counted: boolean; why?: string; leaderboard: string; score: number;
  tournament: { id: string; joined: boolean; correct_votes: number; score: number };
}
export interface Rejected { op: number; code: string; message: string }
export type Settings = Record<string, number | boolean | string>;

/** All that this player knows of a match. Times are absolute, in milliseconds; 0 = none. */
export interface State {
  matchID: string; phase: string; endsAt: number; round: number; mode: string; map: string; host: string; you: string;
  settings: Settings; players: Player[];
  role: string; imposters: string[]; tasks: Task[]; tasksDone: number; tasksTotal: number;
  sabotages: Sabotage[]; sabotageReadyAt: number;
  button: Place; panels: Panel[]; vents: Vent[]; walls: Wall[]; min: Place; max: Place;
  bodies: Body[]; caller: string; body: string; voted: string[]; myVote: string | undefined; vent: string;
  killReadyAt: number; killing: string; meetingsLeft: number; emergencyReadyAt: number;
  tally: Tally | undefined; over: GameOver | undefined; results: Results | undefined;
}

/** A message of the server, or one of our own that is being sent. */
export interface Message { op: number; body: any; sender?: string; own?: boolean; now: number }
