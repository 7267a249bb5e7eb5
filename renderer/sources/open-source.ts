import { notifications } from '@mantine/notifications'
import { pieceBytes, type FileSource } from '../../shared/contract/files.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import { client } from '../api/client.ts'
import { selectDatabase } from '../state/context.ts'
import { loadSources, useSources } from '../state/sources.ts'
import { toastFailure } from '../state/toast.ts'
import { showDialog, showScreen } from '../state/window.ts'

/** Saves what was found at a path, unless it is saved already, and opens it. */
export async function openFound({ spec, name }: FileSource): Promise<void> {
  const known = useSources.getState().sources?.find((source) => source.spec.kind !== 'mysql' && JSON.stringify(source.spec) === JSON.stringify(spec))
  const source = known ?? await client.sources.save({ name, spec })
  await loadSources()
  openSource(source)
}

/** Opens a source in this window; the panel and the thread show how it goes. */
export function openSource(source: Pick<SavedSource, 'id'>, database?: string): void {
  showDialog(null)
  showScreen('ask')
  void selectDatabase(source.id, database).then(loadSources, toastFailure)
}

/** Opens a file or folder through the host's own dialog, or ours where it has none. */
export async function chooseFile(hasDialog: boolean): Promise<void> {
  if (!hasDialog) {
    showDialog({ kind: 'chooseFile' })
    return
  }
  try {
    const found = await client.files.choose()
    if (found !== null) await openFound(found)
  } catch (error) {
    toastFailure(error)
  }
}

/** Opens a path that the desktop handed over: a dropped file, or one given when it was started. */
export async function openPath(path: string): Promise<void> {
  try {
    await openFound(await client.files.identify({ path }))
  } catch (error) {
    toastFailure(error)
  }
}

/** Takes in files that were dropped into a browser, a piece at a time, and opens the last one. */
export async function openDropped(files: readonly File[]): Promise<void> {
  const id = notifications.show({ loading: true, autoClose: false, withCloseButton: false, message: 'Reading the file…' })
  try {
    let found: FileSource | null = null
    for (const file of files) found = await received(file, (percent) => { notifications.update({ id, loading: true, autoClose: false, message: `Reading ${file.name}: ${percent} %` }) })
    notifications.hide(id)
    if (found !== null) await openUpload(found)
  } catch (error) {
    notifications.hide(id)
    toastFailure(error)
  }
}

/** A file that was dropped before is the same source with newer contents. */
async function openUpload({ spec, name }: FileSource): Promise<void> {
  const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
  const before = useSources.getState().sources?.find((source) => 'path' in source.spec && 'path' in spec && /[\\/]uploads[\\/]/.test(source.spec.path) && fileName(source.spec.path) === fileName(spec.path))
  if (before === undefined) {
    await openFound({ spec, name })
    return
  }
  const source = await client.sources.save({ id: before.id, name: before.name, spec })
  await loadSources()
  openSource(source)
}

async function received(file: File, onProgress: (percent: number) => void): Promise<FileSource> {
  const { upload } = await client.files.beginUpload({ name: file.name, bytes: file.size })
  for (let offset = 0; offset < file.size; offset += pieceBytes) {
    await client.files.upload({ upload, offset, piece: file.slice(offset, offset + pieceBytes) })
    onProgress(Math.round((Math.min(file.size, offset + pieceBytes) / file.size) * 100))
  }
  return client.files.endUpload({ upload })
}
