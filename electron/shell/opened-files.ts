import { resolve } from 'node:path'

/** The files that a command line names, as absolute paths: what is neither the program, nor an option, nor the app's own folder, which is named when it is not packaged. */
export function filesOf(argv: readonly string[], folder: string, appFolder: string): string[] {
  return argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-')).map((argument) => resolve(folder, argument)).filter((path) => path !== resolve(appFolder))
}
