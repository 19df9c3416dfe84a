export * from '@heroiclabs/nakama-js';
