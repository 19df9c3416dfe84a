// What the harness prepared, handed to the test files through the environment.

const name = 'SAGISHI_E2E_STATE';

/** The environment in which a test file finds the state. */
export const environment = state => ({ ...process.env, [name]: JSON.stringify(state) });

/** The state: how servers are started, and the one that runs already. */
export function state() {
  const text = process.env[name];
  if (!text) throw new Error('run the tests with e2e/run.sh: it starts what they need');
  return JSON.parse(text);
}
