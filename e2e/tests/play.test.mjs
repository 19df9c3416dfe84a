// Whole games, from the lobby to the next: how each ends, who comes back, and
// what nobody may do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closing, loginAll } from '../lib/player.mjs';
import { deal, gather, kill, meet, sit } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';

const over = seats => Promise.all(seats.map(seat => seat.take(op.gameOver))).then(ends => ends[0]);

test('imposters win when they are as many as the crew', async t => {
  const seats = await gather(closing(t, await loginAll(4)));
  const { imposters: [imposter], crew } = await deal(seats);
  await kill(imposter, crew[0]);
  await kill(imposter, crew[1]);
  const end = await over(seats);
  assert.deepEqual([end.winner, end.reason], ['imposters', 'parity']);
  const score = end.players.find(({ user_id }) => user_id === imposter.userID);
  assert.deepEqual([score.role, score.alive, score.kills], ['imposter', true, 2]);
  const results = await imposter.take(op.results);
  assert.deepEqual([results.counted, results.leaderboard, results.score], [true, 'weekly_imposter_wins', 1]);
  assert.equal((await crew[2].take(op.results)).leaderboard, '');

  await t.test('and the lobby opens again for a rematch', async () => {
    await Promise.all(seats.map(seat => seat.phase('lobby')));
    const again = await deal(seats);
    assert.equal(again.imposters.length, 1);
  });
});

test('the crew wins when all tasks are done', async t => {
  const seats = await gather(closing(t, await loginAll(4)), { request: { settings: { tasks_per_player: 1, task_distance: 2 } } });
  const { crew } = await deal(seats);
  for (const seat of crew) await doTask(seat, seat.role.tasks[0]);
  const end = await over(seats);
  assert.deepEqual([end.winner, end.reason], ['crew', 'tasks']);
});

// Walks there and does it. The server lets nobody walk faster than the map
// allows, and says where it has the player: from there it goes on.
async function doTask(seat, task) {
  for (let steps = 0; steps < 100; steps++) {
    await seat.send(op.position, { x: task.x, y: task.y, z: task.z });
    await seat.send(op.task, { task: task.id });
    await seat.send(op.resync);
    const { phase, tasks } = await seat.take(op.state);
    if (phase !== 'playing' || tasks.find(({ id }) => id === task.id).done) return; // the last task ends the game
  }
  assert.fail(`task ${task.id} was never done`);
}

test('imposters win when the reactor runs out', async t => {
  const seats = await gather(closing(t, await loginAll(4)), { request: { mode: 'sabotage', settings: { reactor_seconds: 5 } } });
  const { imposters: [imposter], crew } = await deal(seats);
  await crew[0].refused(op.sabotage, { system: 'reactor' }, 'not_imposter');
  await imposter.send(op.sabotage, { system: 'reactor' });
  const started = await crew[1].take(op.sabotaged);
  assert.deepEqual([started.system, started.active], ['reactor', true]);
  assert.ok(started.remaining_ms > 0 && started.remaining_ms <= 5000);
  await crew[0].refused(op.vote, { call: true }, 'sabotage_active');
  const end = await over(seats);
  assert.deepEqual([end.winner, end.reason], ['imposters', 'reactor']);
});

test('a body is reported, the meeting ends without a majority, and the game goes on', async t => {
  const seats = await gather(closing(t, await loginAll(6)));
  const { imposters: [imposter], crew: [dead, finder, ...rest] } = await deal(seats);
  await kill(imposter, dead);
  await finder.send(op.report, { body: dead.userID });
  const meeting = await rest[0].take(op.phase, ({ body }) => body);
  assert.deepEqual([meeting.body, meeting.caller], [dead.userID, finder.userID]);
  assert.equal(meeting.players.find(({ user_id }) => user_id === dead.userID).alive, false, 'now everybody knows');

  await finder.phase('voting');
  await dead.refused(op.vote, { target: imposter.userID }, 'dead');
  await imposter.refused(op.kill, { target: finder.userID }, 'wrong_phase');
  await finder.refused(op.vote, { target: 'nobody' }, 'no_such_player');
  await finder.refused(op.vote, { target: dead.userID }, 'bad_target');
  await finder.send(op.vote, { target: imposter.userID });
  await finder.refused(op.vote, { target: rest[0].userID }, 'already_voted');
  const seen = await rest[0].take(op.vote, ({ voted }) => voted);
  assert.equal(seen.sender, finder.userID);
  assert.equal(seen.target, undefined, 'for whom is not told before the tally');

  await imposter.send(op.vote, { target: finder.userID });
  for (const seat of rest) await seat.send(op.vote, { skip: true });
  const tally = await finder.take(op.tally);
  assert.deepEqual([tally.ejected, tally.reason], ['', 'skipped']);
  assert.deepEqual(tally.votes.find(({ target }) => target === '').count, rest.length);
  await finder.phase('playing');
  await finder.refused(op.report, { body: dead.userID }, 'no_body');
});

test('a tie ejects nobody, and a vote without names shows none', async t => {
  const seats = await gather(closing(t, await loginAll(4)), { request: { settings: { anonymous_votes: true } } });
  await deal(seats);
  const [a, b, c, d] = seats;
  const choices = new Map([[a, b], [c, b], [b, a], [d, a]]);
  const tally = await meet(seats, a, seat => ({ target: choices.get(seat).userID }));
  assert.deepEqual([tally.ejected, tally.reason], ['', 'tie']);
  for (const line of tally.votes) assert.equal(line.voters?.length ?? 0, 0);
  await a.phase('playing');
  await a.refused(op.vote, { call: true }, 'no_meetings_left');
});

test('a player whose connection broke comes back to the same seat', async t => {
  const players = closing(t, await loginAll(5));
  const seats = await gather(players);
  const { crew: [lost, witness] } = await deal(seats);
  await lost.player.drop();
  const gone = await witness.take(op.players, ({ event }) => event === 'disconnected');
  assert.equal(gone.user_id, lost.userID);

  await lost.player.connect();
  const back = await sit(lost.player, seats.matchID);
  assert.equal((await witness.take(op.players, ({ event }) => event === 'reconnected')).user_id, lost.userID);
  assert.deepEqual([back.state.phase, back.state.role, back.state.you], ['playing', 'crew', lost.userID]);
  assert.equal(back.state.imposters, undefined);
  const me = back.state.players.find(({ user_id }) => user_id === lost.userID);
  assert.deepEqual([me.alive, me.connected], [true, true]);
});

test('who leaves on purpose is dead; strangers do not get in', async t => {
  const [stranger, ...players] = closing(t, await loginAll(6));
  const seats = await gather(players);
  const { crew: [leaver, witness] } = await deal(seats);
  await leaver.player.socket.leaveMatch(seats.matchID);
  const left = await witness.take(op.players, ({ event }) => event === 'left');
  assert.equal(left.players.find(({ user_id }) => user_id === leaver.userID)?.alive ?? false, false);
  await assert.rejects(stranger.socket.joinMatch(seats.matchID), ({ message }) => /running|started|progress|play/i.test(message));
});

test('moving too fast is answered with the place where the server has you', async t => {
  const seats = await gather(closing(t, await loginAll(4)), { request: { settings: { max_speed: 1 } } });
  const { crew: [walker, watcher] } = await deal(seats);
  const start = walker.playing.players.find(({ user_id }) => user_id === walker.userID);
  await walker.refused(op.position, { x: 40, y: 0, z: 40 }, 'too_fast');
  const correction = await walker.take(op.position, (payload, sender) => !sender);
  assert.ok(Math.hypot(correction.x - start.x, correction.z - start.z) < 2, 'it stands about where it started');
  await walker.send(op.position, { x: start.x + 0.05, y: start.y, z: start.z });
  const seen = await watcher.take(op.position, (payload, sender) => sender === walker.userID);
  assert.ok(Math.abs(seen.x - start.x - 0.05) < 0.002);
});

test('the server walks a player who gives a direction', async t => {
  const seats = await gather(closing(t, await loginAll(4)));
  const { crew: [walker, watcher] } = await deal(seats);
  const start = walker.playing.players.find(({ user_id }) => user_id === walker.userID);
  await walker.send(op.move, { dx: 1, dz: 0 });
  const seen = await watcher.take(op.position, ({ x }, sender) => sender === walker.userID && x > start.x + 5);
  assert.ok(Math.abs(seen.z - start.z) < 0.01);
  await walker.send(op.move);
});

test('one who floods costs the others nothing', async t => {
  const seats = await gather(closing(t, await loginAll(5)));
  await deal(seats);
  const [flooder, ...others] = seats;
  await others[0].send(op.vote, { call: true });
  await Promise.all(others.map(seat => seat.phase('voting')));
  for (let n = 0; n < 1500; n++) await flooder.send(op.position, { x: n % 5, y: 0, z: 0 });
  for (const seat of others) await seat.send(op.vote, { skip: true });
  for (let n = 0; n < 1500; n++) await flooder.send(op.position, { x: n % 5, y: 0, z: 0 });
  const voted = new Set();
  await others[0].take(op.vote, (payload, sender) => payload.voted && voted.add(sender).size === others.length);
  assert.deepEqual([...voted].sort(), others.map(({ userID }) => userID).sort());
  // It reads all its answers, unless it was thrown out before it could.
  await Promise.any([flooder.player.caughtUp(), flooder.player.take('disconnect')]);
  const refusals = flooder.player.frames.filter(frame => JSON.parse(frame).error);
  assert.ok(refusals.length > 0, 'the gate before the match told the flooder so');
});
