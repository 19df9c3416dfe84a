import type { Match, Socket } from '@heroiclabs/nakama-js';

export function rejoin(
  socket: Socket, matchID: string, metadata: Record<string, string>, options?: { tries?: number; pause?: number }, // milliseconds
): Promise<Match>;
