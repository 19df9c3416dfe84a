// The tournament's week, as short as tests need it.
import { setTimeout as delay } from 'node:timers/promises';
import { createLobby, holdMeeting, startGame } from './game.mjs';
import { op } from './protocol.mjs';
import { everyGameCounts } from './server.mjs';

/** The tournament's id. */
export const tournament = 'weekly_top_detective';

/** Settings of a week that ends at one second of every minute, first so many seconds from now. */
export const ending = seconds => ({
  ...everyGameCounts,
  SAGISHI_WEEK_RESET: `${new Date(Date.now() + seconds * 1000).getUTCSeconds()} * * * * * *`,
  SAGISHI_SETTLE_SECONDS: '1', SAGISHI_RECONCILE_SECONDS: '1',
});

/** When the running week ends, in milliseconds since 1970. */
export const endOfWeek = async ({ client, session }) =>
  Number((await client.listTournaments(session, 1, 2)).tournaments[0].end_active) * 1000;

// Waits for the next week if this one ends before a game can: a slow start of the
// server may have taken most of it.
async function untilTimeForGame(player) {
  const left = await endOfWeek(player) - Date.now();
  if (left < 20_000) await delay(left + 1000);
}

/** Plays a game that the crew wins. Its last member has not joined the tournament. */
export async function winners(players) {
  await untilTimeForGame(players[0]);
  const seats = await createLobby(players);
  const { imposters: [imposter], crew } = await startGame(seats);
  for (const { player } of crew.slice(0, -1)) await player.client.joinTournament(player.session, tournament);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  await Promise.all(seats.map(seat => seat.waitFor(op.results)));
  return { joined: crew.slice(0, -1).map(seat => seat.player), others: [crew.at(-1).player, imposter.player] };
}
