// The official client beside the page is the package's own file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const vendor = new URL('../page/vendor/', import.meta.url);
const installed = new URL('../../e2e/node_modules/@heroiclabs/nakama-js/', import.meta.url);
const options = { skip: existsSync(installed) ? false : 'the package is not installed: cd e2e && npm ci' };

test('the client of the page is the file of the package', options, () => {
  assert.deepEqual(readFileSync(new URL('nakama-js.mjs', vendor)), readFileSync(new URL('dist/nakama-js.esm.mjs', installed)));
});

test('its version and licence stand beside it', options, () => {
  const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', installed), 'utf8'));
  assert.match(readFileSync(new URL('README.txt', vendor), 'utf8'), new RegExp(`^${name} ${version}:`));
  assert.equal(license, 'Apache-2.0');
  assert.match(readFileSync(new URL('LICENSE.txt', vendor), 'utf8'), /Apache License\s+Version 2\.0/);
});
