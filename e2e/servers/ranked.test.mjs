// What counts with the default settings of ranked games.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../lib/eventually.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, lifetime, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refused, refusedOnSocket } from '../lib/refusal.mjs';
import { everyGameCounts, startServer } from '../lib/server.mjs';

let server;
let counting;
before(async () => {
  server = await startServer({ name: 'ranked' });
  counting = await startServer({ name: 'counting', env: { ...everyGameCounts, SAGISHI_LEAVER_LIMIT: '1' } });
});
after(() => Promise.all([server, counting].map(each => each?.destroy())));

test('a game of a few seconds does not count, and its players are told why', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4, { server })));
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  for (const seat of seats) {
    const { counted, why } = await seat.waitFor(op.results);
    assert.equal(counted, false);
    assert.match(why, /./);
    assert.equal(await lifetime(seat.player), undefined);
  }
});

// A player's record in the collection stats, as another player reads it.
async function stats(reader, { userID }, key) {
  const { objects } = await reader.client.readStorageObjects(reader.session, { object_ids: [{ collection: 'stats', key, user_id: userID }] });
  return objects?.[0]?.value;
}

test('a counted game rates its players, and clients cannot state their skill', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4, { server: counting })), { request: { skill: 9000 } });
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  for (const seat of seats) assert.equal((await seat.waitFor(op.results)).counted, true);
  const winner = await stats(imposter.player, crew[0].player, 'rating');
  const loser = await stats(crew[0].player, imposter.player, 'rating');
  assert.ok(winner.skill > 125 && winner.crew.mu > 25 && winner.crew.games === 1 && winner.imposter.games === 0, JSON.stringify(winner));
  assert.ok(loser.skill < 125 && loser.imposter.mu < 25 && loser.imposter.games === 1, JSON.stringify(loser));
  assert.equal(await stats(imposter.player, crew[0].player, 'day'), undefined);
  const { match_id: matchID } = await crew[0].player.rpc('create_match', { skill: 9000 });
  assert.ok(await eventually(async () => {
    const { matches } = await imposter.player.client.listMatches(
      imposter.player.session, 100, true, undefined, undefined, undefined, `+label.skill:${winner.skill}`);
    return matches?.some(({ match_id }) => match_id === matchID);
  }), 'the label has the rating');
});

test('leavers may not look for matches for a while, alone or in a party', async t => {
  const players = closeAfter(t, await loginAll(5, { server: counting }));
  const seats = await createLobby(players);
  const { imposters: [imposter], crew } = await startGame(seats);
  const leaver = crew.pop().player;
  await leaver.socket.leaveMatch(seats.matchID);
  const rest = seats.filter(seat => seat.player !== leaver);
  await holdMeeting(rest, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  for (const seat of rest) await seat.waitFor(op.results);

  await refused(leaver.client.rpc(leaver.session, 'find_match', {}), codes.precondition, /\d+ seconds/);
  await refusedOnSocket(leaver.socket.addMatchmaker('', 2, 10), /\d+ seconds/);
  const friend = crew[0].player;
  const { party_id: party } = await friend.socket.createParty(false, 2);
  await leaver.socket.joinParty(party);
  const request = await friend.waitFor('partyjoinrequest');
  await friend.socket.acceptPartyMember(party, request.presences[0]);
  await leaver.waitFor('party');
  await refusedOnSocket(friend.socket.addMatchmakerParty(party, '', 2, 10), /member of the party.*\d+ seconds/);
  await leaver.rpc('create_match', { private: true });
});

test('an account that is deleted as its game ends leaves no record on the boards', { timeout: 300_000 }, async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(8, { server: counting })), { request: { settings: { imposters: 1 } } });
  const { imposters: [imposter], crew } = await startGame(seats);
  const watcher = imposter.player;
  const deleted = crew.slice(0, 6);
  await crew[0].send(op.vote, { call: true });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  for (const seat of seats) await seat.send(op.vote, seat === imposter ? { skip: true } : { target: imposter.userID });
  await Promise.all(deleted.map(async ({ player }, n) => {
    await delay(30 * n); // from before the result is written until after it
    await player.client.deleteAccount(player.session);
  }));
  await imposter.waitFor(op.results);
  const ids = deleted.map(({ userID }) => userID);
  const records = async () =>
    (await watcher.client.listLeaderboardRecords(watcher.session, 'weekly_crew_wins', ids)).owner_records ?? [];
  await eventually(async () => (await records()).length === 0);
  assert.deepEqual(await records(), []);
  const [winner] = crew.slice(6);
  const { owner_records: kept } = await watcher.client.listLeaderboardRecords(watcher.session, 'weekly_crew_wins', [winner.userID]);
  assert.equal(kept[0].score, 1);
});
