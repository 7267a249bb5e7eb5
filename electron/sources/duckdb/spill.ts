import path from 'node:path'

/** Where the process `pid` puts what does not fit into memory; whoever sees it dead removes it. */
export function spillFolder(imports: string, pid: number): string {
  return path.join(imports, `spill-${pid}`)
}
