// The attacks, each by the means of ordinary accounts. The names are those of the
// command line, and the order that of docs/security.md.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const number = '1e131071'; // 8 bytes, which PostgreSQL's JSONB makes 131 KB
const regularExpression = '+label.mode:/(.*a){10}.{100}/';
const storage = (collection, value) => ({
  objects: [{ collection, key: randomUUID(), value: JSON.stringify(value), permission_read: 2, permission_write: 1 }],
});
const path = (base, query) => `${base}?${new URLSearchParams(query)}`;
const pause = milliseconds => new Promise(again => setTimeout(again, milliseconds));
const dataOf = payload => Buffer.from(JSON.stringify(payload)).toString('base64');

/** Numbers that grow in the database: stored, read back, and in chat. */
async function numbers(attack) {
  const [writer, speaker] = await attack.accounts(2);
  await speaker.connect();
  await speaker.send({ channel_join: { type: 1, target: 'numbers', persistence: true, hidden: false } });
  const value = `{"n":[${Array(1500).fill(number).join(',')}]}`;
  const chat = `{"n":[${Array(100).fill(number).join(',')}]}`;
  await attack.repeat(4, async n => {
    const body = `{"objects":[{"collection":"numbers","key":"${randomUUID()}","value":${JSON.stringify(value)},"permission_read":2,"permission_write":1}]}`;
    await writer.call('PUT', '/v2/storage', body);
    await writer.call('GET', `/v2/storage/numbers/${writer.userID}?limit=4`);
    if (n === 0) await speaker.send({ channel_message_send: { channel_id: '2...numbers', content: chat } });
  });
}

/** Queries of listings and tickets that cost seconds of processor time. */
async function queries(attack) {
  const [lister, ...matched] = await attack.accounts(3);
  await Promise.all(matched.map(account => account.connect()));
  await Promise.all([
    attack.repeat(8, () => lister.call('GET', path('/v2/match', { limit: 100, authoritative: true, query: regularExpression }))),
    attack.repeat(2, async n => {
      await matched[n].send({ matchmaker_add: { min_count: 2, max_count: 2, query: regularExpression, string_properties: { mode: 'a'.repeat(200) } } });
      await pause(20);
    }),
  ]);
}

/** Compressed bodies of 120 KB that are 120 MB, without an account. */
async function gzip(attack) {
  const bomb = gzipSync(Buffer.alloc(120 << 20));
  await attack.repeat(4, async () => {
    await attack.request('POST', '/v2/account/authenticate/device', bomb, { 'Content-Encoding': 'gzip' });
    await pause(40); // what a line of 100 Mbit/s can send
  });
}

/** Three accounts that search, join and stay: everybody who searches meets them. */
async function capture(attack) {
  const accounts = await attack.accounts(3);
  await Promise.all(accounts.map(account => account.connect()));
  await attack.repeat(3, async n => {
    const { match_id } = await accounts[n].rpc('find_match', { mode: 'classic' });
    if (match_id) await accounts[n].send({ match_join: { match_id } });
    await pause(50);
  });
}

/** Nine accounts that join every lobby there is, from one socket each. */
async function squatting(attack) {
  const accounts = await attack.accounts(9);
  await Promise.all(accounts.map(account => account.connect()));
  await attack.repeat(9, async n => {
    const { body } = await accounts[n].call('GET', path('/v2/match', { limit: 100, authoritative: true, query: '+label.open:T' }));
    const matches = body.startsWith('{') ? JSON.parse(body).matches ?? [] : [];
    for (const { match_id } of matches) await accounts[n].send({ match_join: { match_id } });
    if (n < 3) await accounts[n].rpc('create_match');
  });
}

/** Private matches without end, which fill a page of the listing. */
async function listing(attack) {
  const accounts = await attack.accounts(6);
  await attack.repeat(12, async n => {
    await accounts[n % 6].rpc('create_match', { private: true });
    await accounts[n % 6].call('GET', path('/v2/match', { limit: 100, authoritative: true }));
  });
}

/** Secrets for players in a game, by what Nakama notifies: groups, requests, messages. */
async function whispers(attack) {
  const [account] = await attack.accounts(1);
  await account.connect();
  await attack.repeat(8, async n => {
    const target = attack.targets[n % attack.targets.length];
    const { body } = await account.call('POST', '/v2/group', { name: `IMPOSTER IS ${randomUUID().slice(0, 12)}`, open: true });
    const group = body.startsWith('{') ? JSON.parse(body).id : undefined;
    if (group) await account.call('POST', path(`/v2/group/${group}/add`, { user_ids: target }));
    await account.call('POST', path('/v2/friend', { ids: target }));
    await account.call('PUT', '/v2/account', { display_name: `IMPOSTER IS ${n}` });
    await account.send({ channel_join: { type: 2, target, persistence: true, hidden: false } });
  });
}

/** Notices for strangers: friend requests and their ends, direct messages, 300 ids in one call. */
async function notices(attack) {
  const [account] = await attack.accounts(1);
  await account.connect();
  const many = Array.from({ length: 300 }, (_, n) => attack.targets[n % attack.targets.length]);
  await attack.repeat(16, async n => {
    const ids = attack.targets[n % attack.targets.length];
    await account.call('POST', path('/v2/friend', { ids }));
    await account.call('DELETE', path('/v2/friend', { ids }));
    await account.send({ channel_join: { type: 2, target: ids.replaceAll('-', ''), persistence: true, hidden: false } });
    await account.send({ channel_leave: { channel_id: `4.${[ids, account.userID].sort().join('.')}.` } });
    if (n === 0) await account.call('POST', `/v2/friend?${many.map(id => `ids=${id}`).join('&')}`);
  });
}

/** Objects of 15 KB, groups and devices, as many as the server takes. */
async function storing(attack) {
  const [account] = await attack.accounts(1);
  await attack.repeat(16, async n => {
    if (n % 2) await account.call('PUT', '/v2/storage', storage('store', { text: 'x'.repeat(15_000) }));
    else if (n % 4) await account.call('POST', '/v2/account/link/device', { id: randomUUID() });
    else await account.call('POST', '/v2/group', { name: randomUUID(), open: true });
  });
}

/** Pages and reads that are as large as they can be: the same object, named again and again. */
async function reading(attack) {
  const [account] = await attack.accounts(1);
  const object = { collection: 'reading', key: randomUUID(), user_id: account.userID };
  const value = JSON.stringify({ text: 'x'.repeat(15_000) });
  for (let n = 0; n < 12; n++) {
    const objects = Array.from({ length: 8 }, (_, k) => ({ ...object, key: n + k ? randomUUID() : object.key, value, permission_read: 2, permission_write: 1 }));
    await account.call('PUT', '/v2/storage', { objects });
  }
  const many = JSON.stringify({ object_ids: [{ ...object, collection: 'other', key: 'other' }, ...Array(1000).fill(object)] });
  await attack.repeat(16, async n => {
    if (n % 2) await account.call('GET', `/v2/storage/reading/${account.userID}?limit=100`);
    else await account.call('POST', '/v2/storage', many);
  });
}

/** Join codes, guessed by many accounts. */
async function codes(attack) {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ';
  const accounts = await attack.accounts(100);
  await attack.repeat(50, async (n, round) => {
    const code = Array.from({ length: 8 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
    await accounts[(n + 50 * round) % accounts.length].rpc('join_code', { code });
  });
}

/** Relayed matches, which any socket may create. */
async function relayed(attack) {
  const [account] = await attack.accounts(1);
  await account.connect();
  await attack.repeat(1, () => account.send({ match_create: {} }));
}

/** The cheapest messages of a socket, as often as they can be sent, and searches at once. */
async function messages(attack) {
  const [account, second, searcher] = await attack.accounts(3);
  await Promise.all([account.connect(), second.connect()]);
  await Promise.all([
    attack.repeat(1, () => account.send({ status_unfollow: { user_ids: [randomUUID()] } })),
    attack.repeat(1, () => second.send({ ping: {} })),
    attack.repeat(60, () => searcher.rpc('find_match', { mode: 'sabotage', skill: Math.floor(Math.random() * 500) })),
  ]);
}

/** Actions of players in a game, far too many: kills, vents, sabotage, positions. */
async function actions(attack) {
  const accounts = await attack.accounts(4);
  await Promise.all(accounts.map(account => account.connect()));
  const { match_id } = await accounts[0].rpc('create_match', { mode: 'sabotage', settings: { start_countdown_seconds: 0 } });
  for (const account of accounts) await account.send({ match_join: { match_id } });
  await accounts[0].send({ match_data_send: { match_id, op_code: '3', data: dataOf({}) } });
  const payloads = [[1, { x: 1, y: 0, z: 1 }], [6, { target: accounts[1].userID }], [9, { system: 'lights' }], [11, { vent: 'a' }], [11, {}]];
  await attack.repeat(4, async (n, round) => {
    const [code, payload] = payloads[round % payloads.length];
    await accounts[n].send({ match_data_send: { match_id, op_code: String(code), data: dataOf(payload) } });
  });
}

export const attacks = {
  numbers, queries, gzip, capture, squatting, listing, whispers, notices, storing, reading, codes, relayed, messages, actions,
};
