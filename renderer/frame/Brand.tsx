import style from './TopBar.module.css'

/** The mark and name of the product. */
export function Brand() {
  return (
    <div className={style.brand}>
      <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" aria-hidden><circle cx="8" cy="8" r="5.6" /><path d="M12.2 12.2 16 16M5.6 9.4V8M8 9.4V6M10.4 9.4V7" /></svg>
      <span>Quaestor</span>
    </div>
  )
}
