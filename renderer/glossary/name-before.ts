/** The name that is being typed before the cursor, and where it begins. */
export function nameBefore(text: string, cursor: number): { name: string; from: number } | null {
  const match = /[a-z_][\w]*(?:\.[\w]*)?$/i.exec(text.slice(0, cursor))
  return match === null || match[0].length < 2 ? null : { name: match[0], from: match.index }
}
