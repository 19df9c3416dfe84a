// One client sends 1,600 messages a second while seven others play: they lose
// no position and no vote, and it is removed.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';

const perSecond = 1600;
const steps = 15;
const patience = 120_000; // milliseconds: a slow machine floods less, and is cut off later

test('other players lose no position and no vote while one client sends 1,600 messages a second', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(8)), { request: { settings: { imposters: 1 } } });
  // Not the imposter, whose removal would end the game.
  const { crew: [flooder] } = await startGame(seats);
  const others = seats.filter(seat => seat !== flooder);
  const calm = await walk(others, 0);

  const flood = new Flood(flooder);
  const leaves = ({ leaves }) => leaves?.some(({ user_id }) => user_id === flooder.userID);
  const shutOut = others[0].player.waitFor('matchpresence', leaves, patience).then(() => flood.elapsed());
  await flood.sent(perSecond / 4); // the gate's burst is over, the queue is as full as it gets
  const flooded = await walk(others, 1);

  await others[0].send(op.vote, { call: true });
  await Promise.all(others.map(seat => seat.phase('voting')));
  const began = performance.now();
  await Promise.all(others.map(seat => seat.send(op.vote, { skip: true })));
  const voted = new Set();
  await others[6].waitFor(op.vote, (payload, sender) => payload.voted && voted.add(sender).size === others.length);
  const votes = performance.now() - began;
  assert.deepEqual([...voted].sort(), others.map(({ userID }) => userID).sort());
  const tally = await others[6].waitFor(op.tally);
  assert.deepEqual(tally.votes.map(({ target, count }) => [target, count]), [['', others.length]]);

  const removed = await shutOut;
  await flooder.player.waitFor('disconnect', () => true, patience);
  const cutOff = flood.elapsed();
  await flood.stop();
  const rate = flood.count / cutOff * 1000;
  assert.ok(rate > perSecond / 2, `the flood was only ${rate.toFixed(0)} messages a second`);
  for (const line of [
    `${flood.count} messages in ${seconds(cutOff)}, ${rate.toFixed(0)} a second`,
    `positions of the others: ${figures(calm)} before, ${figures(flooded)} under the flood; none lost of ${calm.length} and ${flooded.length}`,
    `votes: ${voted.size} of ${others.length} within ${votes.toFixed(0)} ms`,
    `the flooder: out of the match after ${seconds(removed)}, cut off after ${seconds(cutOff)}`,
  ]) t.diagnostic(line);
  await assert.rejects(flooder.player.connect().then(() => flooder.player.socket.joinMatch(seats.matchID)), ({ message }) => /kick/.test(message));

  const again = new Flood(flooder); // on the new connection
  await flooder.player.waitFor('disconnect', () => true, patience);
  await again.stop();
  assert.ok(again.count < 3000, `cut off again only after ${again.count} messages`);
  t.diagnostic(`on a new connection: cut off after ${again.count} messages`);
});

// All take a step at once, and each step must reach each of the others before the
// next. Returns the times that this took.
async function walk(walkers, lane) {
  const took = [];
  for (let n = 1; n <= steps; n++) {
    const began = performance.now();
    const watching = walkers.map(async watcher => {
      const seen = new Set();
      await watcher.waitFor(op.position, (at, sender) => {
        const row = walkers.findIndex(({ userID }) => userID === sender);
        if (at.x !== n || at.y !== lane || at.z !== row) return false;
        took.push(performance.now() - began);
        return seen.add(sender).size === walkers.length - 1;
      });
    });
    await Promise.all(walkers.map((walker, row) => walker.send(op.position, { x: n, y: lane, z: row })));
    await Promise.all(watching);
  }
  assert.equal(took.length, walkers.length * (walkers.length - 1) * steps);
  return took.sort((a, b) => a - b);
}

const seconds = milliseconds => `${(milliseconds / 1000).toFixed(1)} s`;
const figures = took => `median ${took[took.length >> 1].toFixed(0)} ms, worst ${took.at(-1).toFixed(0)} ms`;

// Sends positions without end, written to the socket directly: the official client
// would not wait for answers either.
class Flood {
  constructor(seat) {
    const data = Buffer.from('{"x":1,"y":0,"z":1}').toString('base64');
    const message = JSON.stringify({ match_data_send: { match_id: seat.matchID, op_code: String(op.position), data } });
    Object.assign(this, { seat, message, count: 0, began: performance.now(), going: true });
    this.ended = this.run(seat.player.socket.adapter._socket);
  }

  elapsed() {
    return performance.now() - this.began;
  }

  async run(socket) {
    while (this.going && socket.readyState === socket.OPEN) {
      for (; this.count < this.elapsed() * perSecond / 1000; this.count++) socket.send(this.message, () => {});
      await delay(5);
    }
  }

  async sent(count) {
    while (this.count < count) await delay(5);
  }

  stop() {
    this.going = false;
    return this.ended;
  }
}
