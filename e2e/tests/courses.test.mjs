// Clients that are told courses draw the players where others are told that they are
// in each tick.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Courses } from '../../web/page/match/courses.mjs';
import { createLobby } from '../lib/game.mjs';
import { transcript } from '../lib/oracle.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';

const speed = 8;
const ways = [
  { positions: 'snapshot' }, {}, { positions: 'course' }, { positions: 'course', encoding: 'protobuf' }, { positions: 'course' },
];

test('courses lead where the players are', async t => {
  const players = closeAfter(t, await loginAll(ways.length));
  const seats = await createLobby(players, { request: { settings: { max_speed: speed, solid_walls: true } }, metadata: n => ways[n] });
  const [watcher, reporter, , , walker] = seats;
  const index = new Map(walker.state.players.map(({ user_id, index }) => [user_id, index]));
  const ticks = async (count, until = () => false) => {
    for (let ticks = 0; ticks < count; ticks++) {
      const { positions } = await watcher.waitFor(op.snapshot);
      const own = positions.find(place => place.index === index.get(walker.userID));
      if (own && until(own)) return;
    }
  };

  await walker.send(op.position, { x: 33, y: 0, z: -1.5 }); // before a wall from z -2 to 4
  await walker.send(op.move, { dx: 0.8, dz: 0.6 });
  await ticks(60, ({ z }) => z > 5); // along the wall, and past it
  for (const turn of [{ dx: -1 }, { dz: 0.5 }, { dx: -0.28, dz: -0.96 }]) {
    await walker.send(op.move, turn);
    await ticks(8);
  }
  // Another player sends positions while this one walks on, and stops.
  for (let step = 1; step <= 12; step++) {
    await reporter.send(op.position, { x: 5 + Math.min(step, 8) * 0.5, y: 0, z: 0 });
    await ticks(1);
  }
  await walker.send(op.move);
  await walker.expectRefusal(op.report, { body: walker.userID }, 'wrong_phase'); // so the walker has stopped
  for (const { player } of seats) await player.synchronize();

  const truth = (await transcript(watcher)).filter(({ code }) => code === op.snapshot).map(({ payload }) => payload);
  for (const seat of seats.slice(2)) {
    const { off, messages } = compare(await transcript(seat), truth);
    assert.ok(messages * 3 < truth.length, `${messages} messages in ${truth.length} ticks`);
    assert.ok(off.get(index.get(walker.userID)) <= 0.25, `the walker is off by ${off.get(index.get(walker.userID))}`);
    assert.ok(off.get(index.get(reporter.userID)) <= 1.8, `the reporter is off by ${off.get(index.get(reporter.userID))}`);
    t.diagnostic(`${messages} messages instead of ${truth.length}; walker off by ${off.get(index.get(walker.userID)).toFixed(3)}`);
  }
});

// How far a client with courses is off, at most, in the ticks of the snapshots, by
// player; and how many messages it was sent.
function compare(transcript, truth) {
  const courses = new Courses({ speed });
  const off = new Map();
  const heard = transcript.filter(({ code }) => code === op.snapshot).map(({ payload }) => payload);
  const all = transcript.find(({ code }) => code === op.state).payload.players;
  courses.list(all);
  for (const { tick, positions } of truth.filter(({ tick }) => tick >= heard[0].tick)) {
    while (heard[0]?.tick <= tick) courses.hear(heard.shift());
    for (const { index, x, y, z } of positions) {
      const at = courses.at(index, tick);
      assert.ok(at, `no course of ${index}`);
      off.set(index, Math.max(off.get(index) ?? 0, Math.hypot(at.x - x, at.y - y, at.z - z)));
    }
  }
  return { off, messages: transcript.filter(({ code }) => code === op.snapshot).length };
}
