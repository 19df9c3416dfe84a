// The reverse proxy in front of the server: what it refuses, what it tells Nakama,
// and that a client of the guide notices nothing of it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { closeAfter, loginAll, login } from '../lib/player.mjs';
import { createLobby, holdMeeting, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { run } from '../lib/process.mjs';
import { hasNginx, proxyFolder, startProxy } from '../lib/proxy.mjs';
import { keys, startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';

const given = state();
const skip = given.mode === 'docker' ? 'compose has the proxy in front of every test'
  : !await hasNginx() && 'there is no nginx here (Debian: apt-get install nginx)';
const authenticate = '/v2/account/authenticate/device?create=true';
const basic = `Basic ${Buffer.from(`${keys.server}:`).toString('base64')}`;
const attacker = '127.0.0.2'; // the guide's clients are at 127.0.0.1

let server, proxy;
before(async () => {
  if (skip) return;
  server = await startServer({ name: 'proxy', direct: true });
  proxy = await startProxy(server, given);
});
after(async () => {
  await proxy?.stop();
  await server?.destroy();
});

// A request as no official client makes it. Answers {status, body}.
async function send(to, { path = authenticate, body, from, headers = {}, ...options } = {}) {
  const { request } = options.ca ? https : http;
  const outgoing = request({
    host: '127.0.0.1', port: to.port, path, method: body === undefined ? 'GET' : 'POST', localAddress: from, agent: false,
    headers: { Authorization: basic, ...headers }, ...options,
  });
  outgoing.on('error', () => {}); // the proxy may refuse a body before it has all of it
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode, body: text };
}

const loginBody = () => JSON.stringify({ id: randomUUID() });
const memory = async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;

test('compressed requests are refused, and bombs cost the server no memory', { skip }, async () => {
  const compressed = { body: gzipSync(loginBody()), headers: { 'Content-Encoding': 'gzip' } };
  assert.equal((await send(server, compressed)).status, 200, 'Nakama itself no longer inflates requests');
  const answer = await send(proxy, compressed);
  assert.equal(answer.status, 415);
  assert.equal(JSON.parse(answer.body).code, 3);

  const bomb = gzipSync(Buffer.alloc(120 << 20));
  assert.ok(bomb.length < 128 << 10);
  const before = await memory();
  for (const encoding of ['gzip', 'deflate', 'GZIP', 'identity', 'gzip, gzip']) {
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(proxy, { body: bomb, headers: { 'Content-Encoding': encoding } })));
    assert.deepEqual(answers.map(({ status }) => status), [415, 415, 415, 415], encoding);
  }
  const grown = await memory() - before;
  assert.ok(grown < 20, `the server's memory grew by ${grown.toFixed(0)} MB`);
});

test('a second Content-Encoding does not reach the server', { skip }, async () => {
  for (const first of ['', '0']) {
    const headers = ['Authorization', basic, 'Host', 'x', 'Content-Encoding', first, 'Content-Encoding', 'gzip'];
    const { status } = await send(proxy, { body: gzipSync(loginBody()), headers });
    assert.ok([400, 415].includes(status), `${JSON.stringify(first)}: ${status}`);
  }
});

test('long bodies and headers are refused', { skip }, async () => {
  const long = await send(proxy, { body: Buffer.alloc((128 << 10) + 1, 'x') });
  assert.equal(long.status, 413);
  assert.equal(JSON.parse(long.body).code, 8);
  const chunked = await send(proxy, { body: Buffer.alloc(1 << 20, 'x'), headers: { 'Transfer-Encoding': 'chunked' } }).catch(error => error);
  assert.ok(chunked instanceof Error || chunked.status === 413, JSON.stringify(chunked));
  assert.equal((await send(proxy, { body: loginBody(), headers: { 'X-Long': 'x'.repeat(9 << 10) } })).status, 400);
  assert.equal((await send(proxy, { body: loginBody().padEnd(127 << 10) })).status, 200, 'what Nakama takes is passed on');
});

test('slow headers and slow bodies are cut off', { skip }, async t => {
  const impatient = await startProxy(server, given, {
    changes: { 'client_header_timeout 10s': 'client_header_timeout 1s', 'client_body_timeout 10s': 'client_body_timeout 1s' },
  });
  t.after(() => impatient.stop());
  const head = `POST ${authenticate} HTTP/1.1\r\nHost: x\r\n`;
  for (const begun of [head, `${head}Content-Length: 100\r\n\r\n{`]) {
    const socket = net.connect(impatient.port, '127.0.0.1').on('error', () => {});
    socket.resume().write(begun);
    await new Promise(closed => socket.on('close', closed)); // with or without a reset
  }
});

test('a client cannot choose the address that Nakama sees', { skip }, async t => {
  const folder = join(given.dir, 'address');
  await mkdir(folder);
  await writeFile(join(folder, 'address.lua'), `
    local nk = require("nakama")
    nk.register_rpc(function(context) return context.client_ip end, "address")
    nk.register_req_before(function(context) error({context.client_ip, 3}) end, "GetAccount")`);
  const teller = await startServer({ name: 'proxy-address', plugin: folder, direct: true });
  t.after(teller.destroy);
  const front = await startProxy(teller, given);
  t.after(() => front.stop());
  const { token } = JSON.parse((await send(teller, { body: loginBody() })).body);
  const forged = {
    Authorization: `Bearer ${token}`, 'X-Forwarded-For': '8.8.8.8', 'X-Real-Ip': '8.8.8.8', Forwarded: 'for=8.8.8.8',
    'Grpc-Metadata-X-Forwarded-For': '8.8.8.8', 'grpc-metadata-x-forwarded-for': '8.8.8.8',
  };
  const seen = async to => [
    JSON.parse((await send(to, { path: '/v2/rpc/address', body: '""', from: attacker, headers: forged })).body).payload,
    JSON.parse((await send(to, { path: '/v2/account', from: attacker, headers: forged })).body).message,
    await addressOfSocket(to, token, forged),
  ];
  assert.deepEqual(await seen(teller), ['8.8.8.8', '8.8.8.8', '8.8.8.8'], 'Nakama itself no longer believes the header');
  assert.deepEqual(await seen(front), [attacker, attacker, attacker]);
});

// The address that Nakama sees of a socket, by an RPC through it.
async function addressOfSocket(to, token, headers) {
  const socket = new WebSocket(`ws://127.0.0.1:${to.port}/ws?format=json&token=${token}`, { headers, localAddress: attacker });
  await once(socket, 'open');
  socket.send(JSON.stringify({ cid: '1', rpc: { id: 'address' } }));
  const [answer] = await once(socket, 'message');
  socket.terminate();
  return JSON.parse(answer).rpc.payload;
}

test('a game is played through the proxy', { skip }, async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4, { server: proxy })));
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  assert.equal((await crew[0].waitFor(op.gameOver)).winner, 'crew');
});

test('too many requests and logins of one address are refused, and other addresses are served', { skip }, async t => {
  // No request becomes free again while the test runs.
  const slow = await startProxy(server, given, { changes: { 'rate=100r/s': 'rate=1r/m', 'rate=20r/s': 'rate=1r/m' } });
  t.after(() => slow.stop());
  const flood = (count, request) => Promise.all(Array.from({ length: count }, () => send(slow, request)));
  const requests = flood(600, { path: '/', from: attacker });
  const logins = flood(300, { body: '{}', from: '127.0.0.3' });
  const [player] = closeAfter(t, [await login({ server: slow })]);
  for (let n = 0; n < 10; n++) await player.rpc('get_catalog');
  for (const [answers, served] of [[await requests, 401], [await logins, 201]]) {
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(answers.length - refused.length, served);
    assert.equal(JSON.parse(refused[0].body).code, 8);
  }
});

test('too many connections of one address are refused, and other addresses are served', { skip }, async t => {
  const narrow = await startProxy(server, given, { changes: { 'limit_conn connections 512': 'limit_conn connections 20' } });
  t.after(() => narrow.stop());
  const { token } = JSON.parse((await send(narrow, { body: loginBody() })).body);
  const sockets = Array.from({ length: 30 }, () =>
    new WebSocket(`ws://127.0.0.1:${narrow.port}/ws?token=${token}`, { localAddress: attacker }));
  for (const socket of sockets) socket.on('error', () => {}); // refused ones have none to close
  t.after(() => sockets.forEach(socket => socket.terminate()));
  const opened = await Promise.all(sockets.map(socket => new Promise(resolve => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (request, { statusCode }) => resolve(statusCode));
  })));
  assert.deepEqual([opened.filter(status => status === 101).length, opened.filter(status => status === 429).length], [20, 10]);
  const [player] = closeAfter(t, [await login({ server: narrow })]);
  await player.rpc('get_catalog');
});

// Connects to the gRPC port, from an address. Answers a function that calls a method
// with so many zero bytes, and answers [HTTP status, content type, gRPC status].
function grpc(t, { grpcPort }, localAddress) {
  const createConnection = () => net.connect({ host: '127.0.0.1', port: grpcPort, localAddress });
  const client = http2.connect(`http://127.0.0.1:${grpcPort}`, { createConnection });
  t.after(() => client.close());
  return async (method, size, headers = {}) => {
    const call = client.request({
      ':method': 'POST', ':path': `/nakama.api.Nakama/${method}`, 'content-type': 'application/grpc', te: 'trailers',
      authorization: basic, ...headers,
    });
    const found = {};
    call.on('response', answer => Object.assign(found, answer)).on('trailers', answer => Object.assign(found, answer)).on('error', () => {});
    call.resume().end(Buffer.alloc(size));
    await once(call, 'close');
    return [found[':status'], found['content-type'], found['grpc-status']];
  };
}

test('gRPC passes, and refusals have the form of gRPC', { skip }, async t => {
  const call = grpc(t, proxy);
  assert.deepEqual(await call('Healthcheck', 5), [200, 'application/grpc', '0']);
  assert.deepEqual(await call('Healthcheck', 200_000, { 'content-length': '200000' }), [200, 'application/grpc', '8']);
});

test('too many logins of one address are refused over gRPC, too', { skip }, async t => {
  const slow = await startProxy(server, given, { changes: { 'rate=20r/s': 'rate=1r/m' } });
  t.after(() => slow.stop());
  const call = grpc(t, slow, attacker);
  const answers = await Promise.all(Array.from({ length: 300 }, () => call('AuthenticateDevice', 5)));
  const refused = answers.filter(([, , status]) => status === '8');
  assert.equal(answers.length - refused.length, 201);
  assert.deepEqual(await call('Healthcheck', 5), [200, 'application/grpc', '0']);
});

test('with a certificate HTTPS and secure WebSockets are served', { skip }, async t => {
  const folder = await proxyFolder(given.dir);
  const chain = join(folder, 'fullchain.pem');
  await run('openssl', [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'privkey.pem'), '-out', chain,
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1',
  ]);
  const secure = await startProxy(server, given, { folder });
  t.after(() => secure.stop());
  const ca = await readFile(chain);
  const answer = await send({ port: secure.tlsPort }, { body: loginBody(), ca });
  assert.equal(answer.status, 200);
  const { token } = JSON.parse(answer.body);
  const socket = new WebSocket(`wss://127.0.0.1:${secure.tlsPort}/ws?token=${token}`, { ca });
  await once(socket, 'open');
  socket.terminate();
  const bomb = await send({ port: secure.tlsPort }, { body: gzipSync(loginBody()), headers: { 'Content-Encoding': 'gzip' }, ca });
  assert.equal(bomb.status, 415);
});
