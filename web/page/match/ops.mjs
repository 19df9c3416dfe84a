// The operation codes of match messages, as in docs/protocol.md.

export const op = Object.freeze({
  position: 1, vote: 2, start: 3, settings: 4, kick: 5, kill: 6, report: 7, task: 8, sabotage: 9, repair: 10,
  vent: 11, resync: 12, move: 13, bots: 14,
  state: 100, phase: 101, role: 102, snapshot: 103, tally: 104, death: 105, tasks: 106, sabotaged: 107,
  players: 108, rejected: 109, gameOver: 110, results: 111,
});

/** @type {Map<number, string>} */
const names = new Map(Object.entries(op).map(([name, code]) => [code, name]));

/** The name of an operation code. @param {number} code */
export const nameOf = code => names.get(code) ?? `op ${code}`;

/** The codes that clients send. */
export const sendable = Object.values(op).filter(code => code < 100);
