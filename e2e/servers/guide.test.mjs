// The commands of the operations guide and of the runbooks, as they are written.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { closeAfter, login } from '../lib/player.mjs';
import { run, works } from '../lib/process.mjs';
import { keys, startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';

const given = state();
const name = 'guide';
let server;
before(async () => {
  server = await startServer({ name });
});
after(() => server.destroy());

// The blocks of a language in both documents.
async function blocks(language) {
  const texts = await Promise.all(['operations.md', 'runbooks.md'].map(file => readFile(join(given.root, 'docs', file), 'utf8')));
  return texts.flatMap(text => [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms'))].map(([, block]) => block));
}

test('the calls of the guide and the runbooks are answered', async t => {
  if (!await works('curl', ['--version'])) return t.skip('there is no curl here');
  const calls = (await blocks('sh')).filter(block => block.includes('127.0.0.1:7350/v2/'));
  assert.ok(calls.length >= 8, `${calls.length} blocks of calls`);
  const [ann] = closeAfter(t, [await login({ server, username: 'ann' })]);
  for (const block of calls) {
    const command = block.replaceAll('127.0.0.1:7350', `${server.host}:${server.port}`).replaceAll('USER', ann.userID);
    const printed = await run('sh', ['-euc', command], { env: { ...process.env, NAKAMA_HTTP_KEY: keys.http } });
    const answers = printed.trim().split('\n').map(line => JSON.parse(line));
    assert.equal(answers.length, block.match(/^(curl|admin )/gm).length, printed);
    for (const answer of answers) assert.equal(answer.code, undefined, printed);
    if (block.includes('the-device-of-eve')) assert.ok(answers[0].token);
    if (block.includes('"username":"eve"')) assert.deepEqual([answers[0].wallet, answers[0].receipts[0].key], [{ coins: 200 }, 'starter']);
  }
});

test('the database understands the SQL of the guide and the runbooks', async t => {
  if (given.mode !== 'local') return t.skip('only with a nakama on the PATH');
  if (!await works('psql', ['--version'])) return t.skip('there is no psql here');
  const inShell = (await blocks('sh')).flatMap(block => [...block.matchAll(/<<'SQL'\n(.*?)^SQL$/gms)].map(([, text]) => text));
  const statements = [...await blocks('sql'), ...inShell];
  assert.ok(statements.length >= 9, `${statements.length} blocks of SQL`);
  const [bob] = closeAfter(t, [await login({ server, username: 'bob' })]);
  const database = `postgresql://${given.database.replace('{name}', `e2e_${given.run}_${name}`)}`;
  const psql = text => run('psql', ['-X', '-At', '-v', 'ON_ERROR_STOP=1', database, '-c', text.replaceAll('USER', bob.userID)]);
  for (const text of statements) {
    const rows = await psql(text);
    if (text.includes("'USER'")) assert.match(rows, /\|200\|.*\|starter/);
  }
});
