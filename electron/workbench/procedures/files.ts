import { Failure } from '../../../shared/model/failure.ts'
import { browseFolder } from '../../sources/browse.ts'
import { identifyPath } from '../../sources/identify.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const filesProcedures = ({ files }: Base, workbench: Workbench) => files.router({
  browse: files.browse.handler(({ input }) => browseFolder(input.path)),
  identify: files.identify.handler(({ input }) => identifyPath(input.path)),
  choose: files.choose.handler(async () => {
    const { chooseFile } = workbench.options
    if (chooseFile === undefined) throw new Failure('NOT_SUPPORTED', 'The system’s file dialog is not to be had here.', { hint: 'Type the path, or choose it from the list.' })
    const path = await chooseFile()
    return path === null ? null : identifyPath(path)
  }),
  beginUpload: files.beginUpload.handler(async ({ input }) => (await workbench.uploads()).begin(input)),
  upload: files.upload.handler(async ({ input: { upload, offset, piece } }) => (await workbench.uploads()).append(upload, offset, new Uint8Array(await piece.arrayBuffer()))),
  endUpload: files.endUpload.handler(async ({ input }) => (await workbench.uploads()).end(input.upload)),
})
