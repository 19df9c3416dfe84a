// Games: players in an authoritative match, and what they do there.
import assert from 'node:assert/strict';
import { codec, op } from './protocol.mjs';

/** Settings of a game without waiting times. */
export const quick = {
  start_countdown_seconds: 0, discussion_seconds: 0, voting_seconds: 20, reveal_seconds: 0, finished_seconds: 0,
  kill_cooldown_seconds: 0, emergency_cooldown_seconds: 0, sabotage_cooldown_seconds: 0,
  kill_distance: 20, report_distance: 50, button_distance: 200, task_distance: 20, task_seconds: 0, tasks_per_player: 0,
  crew_sight: 200, imposter_sight: 200, max_speed: 100, solid_walls: false,
};

/** A player's seat in a match. */
export class Seat {
  constructor(player, match, metadata) {
    Object.assign(this, { player, match, matchID: match.match_id, codec: codec(metadata) });
  }

  get userID() {
    return this.player.userID;
  }

  /** Sends a message to the match. */
  async send(code, payload = {}) {
    await this.player.socket.sendMatchState(this.matchID, code, await this.codec.encode(code, payload));
  }

  /** Takes the next message with (one of) the op codes whose payload fits. Returns the payload, with its sender. */
  async waitFor(code, fits = () => true) {
    for (;;) {
      const { payload, sender } = await this.next(code);
      if (fits(payload, sender)) return Object.assign(payload, sender && { sender });
    }
  }

  async next(code) {
    const ours = ({ match_id, op_code }) => match_id === this.matchID && [code].flat().includes(op_code);
    const { op_code, data, presence } = await this.player.waitFor('matchdata', ours);
    return { payload: data?.length ? await this.codec.decode(op_code, data) : {}, sender: presence?.user_id };
  }

  /** Waits for a phase and skips those before it. */
  phase(name) {
    return this.waitFor(op.phase, ({ phase }) => phase === name);
  }

  /** Sends a message that must be refused, and returns the refusal. */
  async expectRefusal(code, payload, why) {
    await this.send(code, payload);
    const answer = await this.waitFor(op.rejected, rejected => rejected.op === code);
    assert.equal(answer.code, why, answer.message);
    assert.equal(typeof answer.message, 'string');
    return answer;
  }
}

/** Joins a match by its id and waits for its state. Returns the player's seat. */
export async function joinSeat(player, matchID, metadata = {}) {
  const match = await player.socket.joinMatch(matchID, undefined, metadata);
  const seat = new Seat(player, match, metadata);
  seat.state = await seat.waitFor(op.state);
  return seat;
}

/** The first player creates a match and all join it. Returns their seats. */
export async function createLobby(players, { request = {}, metadata = () => ({}) } = {}) {
  const { match_id: matchID, code } = await players[0].rpc('create_match', {
    ...request, settings: { ...quick, ...request.settings },
  });
  const seats = [];
  for (const [n, player] of players.entries()) seats.push(await joinSeat(player, matchID, metadata(n)));
  return Object.assign(seats, { matchID, code });
}

/** Starts the game. Returns the seats by role. */
export async function startGame(seats) {
  await seats[0].send(op.start);
  await Promise.all(seats.map(async seat => {
    seat.role = await seat.waitFor(op.role);
    seat.playing = await seat.phase('playing');
  }));
  return {
    imposters: seats.filter(({ role }) => role.role === 'imposter'),
    crew: seats.filter(({ role }) => role.role === 'crew'),
  };
}

/** Holds a meeting: the caller calls it, and each seat votes what `choice` returns for it. Returns the tally. */
export async function holdMeeting(seats, caller, choice) {
  await caller.send(op.vote, { call: true });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  for (const seat of seats) await seat.send(op.vote, choice(seat));
  const tallies = await Promise.all(seats.map(seat => seat.waitFor(op.tally)));
  return tallies[0];
}

/** The imposter kills the target. Both must be in range of each other. */
export async function kill(killer, target) {
  await killer.send(op.kill, { target: target.userID });
  await Promise.all([killer, target].map(seat => seat.waitFor(op.death, ({ user_id }) => user_id === target.userID)));
}

// A step of a walk, in units. The server lets nobody save up more than one second
// of walking: 100 units at the speed above. Half of that always fits before long.
const longestStep = 50;

/**
 * Walks straight to a place and resolves when the server has the player there.
 * The server refuses a step that is longer than the player's movement budget as
 * a whole, and says where it has the player: the walk goes on from there.
 */
export async function walk(seat, place) {
  let step = place;
  for (let steps = 0; steps < 100; steps++) {
    const correction = await takeStep(seat, step);
    if (!correction && step === place) return;
    step = stepTowards(place, correction ?? step);
  }
  assert.fail(`${seat.userID} never reached ${JSON.stringify(place)}`);
}

// Sends a position. Returns the authoritative position if it is refused.
async function takeStep(seat, step) {
  await seat.send(op.position, step);
  // Nobody can report their own body. The refusal comes after the answer to the step.
  await seat.send(op.report, { body: seat.userID });
  const isAnswer = ({ op: about }, sender) => about === undefined ? !sender : about === op.report;
  for (let correction; ;) {
    const answer = await seat.waitFor([op.position, op.rejected], isAnswer);
    if (answer.op === op.report) return correction;
    correction = answer;
  }
}

function stepTowards(place, { x, y, z }) {
  const distance = Math.hypot(place.x - x, place.y - y, place.z - z);
  if (distance <= longestStep) return place;
  const part = (from, to) => from + (to - from) * longestStep / distance;
  return { x: part(x, place.x), y: part(y, place.y), z: part(z, place.z) };
}

/** Walks to a task and does it, as the `done`th of the crew's tasks. */
export async function doTask(seat, task, done) {
  await walk(seat, { x: task.x, y: task.y, z: task.z });
  await seat.send(op.task, { task: task.id });
  const answer = await seat.waitFor([op.tasks, op.rejected], told => told.done === done || told.op === op.task);
  assert.equal(answer.done, done, answer.message);
}

/** What the server has counted for a player; undefined before the first game. */
export async function lifetime({ client, session, userID }) {
  const ids = [{ collection: 'stats', key: 'lifetime', user_id: userID }];
  return (await client.readStorageObjects(session, { object_ids: ids })).objects?.[0]?.value;
}

/** Everything that a player was sent in matches: op codes, senders and undecoded payloads. */
export function matchBytes(player) {
  return player.frames.map(frame => JSON.parse(frame).match_data).filter(Boolean)
    .map(({ op_code, data, presence }) => ({
      code: Number(op_code), sender: presence?.user_id, bytes: Buffer.from(data ?? '', 'base64'),
    }));
}
