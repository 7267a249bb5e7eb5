import { notifications } from '@mantine/notifications'
import type { Answer } from '../../../shared/model/answer.ts'
import { download } from '../../api/download.ts'
import { failureOf } from '../../api/failure.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { exportFile, type ExportFormat } from './export-file.ts'

const names: Record<ExportFormat, string> = { csv: 'CSV', xlsx: 'Excel file' }
const stayMs = 4_000

/** Makes a file of an answer and hands it over, with its progress and a way to stop it in a notification. */
export async function saveRows(answer: Answer, format: ExportFormat): Promise<void> {
  const stop = new AbortController()
  const id = `export ${answer.result.id} ${format}`
  const told = (message: string): Parameters<typeof notifications.show>[0] => ({
    id, title: `${names[format]} of ${formatCount(answer.result.rows)} ${answer.result.rows === 1 ? 'row' : 'rows'}`, loading: true, autoClose: false, withBorder: true, withCloseButton: false,
    message: <>{message} <TextButton onClick={() => { stop.abort() }}>Cancel</TextButton></>,
  })
  notifications.show(told('Writing…'))
  try {
    const { file, name } = await exportFile(answer, format, { signal: stop.signal, onProgress: (rows, of) => { notifications.update(told(rows < of ? `${formatCount(rows)} of ${formatCount(of)} rows` : 'Finishing…')) } })
    download(file, name)
    notifications.update({ id, title: name, message: `${formatBytes(file.size)}, ready`, loading: false, autoClose: stayMs, withCloseButton: true, withBorder: true })
  } catch (error) {
    const { message, hint } = failureOf(error)
    notifications.update(stop.signal.aborted
      ? { id, title: `${names[format]} cancelled`, message: 'Nothing was saved.', loading: false, autoClose: stayMs, withCloseButton: true, withBorder: true }
      : { id, title: `The ${names[format]} could not be made`, message: `${message} ${hint}`, color: 'red', loading: false, autoClose: false, withCloseButton: true, withBorder: true })
  }
}
