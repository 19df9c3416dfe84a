// A match that is fair to all its players: absent, idle and returning ones, and
// nobody attacked before others can move.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, joinSeat, kill, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refused } from '../lib/refusal.mjs';

const lobbyOf = async (t, count, settings, request = {}) =>
  createLobby(closeAfter(t, await loginAll(count)), { request: { ...request, settings } });

// Waits until an imposter may kill, by the server's time.
async function killCooldownEnds(imposter) {
  for (;;) {
    await imposter.send(op.resync);
    const answer = await imposter.waitFor([op.state, op.rejected], ({ op: about }) => about === undefined || about === op.resync);
    if (answer.kill_cooldown_ms === 0) return;
    await delay(answer.kill_cooldown_ms ?? 1000); // refused: the state is told once a second
  }
}

// Cuts a player's connection, waits until another player hears of it, and reconnects.
async function comeBack(seat, other) {
  await seat.player.cutConnection();
  await other.waitFor(op.players, ({ event, user_id }) => event === 'disconnected' && user_id === seat.userID);
  seat.player.inbox.length = 0;
  await seat.player.connect();
  return joinSeat(seat.player, seat.matchID);
}

test('a player who is away when the countdown ends is not in the game', async t => {
  const seats = await lobbyOf(t, 5, { start_countdown_seconds: 4, reconnect_seconds: 60 });
  const absent = seats.pop();
  await seats[0].send(op.start);
  await Promise.all(seats.map(seat => seat.phase('starting')));
  await absent.player.cutConnection();
  await Promise.all(seats.map(async seat => { seat.role = await seat.waitFor(op.role); }));
  const roles = seats.map(({ role }) => role.role);
  assert.equal(roles.filter(role => role === 'imposter').length, 1, 'the imposter is a player who is here');
  const { players } = await seats[0].waitFor(op.players, ({ event, user_id }) => event === 'left' && user_id === absent.userID);
  assert.ok(!players.some(({ user_id, connected }) => user_id === absent.userID && connected));
});

test('the kill cooldown starts again in each round', async t => {
  const seats = await lobbyOf(t, 5, { kill_cooldown_seconds: 4 });
  const { imposters: [imposter], crew } = await startGame(seats);
  await killCooldownEnds(imposter);
  await holdMeeting(seats, crew[0], () => ({ skip: true }));
  await Promise.all(seats.map(seat => seat.phase('playing')));
  const { message } = await imposter.expectRefusal(op.kill, { target: crew[0].userID }, 'cooldown');
  assert.match(message, /ready in/);
  await killCooldownEnds(imposter);
  await kill(imposter, crew[0]);
});

test('a lobby that is full after a game waits, and the host may change settings', async t => {
  const seats = await lobbyOf(t, 4, { lobby_seconds: 5 }, { max_players: 4 });
  const roles = seats.map(seat => seat.waitFor(op.role)); // a full lobby starts by itself
  for (const [n, role] of roles.entries()) seats[n].role = await role;
  const is = role => seat => seat.role.role === role;
  const [imposter, crew] = [seats.find(is('imposter')), seats.filter(is('crew'))];
  await kill(imposter, crew[0]);
  const began = performance.now(); // before the lobby opens: what arrives late cannot shorten its time
  await kill(imposter, crew[1]);
  await Promise.all(seats.map(seat => seat.phase('lobby')));
  await seats[0].send(op.settings, { voting_seconds: 33 });
  const { settings } = await seats[1].waitFor(op.players, ({ event }) => event === 'settings');
  assert.equal(settings.voting_seconds, 33);
  await seats[1].phase('starting');
  assert.ok(performance.now() - began > 4500, 'the next game began at once');
});

test('an idle host of a lobby hands it on while enough players wait', async t => {
  const seats = await lobbyOf(t, 4, { idle_seconds: 3 });
  const { host } = await seats[1].waitFor(op.players, ({ event }) => event === 'host');
  assert.equal(host, seats[1].userID);
  await seats[0].expectRefusal(op.start, {}, 'not_host');
});

test('an idle player is warned, then removed', async t => {
  const seats = await lobbyOf(t, 5, { idle_seconds: 1 });
  const { crew } = await startGame(seats);
  const [idler, ...others] = [crew[0], ...seats.filter(seat => seat !== crew[0])];
  let busy = true;
  t.after(() => { busy = false; });
  const moving = (async () => {
    for (let n = 0; busy; n++) {
      await Promise.all(others.map(seat => seat.send(op.position, { x: (n % 5) / 2, y: 0, z: 1 })));
      await delay(400);
    }
  })();
  const warning = await idler.waitFor(op.rejected, ({ op: about }) => (about ?? 0) === 0);
  assert.equal(warning.code, 'idle');
  const gone = await others[0].player.waitFor('matchpresence',
    ({ leaves }) => leaves?.some(({ user_id }) => user_id === idler.userID), 120_000);
  await idler.waitFor(op.rejected, ({ code, message }) => code === 'idle' && message.startsWith('removed'));
  busy = false;
  await moving;
  assert.ok(gone);
});

test('a player who returns knows what they knew', async t => {
  const seats = await lobbyOf(t, 6, { kill_cooldown_seconds: 30, emergency_cooldown_seconds: 20, emergency_meetings: 2, voting_seconds: 60 },
    { mode: 'sabotage' });
  const { imposters: [imposter], crew: [other] } = await startGame(seats);
  const { state } = await comeBack(imposter, other);
  assert.ok(state.kill_cooldown_ms > 0 && state.kill_cooldown_ms <= 30_000, `kill_cooldown_ms ${state.kill_cooldown_ms}`);
  assert.ok(state.emergency_cooldown_ms > 0 && state.emergency_cooldown_ms <= 20_000);
  assert.equal(state.meetings_left, 2);
  assert.equal(state.sabotage_cooldown_ms, 0);
  assert.ok(state.walls.length > 0 && state.max.x > state.min.x);
});

test('a player who returns knows the bodies they saw, the meeting and the votes', async t => {
  const seats = await lobbyOf(t, 6, { voting_seconds: 60 });
  const { imposters: [imposter], crew: [victim, witness, voter] } = await startGame(seats);
  await kill(imposter, victim);
  await witness.waitFor(op.death, ({ user_id }) => user_id === victim.userID);
  const back = await comeBack(witness, imposter);
  assert.deepEqual(back.state.bodies.map(({ user_id }) => user_id), [victim.userID]);
  await back.send(op.report, { body: victim.userID });
  await voter.phase('voting');
  await voter.send(op.vote, { skip: true });
  await imposter.waitFor(op.vote, ({ voted }) => voted);
  const { state } = await comeBack(voter, imposter);
  assert.deepEqual([state.caller, state.body, state.voted], [witness.userID, victim.userID, [voter.userID]]);
});

test('null in an optional field counts as absent', async t => {
  const seats = await lobbyOf(t, 4, {});
  const { crew: [caller] } = await startGame(seats);
  await caller.send(op.vote, { call: true, target: null, skip: null });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  for (const seat of seats) await seat.send(op.vote, { target: null, skip: true, call: null });
  const { reason } = await caller.waitFor(op.tally);
  assert.equal(reason, 'skipped');
  const { player } = seats[0];
  await player.client.rpc(player.session, 'create_match', { mode: 'classic', map: null, settings: null });
  await refused(player.client.rpc(player.session, 'join_code', { code: null }), codes.invalid, /code/);
});

test('a vote ends when all but a player who has been away for 10 s have voted', async t => {
  const seats = await lobbyOf(t, 5, { voting_seconds: 120, reconnect_seconds: 60 });
  const { crew: [missing, caller] } = await startGame(seats);
  const others = seats.filter(seat => seat !== missing);
  await caller.send(op.vote, { call: true });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  await missing.player.cutConnection();
  await caller.waitFor(op.players, ({ event, user_id }) => event === 'disconnected' && user_id === missing.userID);
  const away = performance.now();
  for (const seat of others) await seat.send(op.vote, { skip: true });
  const { reason, votes } = await caller.waitFor(op.tally);
  const seconds = (performance.now() - away) / 1000;
  assert.deepEqual([reason, votes[0].count], ['skipped', 4]);
  assert.ok(seconds > 9 && seconds < 20, `the vote ended after ${seconds} s`);
  const { players } = await caller.phase('playing');
  assert.equal(players.find(({ user_id }) => user_id === missing.userID).alive, true, 'the missing player is still in the game');
});
