// Guide: Chat. Rooms of matches, groups and friends; what each may see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, loginAll, unique } from '../lib/player.mjs';
import { createLobby, kill, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { refusal, refusedOnSocket } from '../lib/refusal.mjs';

const room = 1;
const direct = 2;
const group = 3;

const says = text => ({ content }) => content.message === text;
const enter = (player, target, type = room, persistence = false) => player.socket.joinChat(target, type, persistence, false);

test('players of a match chat in the room named after it', async t => {
  const players = closeAfter(t, await loginAll(3));
  const seats = await createLobby(players);
  const [one, two] = players;
  const channel = await enter(one, seats.matchID);
  await enter(two, seats.matchID);

  await one.socket.writeChatMessage(channel.id, { message: 'I think Red is the imposter!' });
  assert.equal((await two.waitFor('channelmessage', says('I think Red is the imposter!'))).sender_id, one.userID);
  const emote = { emote: 'point', emoteTarget: two.userID };
  await one.socket.writeChatMessage(channel.id, emote);
  assert.deepEqual((await two.waitFor('channelmessage', ({ content }) => content.emote)).content, emote);
});

test('a player can edit their own message and no other', async t => {
  const players = closeAfter(t, await loginAll(2));
  const seats = await createLobby(players);
  const [one, two] = players;
  const channel = await enter(one, seats.matchID);
  await enter(two, seats.matchID);
  const { message_id: id } = await one.socket.writeChatMessage(channel.id, { message: 'I think Red is the imposter!' });
  await one.socket.updateChatMessage(channel.id, id, { message: 'I think BLUE is the imposter!' });
  const edited = await two.waitFor('channelmessage', says('I think BLUE is the imposter!'));
  assert.equal(edited.message_id, id);
  await refusal(two.socket.updateChatMessage(channel.id, id, { message: 'I am the imposter!' }));
});

test('only players of the match can join its room', async t => {
  const [outsider, ...players] = closeAfter(t, await loginAll(3));
  const seats = await createLobby(players);
  await refusedOnSocket(enter(outsider, seats.matchID), /./);
  const channel = await enter(players[0], seats.matchID);
  await refusal(outsider.socket.writeChatMessage(channel.id, { message: 'boo' }));
  await refusedOnSocket(enter(players[0], seats.matchID, room, true), /persist/i);
  await refusal(outsider.client.listChannelMessages(outsider.session, channel.id, 10, true));
});

test('the living can chat in meetings only, and messages of the dead reach only the dead', async t => {
  const players = closeAfter(t, await loginAll(6));
  const seats = await createLobby(players);
  const channels = new Map();
  for (const player of players) channels.set(player, await enter(player, seats.matchID));
  const write = (player, message) => player.socket.writeChatMessage(channels.get(player).id, { message });
  const { imposters: [imposter], crew: [dead, ghost, ...living] } = await startGame(seats);

  await refusedOnSocket(write(living[0].player, 'psst'), /./);
  await kill(imposter, dead);
  await kill(imposter, ghost);
  await write(dead.player, 'it was them');
  await ghost.player.waitFor('channelmessage', says('it was them'));

  await living[0].send(op.report, { body: dead.userID });
  await living[0].phase('voting');
  await write(living[0].player, 'where?');
  await write(dead.player, 'behind you');
  await ghost.player.waitFor('channelmessage', says('behind you'));
  await write(living[1].player, 'last word');
  for (const seat of [imposter, ...living]) {
    await seat.player.waitFor('channelmessage', says('where?'));
    await seat.player.waitFor('channelmessage', says('last word'));
    const leaked = seat.player.frames.filter(frame => /it was them|behind you/.test(frame));
    assert.deepEqual(leaked, [], 'no byte of the dead reaches the living');
  }
});

test('relayed matches have a room too', async t => {
  const [one, two] = closeAfter(t, await loginAll(2));
  const match = await one.socket.createMatch();
  await two.socket.joinMatch(match.match_id);
  const channel = await enter(one, match.match_id);
  await enter(two, match.match_id);
  await one.socket.writeChatMessage(channel.id, { message: 'hello' });
  await two.waitFor('channelmessage', says('hello'));
});

test('members of a group chat and page through the history', async t => {
  const [one, two] = closeAfter(t, await loginAll(2));
  const { id } = await one.client.createGroup(one.session, { name: unique('chatty'), open: true, max_count: 10 });
  await two.client.joinGroup(two.session, id);
  const channel = await enter(one, id, group, true);
  for (const message of ['one', 'two', 'three']) await one.socket.writeChatMessage(channel.id, { message });
  const page = cursor => two.client.listChannelMessages(two.session, channel.id, 2, true, cursor);
  const history = [];
  for (let cursor, more = true; more; more = Boolean(cursor)) {
    const { messages, next_cursor: next } = await page(cursor);
    history.push(...messages);
    cursor = next;
  }
  // Nakama itself adds a message for each new member.
  const written = history.filter(({ sender_id, content }) => sender_id === one.userID && content.message);
  assert.deepEqual(written.map(({ content }) => content.message), ['one', 'two', 'three']);
});

test('two players chat directly and list the messages later', async t => {
  const [one, two] = closeAfter(t, await loginAll(2));
  const mine = await enter(one, two.userID, direct, true);
  const theirs = await enter(two, one.userID, direct, true);
  assert.equal(mine.id, theirs.id);
  const ack = await one.socket.writeChatMessage(mine.id, { message: 'join me for a match!', match_id: 'x.y' });
  await two.waitFor('channelmessage', says('join me for a match!'));
  await one.socket.updateChatMessage(mine.id, ack.message_id, { message: 'never mind' });
  const history = await two.client.listChannelMessages(two.session, mine.id, 100, true);
  assert.deepEqual(history.messages.map(({ content }) => content.message), ['never mind']);
});

test('a message over 1 KiB is refused', async t => {
  const [one, two] = closeAfter(t, await loginAll(2));
  const channel = await enter(one, two.userID, direct, true);
  await one.socket.writeChatMessage(channel.id, { message: 'x'.repeat(900) });
  await refusedOnSocket(one.socket.writeChatMessage(channel.id, { message: 'x'.repeat(1100) }), /message|content|1,?024|1 KiB/i);
});
