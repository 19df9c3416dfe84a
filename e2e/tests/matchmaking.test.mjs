// Guide: Matchmaker, Parties. One file, one test after another: tickets of all
// players meet in one pool.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { Seat } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { refusedOnSocket } from '../lib/refusal.mjs';

const long = 120_000;
const guide = { query: '+skill:>100 mode:sabotage', strings: { mode: 'sabotage' }, numbers: { skill: 125 } };

async function joinMatched(players) {
  const matched = await Promise.all(players.map(player => player.waitFor('matchmakermatched', () => true, long)));
  const matches = await Promise.all(players.map((player, n) => player.socket.joinMatch(matched[n].match_id, matched[n].token)));
  assert.equal(new Set(matches.map(({ match_id }) => match_id)).size, 1, 'all are sent to one match');
  return matches;
}

// The match's state after all have joined.
async function state(player, match) {
  const seat = new Seat(player, match, 'json');
  await seat.waitFor(op.state);
  await seat.send(op.resync);
  return seat.waitFor(op.state);
}

test('the guide\'s query brings players to an authoritative match', { timeout: 300_000 }, async t => {
  const players = closeAfter(t, await loginAll(3));
  const [one, two, unfit] = players;
  await unfit.socket.addMatchmaker('+skill:>200 mode:sabotage', 2, 10, { mode: 'sabotage' }, { skill: 250 });
  for (const player of [one, two]) await player.socket.addMatchmaker(guide.query, 2, 10, guide.strings, guide.numbers);
  const matches = await joinMatched([one, two]);
  assert.equal(matches[0].authoritative, true);
  const { mode, players: seated } = await state(two, matches[1]);
  assert.equal(mode, 'sabotage');
  assert.equal(seated.length, 2);
  assert.equal(unfit.has('matchmakermatched'), false);
});

test('an empty query matches any ticket', { timeout: 300_000 }, async t => {
  const players = closeAfter(t, await loginAll(2));
  for (const player of players) await player.socket.addMatchmaker('', 2, 10);
  const matches = await joinMatched(players);
  assert.equal(matches[0].authoritative, true);
});

test('a ticket is removed', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const { ticket } = await player.socket.addMatchmaker('+properties.never:yes', 2, 10);
  await player.socket.removeMatchmaker(ticket);
});

test('tickets outside 2 to 10 players are refused', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  await refusedOnSocket(player.socket.addMatchmaker('', 2, 11), /10|players|count/i);
  await refusedOnSocket(player.socket.addMatchmaker('', 1, 10), /./);
});

test('a closed party: members join by chat invitation, are accepted and promoted, and leave', async t => {
  const [leader, friend, guest] = closeAfter(t, await loginAll(3));
  await leader.client.addFriends(leader.session, [friend.userID]);
  await friend.client.addFriends(friend.session, [leader.userID]);
  const party = await leader.socket.createParty(false, 4);
  const isOnline = async () => (await leader.client.listFriends(leader.session, 0, 20)).friends
    .some(({ user }) => user.online && user.id === friend.userID);
  assert.ok(await eventually(isOnline), 'the friend is shown as online');

  await friend.socket.joinChat(leader.userID, 2, true, false);
  const channel = await leader.socket.joinChat(friend.userID, 2, true, false);
  await leader.socket.writeChatMessage(channel.id, { message: 'wanna join the party?', party_id: party.party_id });
  const { content } = await friend.waitFor('channelmessage', ({ content }) => content.party_id);

  for (const member of [friend, guest]) {
    await member.socket.joinParty(content.party_id);
    const asked = await leader.waitFor('partyjoinrequest');
    assert.equal(asked.presences[0].user_id, member.userID);
    await leader.socket.acceptPartyMember(party.party_id, asked.presences[0]);
    member.party = await member.waitFor('party');
  }
  assert.equal(guest.party.presences.length, 3);

  const presence = guest.party.presences.find(({ user_id }) => user_id === friend.userID);
  await leader.socket.promotePartyMember(party.party_id, presence);
  assert.equal((await guest.waitFor('partyleader')).presence.user_id, friend.userID);
  await leader.socket.leaveParty(party.party_id);
  await guest.waitFor('partypresence', ({ leaves }) => leaves?.some(({ user_id }) => user_id === leader.userID));
});

test('parties that are open or larger than four are refused', async t => {
  const [leader] = closeAfter(t, await loginAll(1));
  await refusedOnSocket(leader.socket.createParty(true, 4), /open/i);
  await refusedOnSocket(leader.socket.createParty(false, 5), /4|size|large|four/i);
});

test('a party is matched together with others', { timeout: 300_000 }, async t => {
  const players = closeAfter(t, await loginAll(4));
  const [leader, member, ...others] = players;
  const party = await leader.socket.createParty(false, 4);
  await member.socket.joinParty(party.party_id);
  const { presences } = await leader.waitFor('partyjoinrequest');
  await leader.socket.acceptPartyMember(party.party_id, presences[0]);
  await member.waitFor('party');
  await leader.socket.addMatchmakerParty(party.party_id, guide.query, 2, 10, guide.strings, guide.numbers);
  for (const player of others) await player.socket.addMatchmaker(guide.query, 2, 10, guide.strings, guide.numbers);
  const matches = await joinMatched(players);
  assert.equal(matches[0].authoritative, true);
  const seated = await state(players[3], matches[3]);
  assert.equal(seated.players.length, 4);
});

test('a party ticket outside 2 to 10 players is refused', async t => {
  const [leader] = closeAfter(t, await loginAll(1));
  const party = await leader.socket.createParty(false, 4);
  await refusedOnSocket(leader.socket.addMatchmakerParty(party.party_id, '', 2, 12), /10|players|count/i);
});
