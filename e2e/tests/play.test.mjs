// Within a game: meetings, votes, leaving, walking, and refused actions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, kill, startGame, walk } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';

test('a reported body starts a meeting, and after a skipped vote the game goes on', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(6)));
  const { imposters: [imposter], crew: [dead, finder, ...rest] } = await startGame(seats);
  await kill(imposter, dead);
  await finder.send(op.report, { body: dead.userID });
  const meeting = await rest[0].waitFor(op.phase, ({ body }) => body);
  assert.deepEqual([meeting.body, meeting.caller], [dead.userID, finder.userID]);
  assert.equal(meeting.players.find(({ user_id }) => user_id === dead.userID).alive, false, 'now everybody knows');

  await finder.phase('voting');
  await dead.expectRefusal(op.vote, { target: imposter.userID }, 'dead');
  await imposter.expectRefusal(op.kill, { target: finder.userID }, 'wrong_phase');
  await finder.expectRefusal(op.vote, { target: 'nobody' }, 'no_such_player');
  await finder.expectRefusal(op.vote, { target: dead.userID }, 'bad_target');
  await finder.send(op.vote, { target: imposter.userID });
  await finder.expectRefusal(op.vote, { target: rest[0].userID }, 'already_voted');
  const seen = await rest[0].waitFor(op.vote, ({ voted }) => voted);
  assert.equal(seen.sender, finder.userID);
  assert.equal(seen.target, undefined, 'for whom is not told before the tally');

  await imposter.send(op.vote, { target: finder.userID });
  for (const seat of rest) await seat.send(op.vote, { skip: true });
  const tally = await finder.waitFor(op.tally);
  assert.deepEqual([tally.ejected, tally.reason], ['', 'skipped']);
  assert.deepEqual(tally.votes.find(({ target }) => target === '').count, rest.length);
  await finder.phase('playing');
  await finder.expectRefusal(op.report, { body: dead.userID }, 'no_body');
});

test('a tie ejects nobody, and anonymous votes show no voters', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4)), { request: { settings: { anonymous_votes: true } } });
  await startGame(seats);
  const [a, b, c, d] = seats;
  const choices = new Map([[a, b], [c, b], [b, a], [d, a]]);
  const tally = await holdMeeting(seats, a, seat => ({ target: choices.get(seat).userID }));
  assert.deepEqual([tally.ejected, tally.reason], ['', 'tie']);
  for (const line of tally.votes) assert.equal(line.voters?.length ?? 0, 0);
  await a.phase('playing');
  await a.expectRefusal(op.vote, { call: true }, 'no_meetings_left');
});

test('a leaver counts as dead, and others cannot join a running game', async t => {
  const [stranger, ...players] = closeAfter(t, await loginAll(6));
  const seats = await createLobby(players);
  const { crew: [leaver, witness] } = await startGame(seats);
  await leaver.player.socket.leaveMatch(seats.matchID);
  const left = await witness.waitFor(op.players, ({ event }) => event === 'left');
  assert.equal(left.players.find(({ user_id }) => user_id === leaver.userID)?.alive ?? false, false);
  await assert.rejects(stranger.socket.joinMatch(seats.matchID), ({ message }) => /running|started|progress|play/i.test(message));
});

test('a move that is too fast is answered with the authoritative position', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4)), { request: { settings: { max_speed: 1 } } });
  const { crew: [walker, watcher] } = await startGame(seats);
  const start = walker.playing.players.find(({ user_id }) => user_id === walker.userID);
  await walker.expectRefusal(op.position, { x: 40, y: 0, z: 40 }, 'too_fast');
  const correction = await walker.waitFor(op.position, (payload, sender) => !sender);
  assert.ok(Math.hypot(correction.x - start.x, correction.z - start.z) < 2, 'it stands about where it started');
  await walker.send(op.position, { x: start.x + 0.05, y: start.y, z: start.z });
  const seen = await watcher.waitFor(op.position, (payload, sender) => sender === walker.userID);
  assert.ok(Math.abs(seen.x - start.x - 0.05) < 0.002);
});

test('the server moves a player who sends a direction', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4)));
  const { crew: [walker, watcher] } = await startGame(seats);
  const start = walker.playing.players.find(({ user_id }) => user_id === walker.userID);
  await walker.send(op.move, { dx: 1, dz: 0 });
  const seen = await watcher.waitFor(op.position, ({ x }, sender) => sender === walker.userID && x > start.x + 5);
  assert.ok(Math.abs(seen.z - start.z) < 0.01);
  await walker.send(op.move);
});

test('a distance longer than the movement budget takes several steps', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4)));
  const { crew: [walker, watcher] } = await startGame(seats);
  const [from, to] = [{ x: -49.5, y: -9, z: -49.5 }, { x: 49.5, y: 9, z: -49.5 }]; // 100.6 apart: the budget is 100
  await walk(walker, from);
  await walk(walker, to);
  const seen = await watcher.waitFor(op.position, ({ x }, sender) => sender === walker.userID && x === to.x);
  assert.deepEqual([seen.y, seen.z], [to.y, to.z]);
});
