/** The nonce of this page load, which its Content-Security-Policy wants on every style that a library adds. Empty in a page that has none. */
export const styleNonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
