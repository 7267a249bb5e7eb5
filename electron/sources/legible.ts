/** Characters that show nothing or turn the direction of what follows: control characters, line and paragraph separators, direction marks (UAX #9), the byte order mark. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** A name from outside that reads as what it is; joiners stay, which some scripts and emoji are written with. */
export const legible = (name: string): string => name.toWellFormed().normalize('NFC').replaceAll(unseen, '')
