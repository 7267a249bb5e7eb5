/** A text that is deeper than this is no draft. */
const deepest = 40

/** The JSON object in an answer: the whole of it, or the last one in running text, in a fence, or after what a model thought aloud. Undefined when there is none. */
export function jsonIn(text: string): unknown {
  const spoken = text.replaceAll(/<think>[\s\S]*?<\/think>/g, '').trim()
  const whole = parsed(spoken)
  if (whole !== undefined) return whole
  const objects = topLevelObjects(spoken)
  for (const object of objects.reverse()) {
    const value = parsed(object)
    if (value !== undefined) return value
  }
  return undefined
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Stretches from a brace to the one that closes it, found in one pass. */
function topLevelObjects(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at += 1
      else if (character === '"') quoted = false
    } else if (character === '"' && depth > 0) quoted = true
    else if (character === '{') {
      if (depth === 0) start = at
      depth += 1
      if (depth > deepest) return found
    } else if (character === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) found.push(text.slice(start, at + 1))
    }
  }
  return found
}
