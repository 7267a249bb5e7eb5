/** Size and weight of every icon of the interface: `<Search {...icon} />`. */
export const icon = { size: 15, strokeWidth: 1.75 } as const
