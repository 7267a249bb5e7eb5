/** Whether this page is a window of the desktop app; otherwise a browser shows it. */
export const onDesktop = location.protocol === 'app:'
