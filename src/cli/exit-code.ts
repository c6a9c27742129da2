/** What the exit code of a command says; scripts rely on it. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  configurationRefused: 3,
  partlyDone: 4,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
