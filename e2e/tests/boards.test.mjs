// Guide: Leaderboards, Tournaments. Only games that the server counted give scores.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { rest } from '../lib/raw.mjs';
import { createLobby, holdMeeting, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refused } from '../lib/refusal.mjs';

const boards = { crew: 'weekly_crew_wins', imposters: 'weekly_imposter_wins' };
const tournament = 'weekly_top_detective';
const one = { score: 1, subscore: 0, metadata: { map: 'space_station' } };

const record = async (player, board) =>
  (await player.client.listLeaderboardRecords(player.session, board, [player.userID])).owner_records[0];

// A game in which the crew votes the imposter out; all but the last of the
// players have joined the tournament.
async function crewWins(players) {
  for (const player of players.slice(0, -1)) await player.client.joinTournament(player.session, tournament);
  const seats = await createLobby(players);
  const { imposters: [imposter], crew } = await startGame(seats);
  const tally = await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  assert.equal(tally.ejected, imposter.userID);
  const over = await seats[0].waitFor(op.gameOver);
  assert.deepEqual([over.winner, over.reason], ['crew', 'imposters_gone']);
  const results = await Promise.all(seats.map(seat => seat.waitFor(op.results)));
  return { seats, imposter, crew, results: new Map(seats.map((seat, n) => [seat, results[n]])) };
}

test('a game counts once, on the winners\' board and in the tournament for correct votes', async t => {
  const players = closeAfter(t, await loginAll(5));
  const unjoined = players[4];
  const { imposter, crew, results } = await crewWins(players);
  for (const seat of crew) {
    const { counted, leaderboard, score, tournament: found } = results.get(seat);
    assert.deepEqual([counted, leaderboard, score], [true, boards.crew, 1]);
    const joined = seat.player !== unjoined;
    assert.deepEqual(found, { id: tournament, joined, correct_votes: 1, score: joined ? 1 : 0 });
    const counting = await record(seat.player, boards.crew);
    assert.deepEqual([counting.score, counting.metadata.map], [1, 'space_station']);
  }
  assert.equal(results.get(imposter).leaderboard, '');
  assert.equal(results.get(imposter).counted, true);

  const player = crew[0].player;
  const top = await player.client.listLeaderboardRecords(player.session, boards.crew, [], 20);
  assert.ok(top.records.length >= crew.length);
  const around = await player.client.listLeaderboardRecordsAroundOwner(player.session, boards.crew, player.userID, 20);
  assert.ok(around.records.some(({ owner_id }) => owner_id === player.userID));
  const some = crew.slice(0, 2).map(({ userID }) => userID);
  const friends = await player.client.listLeaderboardRecords(player.session, boards.crew, some, 100);
  assert.deepEqual(friends.owner_records.map(({ owner_id }) => owner_id).sort(), some.sort());

  const detective = crew.find(seat => seat.player !== unjoined).player;
  const detectives = await detective.client.listTournamentRecords(detective.session, tournament, [], 20);
  assert.ok(detectives.records.some(({ owner_id, score }) => owner_id === detective.userID && score === 1));
  const near = await detective.client.listTournamentRecordsAroundOwner(detective.session, tournament, detective.userID, 20);
  assert.ok(near.records.some(({ owner_id }) => owner_id === detective.userID));

  await t.test('a submitted score returns the counted record and adds nothing', async () => {
    const answer = await player.client.writeLeaderboardRecord(player.session, boards.crew, one);
    assert.equal(answer.score, 1);
    assert.equal((await record(player, boards.crew)).score, 1);
    const submitted = await detective.client.writeTournamentRecord(detective.session, tournament, one);
    assert.equal(submitted.score, 1);
    await refused(player.client.writeLeaderboardRecord(player.session, boards.crew, { score: 2 }), codes.denied);
    await refused(player.client.writeLeaderboardRecord(player.session, boards.imposters, one), codes.denied);
  });

  await t.test('a session from before a change of names puts no old name on the board', async () => {
    const [late] = closeAfter(t, [await login()]);
    for (const player of [late, detective]) await player.client.updateAccount(player.session, { username: `${player.username}-2` });
    await late.client.joinTournament(late.session, tournament);
    await detective.client.writeTournamentRecord(detective.session, tournament, one);
    const { owner_records: records } = await late.client.listTournamentRecords(late.session, tournament, [late.userID, detective.userID], 20);
    const names = Object.fromEntries(records.map(({ owner_id, username, score, metadata }) => [owner_id, [username, score, metadata.map]]));
    assert.deepEqual(names[late.userID], [`${late.username}-2`, 0, undefined]);
    assert.deepEqual(names[detective.userID], [`${detective.username}-2`, 1, 'space_station']);
  });

  await t.test('score operators from clients are refused', async () => {
    for (const operator of ['SET', 'BEST', 'INCREMENT', 'DECREMENT']) {
      const { body } = await rest(player, 'POST', `/v2/leaderboard/${boards.crew}`, { score: '1', operator });
      assert.equal(body.code, codes.denied, JSON.stringify(body));
    }
    assert.equal((await record(player, boards.crew)).score, 1);
  });

  await t.test('players delete their own records', async () => {
    const { status } = await rest(player, 'DELETE', `/v2/leaderboard/${boards.crew}`);
    assert.equal(status, 200);
    assert.equal(await record(player, boards.crew), undefined);
  });
});

test('private games and games of three players do not count', async t => {
  const trio = closeAfter(t, await loginAll(3));
  const seats = await createLobby(trio, { request: { min_players: 3 } });
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  const small = await crew[0].waitFor(op.results);
  assert.deepEqual([small.counted, small.leaderboard], [false, '']);
  assert.match(small.why, /./);
  assert.equal(await record(crew[0].player, boards.crew), undefined);

  const hidden = closeAfter(t, await loginAll(4));
  const table = await createLobby(hidden, { request: { private: true } });
  const dealt = await startGame(table);
  await holdMeeting(table, dealt.crew[0], seat => seat === dealt.imposters[0] ? { skip: true } : { target: dealt.imposters[0].userID });
  assert.equal((await dealt.crew[0].waitFor(op.results)).counted, false);
});

test('scores without a counted game are refused', async t => {
  const [player] = closeAfter(t, [await login()]);
  await refused(player.client.writeLeaderboardRecord(player.session, boards.imposters, one), codes.denied, /./);
  await player.client.joinTournament(player.session, tournament);
  await refused(player.client.writeTournamentRecord(player.session, tournament, one), codes.denied, /./);
});

test('the tournament is listed by category, with its title', async t => {
  const [player] = closeAfter(t, [await login()]);
  const { tournaments } = await player.client.listTournaments(player.session, 1, 2, undefined, undefined, 100);
  const weekly = tournaments.find(({ id }) => id === tournament);
  assert.ok(weekly, 'it is listed');
  assert.equal(weekly.category, 1);
  assert.match(weekly.title, /./);
  assert.match(weekly.description, /./);
  assert.equal(weekly.can_enter, true);
  const end = Date.parse(weekly.start_time) / 1000 + weekly.duration;
  assert.ok(end > Date.now() / 1000, 'it is running');
  const { tournaments: other } = await player.client.listTournaments(player.session, 5, 9, undefined, undefined, 100);
  assert.deepEqual(other ?? [], []);
});

test('joining a tournament creates a record with score 0', async t => {
  const [player] = closeAfter(t, [await login()]);
  await player.client.joinTournament(player.session, tournament);
  await player.client.joinTournament(player.session, tournament);
  const list = await player.client.listTournamentRecords(player.session, tournament, [player.userID], 20);
  assert.equal(list.owner_records[0].score, 0);
});
