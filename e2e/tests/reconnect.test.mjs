// A broken connection in every phase: the player gets the same seat again, and op
// 100 has all that the player may know.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, joinSeat, kill, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';

const long = {
  start_countdown_seconds: 6, discussion_seconds: 6, voting_seconds: 60, reveal_seconds: 6, finished_seconds: 20,
  tasks_per_player: 2, confirm_ejects: false,
};
const ways = [
  { encoding: 'protobuf', positions: 'snapshot' }, {}, { encoding: 'protobuf' }, { positions: 'snapshot' },
];

const entry = (players, { userID }) => players.find(({ user_id }) => user_id === userID);

// Cuts a player's connection and reconnects in another encoding. Returns the new
// seat after the checks that hold in every phase.
async function comeBack(seats, lost, phase) {
  const witness = seats.find(seat => seat !== lost);
  await lost.player.cutConnection();
  const about = event => change => change.event === event && change.user_id === lost.userID;
  const gone = await witness.waitFor(op.players, about('disconnected'));
  assert.equal(entry(gone.players, lost).connected, false, `${phase}: the others are told`);
  assert.notEqual(gone.host, lost.userID, `${phase}: the host is a connected player`);

  lost.player.inbox.length = 0; // what came before the connection broke
  await lost.player.connect();
  const back = await joinSeat(lost.player, seats.matchID, ways[seats.returns++ % ways.length]);
  await witness.waitFor(op.players, about('reconnected'));
  const { state } = back;
  const before = entry(lost.state.players, lost);
  const now = entry(state.players, lost);
  assert.deepEqual([state.phase, state.you, state.host], [phase, lost.userID, gone.host]);
  assert.deepEqual([now.index, now.username, now.connected], [before.index, before.username, true], `${phase}: the same seat`);
  assert.deepEqual(state.players.map(({ user_id }) => user_id), seats.map(({ userID }) => userID), `${phase}: in the order of joining`);
  assert.deepEqual([state.settings.voting_seconds, state.settings.max_players], [60, 10]);
  seats[seats.indexOf(lost)] = Object.assign(back, { role: lost.role, playing: lost.playing });
  return back;
}

// Checks the state in a game: the own role and tasks, and nothing more about others.
function knowsItself({ state, role, userID }, round) {
  assert.deepEqual([state.role, state.round], [role.role, round]);
  assert.deepEqual(state.tasks.map(({ id }) => id), role.tasks.map(({ id }) => id), 'the same tasks');
  assert.equal(state.tasks_total, 8);
  if (role.role === 'imposter') return assert.ok(state.vents.length > 0 && !state.imposters.includes(userID));
  assert.deepEqual([state.imposters ?? [], state.vents ?? []], [[], []]);
}

test('a disconnected player gets the same seat back in every phase', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(5)), { request: { settings: long } });
  seats.returns = 0;
  const lobby = await comeBack(seats, seats[1], 'lobby');
  assert.equal(lobby.state.role ?? '', '', 'no role is dealt');
  assert.equal(lobby.state.remaining_ms, 0, 'the lobby has no end');

  await seats[0].send(op.start);
  await Promise.all(seats.map(seat => seat.phase('starting')));
  const starting = await comeBack(seats, seats[2], 'starting');
  assert.ok(starting.state.remaining_ms > 0 && starting.state.remaining_ms <= 6000);
  assert.equal(starting.state.role ?? '', '');

  await Promise.all(seats.map(async seat => {
    seat.role = await seat.waitFor(op.role);
    seat.playing = await seat.phase('playing');
  }));
  const is = role => seat => seat.role.role === role;
  let imposter = seats.find(is('imposter'));
  // Crew members: one is killed, the others see it.
  let [witness, victim, third, fourth] = seats.filter(is('crew'));
  await kill(imposter, victim);
  imposter = await comeBack(seats, imposter, 'playing');
  knowsItself(imposter, 1);
  victim = await comeBack(seats, victim, 'playing');
  knowsItself(victim, 1);
  assert.equal(entry(victim.state.players, victim).alive, false, 'a ghost comes back as a ghost');

  await t.test('a player reconnects at the last position', async () => {
    await third.send(op.position, { x: 7.5, y: 0, z: -8.25 });
    await third.send(op.resync);
    await third.waitFor(op.state, ({ players }) => Math.abs(entry(players, third).x - 7.5) < 0.001);
    third = await comeBack(seats, third, 'playing');
    const { x, z } = entry(third.state.players, third);
    assert.ok(Math.hypot(x - 7.5, z + 8.25) < 0.001);
    knowsItself(third, 1);
  });

  await witness.send(op.report, { body: victim.userID });
  await Promise.all(seats.map(seat => seat.phase('discussion')));
  third = await comeBack(seats, third, 'discussion');
  knowsItself(third, 1);
  assert.equal(entry(third.state.players, victim).alive, false, 'everybody knows of the death');
  assert.ok(third.state.remaining_ms > 0 && third.state.remaining_ms <= 6000);

  await Promise.all(seats.map(seat => seat.phase('voting')));
  await fourth.send(op.vote, { skip: true });
  await witness.waitFor(op.vote, ({ voted }) => voted);
  fourth = await comeBack(seats, fourth, 'voting');
  knowsItself(fourth, 1);
  assert.ok(fourth.state.remaining_ms > 0 && fourth.state.remaining_ms <= 60_000);
  await fourth.expectRefusal(op.vote, { target: imposter.userID }, 'already_voted');
  third = await comeBack(seats, third, 'voting');
  for (const seat of [third, witness]) await seat.send(op.vote, { target: imposter.userID });
  await imposter.send(op.vote, { skip: true });

  const tie = await witness.waitFor(op.tally);
  assert.deepEqual([tie.ejected, tie.reason], ['', 'tie'], 'a vote from before the break counts');
  await Promise.all(seats.map(seat => seat.phase('reveal')));
  third = await comeBack(seats, third, 'reveal');
  knowsItself(third, 1);
  const told = await third.waitFor(op.tally);
  assert.deepEqual([told.ejected, told.reason, told.votes.length], ['', 'tie', 2], 'the tally is sent again');

  await Promise.all(seats.map(seat => seat.phase('playing')));
  third = await comeBack(seats, third, 'playing');
  knowsItself(third, 2);
  await kill(imposter, third);
  await kill(imposter, fourth);
  await Promise.all(seats.map(seat => seat.phase('finished')));
  witness = await comeBack(seats, witness, 'finished');
  knowsItself(witness, 2);
  const end = await witness.waitFor(op.gameOver);
  assert.deepEqual([end.winner, end.reason, end.players.length], ['imposters', 'parity', 5], 'the end is sent again');
});

test('a player who does not reconnect in time is dead, and the vote ends without them', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(5)), { request: { settings: { reconnect_seconds: 1 } } });
  const { imposters: [imposter], crew: [lost, witness, ...others] } = await startGame(seats);
  await witness.send(op.vote, { call: true });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  await lost.player.cutConnection();
  for (const seat of [imposter, witness, ...others]) await seat.send(op.vote, { skip: true });
  const tally = await witness.waitFor(op.tally);
  assert.equal(tally.votes[0].count, 4);
  const after = await witness.phase('playing');
  assert.equal(entry(after.players, lost).alive, false);
});
