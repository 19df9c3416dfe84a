// A server that accepts scores from clients, as the guide does, and is stricter in
// the rest.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { closeAfter, createClient, login, loginAll, unique } from '../lib/player.mjs';
import { createLobby, holdMeeting, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refusal, refused, refusedOnSocket } from '../lib/refusal.mjs';
import { startServer } from '../lib/server.mjs';

let server;
before(async () => {
  server = await startServer({
    name: 'settings',
    env: {
      SAGISHI_SCORES: 'client', SAGISHI_RELAYED_MATCHES: 'false', SAGISHI_GROUP_DELETE: 'false',
      SAGISHI_GROUP_MAX_SIZE: '50', SAGISHI_STORAGE_OBJECTS: '20', SAGISHI_AUTH_METHODS: 'device,email',
    },
  });
});
after(() => server.destroy());

const board = 'weekly_imposter_wins';
const tournament = 'weekly_top_detective';
const one = { score: 1, subscore: 0, metadata: { map: 'space_station' } };

test('scores that clients submit count', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  const record = await player.client.writeLeaderboardRecord(player.session, board, one);
  assert.deepEqual([record.score, record.metadata], [1, { map: 'space_station' }]);
  await refused(player.client.writeLeaderboardRecord(player.session, board, one), codes.exhausted);

  await player.client.joinTournament(player.session, tournament);
  const detective = await player.client.writeTournamentRecord(player.session, tournament, one);
  assert.equal(detective.score, 1);
});

test('a tournament must be joined before a score', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  const write = () => player.client.writeTournamentRecord(player.session, tournament, one);
  const { message } = await refusal(write());
  assert.match(message, /join/i);
  assert.equal(await player.client.joinTournament(player.session, tournament), true);
});

test('scores above what one game can give are refused', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  const write = change => player.client.writeLeaderboardRecord(player.session, board, { ...one, ...change });
  for (const change of [{ score: 2 }, { score: 1000 }, { subscore: 1_000_001 }, { metadata: { text: 'x'.repeat(1100) } }]) {
    const { code } = await write(change).then(() => assert.fail('allowed'), answer => answer.json());
    assert.ok([codes.invalid, codes.denied, codes.exhausted].includes(code), `${JSON.stringify(change).slice(0, 60)}: ${code}`);
  }
});

test('the server does not write boards itself', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4, { server })));
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  await crew[0].waitFor(op.results);
  const { player } = crew[0];
  const list = await player.client.listLeaderboardRecords(player.session, 'weekly_crew_wins', [player.userID]);
  assert.deepEqual(list.owner_records ?? [], []);
});

test('relayed matches, large groups and deleting groups are refused', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  await refusedOnSocket(player.socket.createMatch(), /create_match/);
  const found = max_count => player.client.createGroup(player.session, { name: unique('small'), open: true, max_count });
  await refused(found(51), codes.invalid);
  const group = await found(50);
  await refused(player.client.deleteGroup(player.session, group.id), codes.denied);
});

test('only the listed login methods are allowed', async () => {
  const client = createClient(server);
  await refused(client.authenticateCustom(randomUUID(), true), codes.denied);
  const session = await client.authenticateEmail(`${randomUUID()}@example.com`, 'a long password', true);
  assert.equal(session.created, true);
});

test('a player owns a limited number of objects, and may write one that exists', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  const write = (from, count) => player.client.writeStorageObjects(player.session,
    Array.from({ length: count }, (_, n) => ({ collection: 'hats', key: `hat-${from + n}`, value: { n } })));
  await write(0, 20);
  await refused(write(20, 1), codes.exhausted, /20/);
  await write(0, 1);
});

test('wrong codes of many accounts are limited together, and right ones wait as well', async t => {
  const [host, ...others] = closeAfter(t, await loginAll(12, { server }));
  const { code } = await host.rpc('create_match', { private: true });
  const enter = (player, guess) => player.client.rpc(player.session, 'join_code', { code: guess }).then(() => 'entered', async error => (await refusal(Promise.reject(error))).message);
  const seen = new Set();
  for (let n = 0; n < 58 && !seen.has('too many wrong codes on this server, try again in a moment'); n++) {
    const wrong = others.map(player => enter(player, 'QXKPZTAB'));
    seen.add(await enter(host, code));
    await Promise.all(wrong);
  }
  assert.deepEqual([...seen], ['entered', 'too many wrong codes on this server, try again in a moment']);
});
