import { resolve } from 'node:path'

/** The files that a command line names, as absolute paths: what is neither an option, nor the program, nor the app's own folder. */
export function filesOf(argv: readonly string[], folder: string, packaged: boolean): string[] {
  return argv.slice(packaged ? 1 : 2).filter((argument) => argument !== '' && !argument.startsWith('-')).map((argument) => resolve(folder, argument))
}
