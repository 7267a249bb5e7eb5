/** Hands a file to the browser, or to the desktop's own save dialog, under a name. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the address after this turn; a minute is ample and leaks nothing.
  setTimeout(() => { URL.revokeObjectURL(url) }, 60_000)
}

/** A name that every file system takes, from any text: "Revenue by region.png". */
export function fileName(title: string, ending: string): string {
  const clean = title.normalize('NFC').replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 100).trim()
  return `${clean === '' ? 'Answer' : clean}.${ending}`
}
