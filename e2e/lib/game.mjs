// Games: players in an authoritative match, and what they do there.
import assert from 'node:assert/strict';
import { codec, op } from './protocol.mjs';

/** Settings of a game that takes no longer than it must. */
export const quick = {
  start_countdown_seconds: 0, discussion_seconds: 0, voting_seconds: 20, reveal_seconds: 0, finished_seconds: 0,
  kill_cooldown_seconds: 0, emergency_cooldown_seconds: 0, sabotage_cooldown_seconds: 0,
  kill_distance: 20, report_distance: 50, button_distance: 200, task_distance: 20, task_seconds: 0, tasks_per_player: 0,
  crew_sight: 200, imposter_sight: 200, max_speed: 100,
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

  /** Takes the next message with (one of) the op codes whose payload fits. Answers the payload, with its sender. */
  async take(code, fits = () => true) {
    for (;;) {
      const { payload, sender } = await this.next(code);
      if (fits(payload, sender)) return Object.assign(payload, sender && { sender });
    }
  }

  async next(code) {
    const ours = ({ match_id, op_code }) => match_id === this.matchID && [code].flat().includes(op_code);
    const { op_code, data, presence } = await this.player.take('matchdata', ours);
    return { payload: data?.length ? await this.codec.decode(op_code, data) : {}, sender: presence?.user_id };
  }

  /** Waits for a phase, passing over those before it. */
  phase(name) {
    return this.take(op.phase, ({ phase }) => phase === name);
  }

  /** Sends a message that must be refused, and answers the refusal. */
  async refused(code, payload, why) {
    await this.send(code, payload);
    const answer = await this.take(op.rejected, rejected => rejected.op === code);
    assert.equal(answer.code, why, answer.message);
    assert.equal(typeof answer.message, 'string');
    return answer;
  }
}

/** Joins a match by its id and waits for its state. */
export async function sit(player, matchID, metadata = {}) {
  const match = await player.socket.joinMatch(matchID, undefined, metadata);
  const seat = new Seat(player, match, metadata);
  seat.state = await seat.take(op.state);
  return seat;
}

/** The first player creates a match, all join it. Answers their seats. */
export async function gather(players, { request = {}, metadata = () => ({}) } = {}) {
  const { match_id: matchID, code } = await players[0].rpc('create_match', {
    ...request, settings: { ...quick, ...request.settings },
  });
  const seats = [];
  for (const [n, player] of players.entries()) seats.push(await sit(player, matchID, metadata(n)));
  return Object.assign(seats, { matchID, code });
}

/** Starts the game of the seats. Answers them by role. */
export async function deal(seats) {
  await seats[0].send(op.start);
  await Promise.all(seats.map(async seat => {
    seat.role = await seat.take(op.role);
    seat.playing = await seat.phase('playing');
  }));
  return {
    imposters: seats.filter(({ role }) => role.role === 'imposter'),
    crew: seats.filter(({ role }) => role.role === 'crew'),
  };
}

/** A meeting that one calls and in which each votes as told. Answers the tally. */
export async function meet(seats, caller, choice) {
  await caller.send(op.vote, { call: true });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  for (const seat of seats) await seat.send(op.vote, choice(seat));
  const tallies = await Promise.all(seats.map(seat => seat.take(op.tally)));
  return tallies[0];
}

/** The imposter kills the target, at the place where they both stand. */
export async function kill(killer, target) {
  await killer.send(op.kill, { target: target.userID });
  await Promise.all([killer, target].map(seat => seat.take(op.death, ({ user_id }) => user_id === target.userID)));
}

/**
 * Walks to a task and does it, the `done`th of the crew. The server lets nobody
 * walk faster than the map allows, and says where it has the player: from there
 * it goes on.
 */
export async function doTask(seat, task, done) {
  for (let steps = 0; steps < 100; steps++) {
    await seat.send(op.position, { x: task.x, y: task.y, z: task.z });
    await seat.send(op.task, { task: task.id });
    const answer = await seat.take([op.tasks, op.rejected], told => told.done === done || told.op === op.task);
    if (answer.done) return;
    assert.equal(answer.code, 'out_of_range', answer.message);
  }
  assert.fail(`task ${task.id} was never done`);
}

/** What the server has counted for a player; undefined before the first game. */
export async function lifetime({ client, session, userID }) {
  const ids = [{ collection: 'stats', key: 'lifetime', user_id: userID }];
  return (await client.readStorageObjects(session, { object_ids: ids })).objects?.[0]?.value;
}

/** Everything a player was sent in matches, decoded from the bytes on the wire. */
export function matchBytes(player) {
  return player.frames.map(frame => JSON.parse(frame).match_data).filter(Boolean)
    .map(({ op_code, data, presence }) => ({
      code: Number(op_code), sender: presence?.user_id, bytes: Buffer.from(data ?? '', 'base64'),
    }));
}
