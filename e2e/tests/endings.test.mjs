// A game of five players for each way to end, and a rematch.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, doTask, holdMeeting, joinSeat, kill, lifetime, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { refusedOnSocket } from '../lib/refusal.mjs';

const five = async (t, request) => createLobby(closeAfter(t, await loginAll(5)), { request });

// Checks that all are sent the same end. Returns it, with the statistics by player.
async function ending(seats, winner, reason) {
  const [end, ...others] = await Promise.all(seats.map(seat => seat.waitFor(op.gameOver)));
  for (const other of others) assert.deepEqual(other, end);
  assert.deepEqual([end.winner, end.reason, end.players.length], [winner, reason, seats.length]);
  return { ...end, of: seat => end.players.find(({ user_id }) => user_id === seat.userID) };
}

// Checks what was counted: one win on their board for the winners, none for the
// others.
async function counted(seats, winners, board, score = 1) {
  for (const seat of seats) {
    const results = await seat.waitFor(op.results);
    const won = winners.includes(seat);
    assert.deepEqual([results.counted, results.leaderboard], [true, won ? board : ''], seat.role.role);
    if (won) assert.equal(results.score, score);
  }
}

test('imposters_gone: the crew ejects the imposter', async t => {
  const seats = await five(t);
  const { imposters: [imposter], crew } = await startGame(seats);
  const tally = await holdMeeting(seats, crew[0], seat => ({ target: (seat === imposter ? crew[0] : imposter).userID }));
  assert.deepEqual([tally.ejected, tally.reason, tally.role], [imposter.userID, 'majority', 'imposter']);
  const end = await ending(seats, 'crew', 'imposters_gone');
  const { votes, correct_votes: correct, alive } = end.of(crew[1]);
  assert.deepEqual([votes, correct, alive, end.of(imposter).alive], [1, 1, true, false]);
  assert.equal(end.of(imposter).correct_votes, 0);
  await counted(seats, crew, 'weekly_crew_wins');
});

test('tasks: the crew completes all tasks, dead players included', async t => {
  const seats = await five(t, { settings: { tasks_per_player: 2, task_distance: 2 } });
  const { imposters: [imposter], crew } = await startGame(seats);
  assert.deepEqual(crew.map(({ role }) => role.tasks.length), [2, 2, 2, 2]);
  await kill(imposter, crew[0]);
  let done = 0;
  for (const seat of crew) for (const task of seat.role.tasks) await doTask(seat, task, ++done);
  const end = await ending(seats, 'crew', 'tasks');
  assert.deepEqual(crew.map(seat => end.of(seat).tasks_done), [2, 2, 2, 2]);
  assert.deepEqual([end.of(crew[0]).alive, end.of(crew[1]).alive], [false, true]);
  assert.equal((await imposter.waitFor(op.tasks, ({ done }) => done === 8)).total, 8);
  await counted(seats, crew, 'weekly_crew_wins');
});

test('parity: the imposter kills all but one of the crew, and again in the rematch', async t => {
  const seats = await five(t);
  const { imposters: [imposter], crew } = await startGame(seats);
  await massacre(imposter, crew);
  const end = await ending(seats, 'imposters', 'parity');
  assert.deepEqual([end.of(imposter).role, end.of(imposter).alive, end.of(imposter).kills], ['imposter', true, 3]);
  await counted(seats, [imposter], 'weekly_imposter_wins');

  await Promise.all(seats.map(seat => seat.phase('lobby')));
  const again = await startGame(seats);
  for (const seat of seats) {
    assert.equal(seat.playing.round, 1);
    assert.ok(seat.playing.players.every(({ alive }) => alive), 'everybody lives again');
  }
  await massacre(again.imposters[0], again.crew);
  await ending(seats, 'imposters', 'parity');
  await counted(seats, again.imposters, 'weekly_imposter_wins', again.imposters[0] === imposter ? 2 : 1);
});

async function massacre(imposter, crew) {
  for (const victim of crew.slice(1)) await kill(imposter, victim);
}

test('reactor: nobody repairs it in time', async t => {
  const seats = await five(t, { mode: 'sabotage', settings: { reactor_seconds: 5 } });
  const { imposters: [imposter], crew } = await startGame(seats);
  await crew[0].expectRefusal(op.sabotage, { system: 'reactor' }, 'not_imposter');
  await imposter.send(op.sabotage, { system: 'reactor' });
  const started = await crew[1].waitFor(op.sabotaged);
  assert.deepEqual([started.system, started.active], ['reactor', true]);
  assert.ok(started.remaining_ms > 0 && started.remaining_ms <= 5000);
  await crew[0].expectRefusal(op.vote, { call: true }, 'sabotage_active');
  await ending(seats, 'imposters', 'reactor');
  await counted(seats, [imposter], 'weekly_imposter_wins');
});

// Whether the match is listed in this state, for a player outside it.
const listedAs = (stranger, matchID, state) => eventually(async () => {
  const { matches } = await stranger.client.listMatches(stranger.session, 100, true, undefined, undefined, undefined, `+label.state:${state}`);
  return matches?.some(({ match_id }) => match_id === matchID);
});

// Time enough to cut all connections before the first seat is given up.
const abandoned = { reconnect_seconds: 4, finished_seconds: 30 };

// Plays a game that all abandon, in their way. Returns for how many it was counted.
async function abandon(t, go) {
  const [stranger] = closeAfter(t, await loginAll(1));
  const seats = await five(t, { settings: abandoned });
  const { imposters: [imposter], crew } = await startGame(seats);
  await kill(imposter, crew[0]);
  await Promise.all(seats.map(go));
  assert.ok(await listedAs(stranger, seats.matchID, 'finished'), 'the game ended without them');
  await refusedOnSocket(stranger.socket.joinMatch(seats.matchID), /running/);
  const counts = await Promise.all(seats.map(({ player }) => lifetime(player)));
  return counts.filter(Boolean).length;
}

test('abandoned: everybody disconnects, and nobody is back in time', async t => {
  assert.equal(await abandon(t, seat => seat.player.cutConnection()), 0, 'it counts for nobody');
});

test('abandoned: everybody leaves at once', async t => {
  // A side wins if the server handles the leaves in two ticks: then try again.
  for (let tries = 0; tries < 5; tries++) {
    if (await abandon(t, seat => seat.player.socket.leaveMatch(seat.matchID)) === 0) return;
  }
  assert.fail('it counts for some');
});

test('abandoned: a player who reconnects before the next lobby gets the result', async t => {
  const [stranger] = closeAfter(t, await loginAll(1));
  const seats = await five(t, { settings: abandoned });
  const { crew: [back] } = await startGame(seats);
  await Promise.all(seats.map(seat => seat.player.cutConnection()));
  assert.ok(await listedAs(stranger, seats.matchID, 'finished'));
  await back.player.connect();
  const again = await joinSeat(back.player, seats.matchID);
  assert.equal(again.state.phase, 'finished');
  const end = await again.waitFor(op.gameOver);
  assert.deepEqual([end.winner, end.reason, end.players.length], ['', 'abandoned', 5]);
});
