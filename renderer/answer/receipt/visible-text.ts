/** Text of several lines in which nothing is hidden or turned around: control characters and marks that reorder text stand as a dot. */
export const visibleText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (character === '\n' || character === '\t' ? character : '·'))
