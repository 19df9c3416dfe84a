// What one ordinary account can do to the server and to other players.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { closeAfter, login, loginAll, unique } from '../lib/player.mjs';
import { createLobby, kill, startGame } from '../lib/game.mjs';
import { rest } from '../lib/raw.mjs';
import { codes, refused, refusedOnSocket } from '../lib/refusal.mjs';

const bombs = ['{"a":1e131071}', `{"a":${'9'.repeat(40)}}`, '{"a":"\\u0000"}', '{"a":"\\ud800"}', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`];

// The client encodes values itself, so these requests are made by hand.
async function refusedRequest(player, method, path, body, message) {
  const { body: answer } = await rest(player, method, path, body);
  assert.equal(answer.code, codes.invalid, JSON.stringify(answer));
  assert.match(answer.message, message);
}

test('JSON that the database would expand or refuse is refused with the field', async t => {
  const [player, other] = closeAfter(t, await loginAll(2));
  const channel = await player.socket.joinChat(unique('square'), 1, true, false);
  for (const bomb of bombs) {
    await refusedRequest(player, 'PUT', '/v2/storage', { objects: [{ collection: 'hats', key: 'bomb', value: bomb }] }, /^value/);
    await refusedRequest(player, 'POST', `/v2/friend?ids=${other.userID}&metadata=${encodeURIComponent(bomb)}`, undefined, /^metadata/);
    await refusedOnSocket(player.socket.send({ channel_message_send: { channel_id: channel.id, content: bomb } }), /content/);
    await refusedOnSocket(player.socket.updateStatus(bomb), /status/);
  }
});

test('queries that cost much are refused, and those of the guide are answered', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const list = query => player.client.listMatches(player.session, 10, true, '', 0, 10, query);
  for (const query of ['label.mode:/(.*a){10}.{100}/', '+label.mode:sab*', 'label.mode:sabotag~2', '+a:b '.repeat(17), 'x'.repeat(257)]) {
    await refused(list(query), codes.invalid, /^query/);
    await refusedOnSocket(player.socket.addMatchmaker(query, 2, 10), /query/);
  }
  for (const query of ['', '*', '+label.skill:>100 label.mode:sabotage']) await list(query);
  const { ticket } = await player.socket.addMatchmaker('+skill:>100 mode:sabotage', 2, 10, { mode: 'sabotage' }, { skill: 125 });
  await player.socket.removeMatchmaker(ticket);
});

test('private and relayed matches leave room in a listing', async t => {
  const [host, hider] = closeAfter(t, await loginAll(2));
  const map = 'space_station';
  const { match_id: open } = await host.rpc('create_match', { mode: 'sabotage', map, skill: 987, max_players: 13 });
  for (let n = 0; n < 15; n++) {
    await hider.rpc('create_match', { mode: 'sabotage', map, skill: 987, private: true });
    await hider.socket.createMatch();
  }
  const query = '+label.skill:987 label.mode:sabotage';
  const list = async () => (await host.client.listMatches(host.session, 10, true, '', 0, 15, query)).matches ?? [];
  let found = await list();
  for (let n = 0; n < 25 && !found.some(({ match_id }) => match_id === open); n++) { // labels are indexed once a second
    await delay(250);
    found = await list();
  }
  assert.deepEqual(found.map(({ match_id }) => match_id), [open]);
  const all = (await host.client.listMatches(host.session, 100)).matches ?? [];
  assert.ok(all.every(({ authoritative }) => authoritative), 'relayed matches are listed');
});

test('requests and withdrawals cannot fill an inbox', async t => {
  const [player, victim] = closeAfter(t, await loginAll(2));
  let requests = 0;
  for (let n = 0; n < 30; n++) {
    try {
      await player.client.addFriends(player.session, [victim.userID]);
      requests++;
      await player.client.deleteFriends(player.session, [victim.userID]);
    } catch (answer) {
      if (!(answer instanceof Response)) throw answer;
      assert.equal((await answer.json()).code, codes.exhausted);
    }
  }
  assert.ok(requests <= 10, `${requests} requests`);
  await refused(player.client.addFriends(player.session, Array(51).fill(victim.userID)), codes.invalid, /^ids/);
});

test('joining a direct message again and again cannot fill an inbox', async t => {
  const [player, victim] = closeAfter(t, await loginAll(2));
  let joins = 0;
  for (let n = 0; n < 25; n++) {
    try {
      const { id } = await player.socket.joinChat(n % 2 ? victim.userID : victim.userID.toUpperCase(), 2, true, false);
      joins++;
      await player.socket.leaveChat(id);
    } catch ({ message }) {
      assert.match(message, /too many requests/);
    }
  }
  assert.ok(joins <= 11, `${joins} notifications`);
});

test('a read asks for a limited number of objects', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const read = count => player.client.readStorageObjects(player.session,
    { object_ids: Array(count).fill({ collection: 'hats', key: 'favorite_hats', user_id: player.userID }) });
  await read(100);
  await refused(read(101), codes.invalid, /^object_ids/);
});

test('large pages count as several requests', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const list = () => player.client.listStorageObjects(player.session, 'hats', player.userID, 100);
  const calls = await Promise.allSettled(Array.from({ length: 60 }, list));
  const refusals = calls.filter(({ status }) => status === 'rejected');
  assert.ok(refusals.length > 20, `${refusals.length} of 60 were refused`);
  await refused(Promise.reject(refusals[0].reason), codes.exhausted);
});

test('an account has a limited number of devices', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const link = () => player.client.linkDevice(player.session, { id: randomUUID() });
  for (let n = 1; n < 20; n++) await link(); // it has one
  await refused(link(), codes.exhausted, /20 devices/);
});

test('the leader of a party cannot flood its members', async t => {
  const [leader, member] = closeAfter(t, await loginAll(2));
  const { party_id: party, self } = await leader.socket.createParty(false, 4);
  await member.socket.joinParty(party);
  const promotions = await Promise.allSettled(Array.from({ length: 200 }, () => leader.socket.promotePartyMember(party, self)));
  const limited = promotions.filter(({ reason }) => /too many requests/.test(reason?.message));
  assert.ok(limited.length > 100, `${limited.length} of 200 were refused`);
});

test('only players who asked are added to a group', async t => {
  const [admin, applicant, victim] = closeAfter(t, await loginAll(3));
  const group = await admin.client.createGroup(admin.session, { name: unique('closed'), open: false, max_count: 10 });
  await applicant.client.joinGroup(applicant.session, group.id);
  await refused(admin.client.addGroupUsers(admin.session, group.id, [victim.userID]), codes.precondition, /did not ask/);
  await admin.client.addGroupUsers(admin.session, group.id, [applicant.userID]);
});

test('the dead reach no living player of their match', async t => {
  const players = closeAfter(t, await loginAll(5));
  const { imposters: [imposter], crew } = await startGame(await createLobby(players, { request: { settings: { imposters: 1 } } }));
  const [ghost, witness] = crew.map(({ player }) => player);
  const friend = await login();
  closeAfter(t, [friend]);
  const channel = await ghost.socket.joinChat(witness.userID, 2, true, false);
  await ghost.socket.writeChatMessage(channel.id, { message: 'alive' });
  await witness.socket.followUsers([ghost.userID]);
  await ghost.socket.updateStatus('alive');
  await kill(imposter, crew[0]);
  await refusedOnSocket(ghost.socket.writeChatMessage(channel.id, { message: 'it was him' }), /you are dead/);
  await refusedOnSocket(ghost.socket.joinChat(imposter.userID, 2, true, false), /you are dead/);
  await refusedOnSocket(ghost.socket.updateStatus('IT WAS HIM'), /you are dead/);
  await refused(ghost.client.addFriends(ghost.session, [witness.userID]), codes.denied, /you are dead/);
  await refused(ghost.client.addFriends(ghost.session, [], [witness.username]), codes.denied, /you are dead/);
  await refused(ghost.client.updateAccount(ghost.session, { display_name: 'It was him' }), codes.denied, /you are dead/);
  const form = userID => userID.replaceAll('-', ''); // Nakama reads ids without dashes, too
  await refused(ghost.client.addFriends(ghost.session, [form(witness.userID)]), codes.denied, /you are dead/);
  await refusedOnSocket(ghost.socket.joinChat(form(imposter.userID), 2, true, false), /you are dead/);
  const sameChannel = channel.id.split('.').map(form).join('.');
  await refusedOnSocket(ghost.socket.writeChatMessage(sameChannel, { message: 'it was him' }), /you are dead/);
  await ghost.client.addFriends(ghost.session, [friend.userID]);
  const living = await witness.socket.joinChat(imposter.userID, 2, true, false);
  await witness.socket.writeChatMessage(living.id, { message: 'I saw nothing' });
});
