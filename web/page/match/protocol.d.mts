// Generated from protocol/sagishi.proto and protocol/ops.go by make generate.

export interface Position { x?: number; y?: number; z?: number; hidden?: boolean }

export interface Vote { call?: boolean; target?: string; skip?: boolean }

export interface VoteSeen { call?: boolean; voted?: boolean }

export interface Start {}

export interface Settings {
  imposters?: number;
  max_speed?: number;
  kill_cooldown_seconds?: number;
  kill_distance?: number;
  report_distance?: number;
  emergency_meetings?: number;
  emergency_cooldown_seconds?: number;
  button_distance?: number;
  discussion_seconds?: number;
  voting_seconds?: number;
  reveal_seconds?: number;
  start_countdown_seconds?: number;
  finished_seconds?: number;
  lobby_seconds?: number;
  idle_seconds?: number;
  anonymous_votes?: boolean;
  confirm_ejects?: boolean;
  tasks_per_player?: number;
  task_seconds?: number;
  task_distance?: number;
  visibility?: string;
  crew_sight?: number;
  imposter_sight?: number;
  auto_start?: boolean;
  start_when_full?: boolean;
  reconnect_seconds?: number;
  chat_always?: boolean;
  reactor_seconds?: number;
  sabotage_cooldown_seconds?: number;
  solid_walls?: boolean;
  min_players?: number;
  max_players?: number;
}

export interface Kick { target: string }

export interface Kill { target: string }

export interface Report { body: string }

export interface Task { task: string }

export interface Sabotage { system: string }

export interface Repair { system: string }

export interface Vent { vent?: string }

export interface Resync {}

export interface Move { dx?: number; dz?: number }

export interface Bots { count?: number }

export interface State {
  match_id: string;
  phase: string;
  remaining_ms: number;
  round: number;
  mode: string;
  map: string;
  host: string;
  you: string;
  settings: Settings;
  players: Player[];
  role?: string;
  imposters?: string[];
  tasks: OwnTask[];
  tasks_done: number;
  tasks_total: number;
  sabotages: SabotageState[];
  button: Place;
  panels: Panel[];
  vents?: VentPlace[];
  walls: Wall[];
  min: Place;
  max: Place;
  bodies: Body[];
  caller?: string;
  body?: string;
  voted: string[];
  vent?: string;
  kill_cooldown_ms?: number;
  meetings_left?: number;
  emergency_cooldown_ms?: number;
  sabotage_cooldown_ms?: number;
}

export interface Body { user_id: string; x: number; y: number; z: number }

export interface Player {
  index: number;
  user_id: string;
  username: string;
  alive: boolean;
  connected: boolean;
  x?: number;
  y?: number;
  z?: number;
  bot?: boolean;
}

export interface OwnTask { id: string; x: number; y: number; z: number; done: boolean }

export interface SabotageState { system: string; remaining_ms: number }

export interface Place { x: number; y: number; z: number }

export interface Wall { x1: number; z1: number; x2: number; z2: number }

export interface Panel { system: string; x: number; y: number; z: number }

export interface VentPlace { id: string; x: number; y: number; z: number; links: string[] }

export interface Phase {
  phase: string;
  remaining_ms: number;
  round: number;
  caller?: string;
  body?: string;
  players?: Player[];
}

export interface Role { role: string; imposters?: string[]; tasks: RoleTask[] }

export interface RoleTask { id: string; x: number; y: number; z: number }

export interface Snapshot { tick: number; positions: SnapshotPosition[]; hidden: number[] }

export interface PackedSnapshot { tick: number; positions: number[]; hidden: number[] }

export interface Courses { tick: number; courses: Course[]; hidden: number[] }

export interface Course { index: number; x: number; y: number; z: number; dx: number; dz: number }

export interface SnapshotPosition { index: number; x: number; y: number; z: number }

export interface Tally { votes: TallyLine[]; ejected: string; reason: string; role?: string }

export interface TallyLine { target: string; count: number; voters?: string[] }

export interface Death { user_id: string; x: number; y: number; z: number }

export interface Tasks { done: number; total: number }

export interface Sabotaged { system: string; active: boolean; remaining_ms: number }

export interface Players { event: string; user_id: string; host: string; settings?: Settings; players: Player[] }

export interface Rejected { op: number; code: string; message: string }

export interface GameOver { winner: string; reason: string; players: Score[] }

export interface Score {
  user_id: string;
  role: string;
  alive: boolean;
  kills: number;
  tasks_done: number;
  votes: number;
  correct_votes: number;
}

export interface Results {
  game: string;
  counted: boolean;
  why?: string;
  leaderboard: string;
  score: number;
  tournament: TournamentResult;
}

export interface TournamentResult { id: string; joined: boolean; correct_votes: number; score: number }

/** The payloads that clients send, by op. */
export interface FromClient {
  1: Position;
  2: Vote;
  3: Start;
  4: Settings;
  5: Kick;
  6: Kill;
  7: Report;
  8: Task;
  9: Sabotage;
  10: Repair;
  11: Vent;
  12: Resync;
  13: Move;
  14: Bots;
}

/** The payloads that the server sends, by op. */
export interface FromServer {
  1: Position;
  2: VoteSeen;
  100: State;
  101: Phase;
  102: Role;
  103: Snapshot;
  104: Tally;
  105: Death;
  106: Tasks;
  107: Sabotaged;
  108: Players;
  109: Rejected;
  110: GameOver;
  111: Results;
}
