/**
 * Takes the seat again after a lost connection, on a new socket. The server may
 * believe in the old connection for up to 10 s; until then it refuses with "already".
 */
export async function rejoin(socket, matchID, metadata, { tries = 12, pause = 1000 } = {}) {
  for (let left = tries; ; left--) {
    try {
      return await socket.joinMatch(matchID, undefined, metadata);
    } catch (error) {
      if (left <= 1 || !/already/.test(error.message)) throw error;
      await new Promise(resolve => { setTimeout(resolve, pause); });
    }
  }
}
