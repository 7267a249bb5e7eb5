import type { Rows, Value } from '../score.ts'

type Channel = { field?: string; type?: string; sort?: unknown; scale?: { domain?: unknown[] } }
type Encoding = Record<string, Channel>
type Spec = { data?: { values?: Record<string, Value>[] }; encoding?: Encoding; layer?: { encoding?: Encoding }[] }

/** The marks of a spec as x, y and colour, in the order they stand along the axis of x; lying bars are put upright. */
export function marksOf(kind: string, spec: Record<string, unknown> | null): { rows: Rows; colour: boolean } | null {
  if (spec === null) return null
  const { data, encoding: own, layer } = spec as Spec
  const encoding: Encoding = { ...layer?.[0]?.encoding, ...own }
  const values = data?.values ?? []
  if (kind === 'pie') return { rows: values.map((mark) => [mark[encoding.color?.field ?? ''] ?? null, mark[encoding.theta?.field ?? ''] ?? null]), colour: false }
  const lying = encoding.x?.type === 'quantitative' && encoding.y !== undefined && encoding.y.type !== 'quantitative'
  const [x, y] = lying ? [encoding.y, encoding.x] : [encoding.x, encoding.y]
  if (x?.field === undefined || y?.field === undefined) return null
  const colour = encoding.color?.field
  const along = (mark: Record<string, Value>): Value => {
    const at = mark[x.field!] ?? null
    return x.type === 'temporal' && typeof at === 'number' ? new Date(at).toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '') : at
  }
  const drawn = values.filter((mark) => !(mark.r === undefined && mark[y.field!] == null))
  const marks = drawn.map((mark) => [along(mark), mark[y.field!] ?? null, ...(colour === undefined ? [] : [mark[colour] ?? null])])
  const domain = x.scale?.domain
  if (domain !== undefined) marks.sort((left, right) => domain.indexOf(left[0]) - domain.indexOf(right[0]))
  else if (x.type === 'temporal' || x.type === 'quantitative') {
    const falling = x.sort === 'descending' ? -1 : 1
    marks.sort((left, right) => (left[0]! < right[0]! ? -falling : left[0]! > right[0]! ? falling : 0))
  }
  return { rows: marks, colour: colour !== undefined }
}
