// The state of the harness, passed to the test files in an environment variable.

const name = 'SAGISHI_E2E_STATE';

/** The environment with the state in it. */
export const environment = state => ({ ...process.env, [name]: JSON.stringify(state) });

/** The state: how to start servers, and the address of the one that runs. */
export function state() {
  const text = process.env[name];
  if (!text) throw new Error('run the tests with e2e/run.sh: it starts what they need');
  return JSON.parse(text);
}
