import { create } from 'zustand'
import type { Definition } from '../../shared/model/vocabulary.ts'

/** `sent`, what was sent to a model, is reached from the settings and stands in no rail. */
export type Screen = 'ask' | 'catalog' | 'history' | 'glossary' | 'settings' | 'sent'

/** The dialog that stands over the window. */
export type Dialog =
  /** Adds a source (`id` null) or edits one. */
  | { kind: 'source'; id: string | null; engine: 'mysql' | 'files' }
  | { kind: 'chooseFile' }
  /** Defines a metric or term; `word` is what was not understood, `question` is asked again once it is defined. */
  | { kind: 'define'; word: string; question: string | null; definition: Definition | null }
  | { kind: 'shortcuts' }
  /** Shows what a question would send to the model, to be allowed or not. */
  | { kind: 'outgoing' }
  | { kind: 'confirm'; title: string; body: string; action: string; danger: boolean; run: () => Promise<void> }

type Window = {
  screen: Screen
  dialog: Dialog | null
  /** Whether the passphrase is asked for, over a dialog that goes on afterwards. */
  unlocking: boolean
  /** What stands in the ask box. */
  draft: string
  /** Counts the wishes to put the cursor into the ask box. */
  askFocus: number
  /** The part of the settings that is to be scrolled to, until it was. */
  section: 'model' | null
  /** The table that the catalog shows. */
  table: string | null
  side: boolean
  inspector: boolean
  palette: boolean
  /** Whether the list of sources and databases is open. */
  picker: boolean
}

/** What this window shows; nothing of it is known to the engine. */
export const useWindow = create<Window>(() => ({
  screen: 'ask', dialog: null, unlocking: false, draft: '', askFocus: 0, section: null, table: null, side: true, inspector: true, palette: false, picker: false,
}))

export const showScreen = (screen: Screen): void => { useWindow.setState({ screen }) }
export const showModelSettings = (): void => { useWindow.setState({ screen: 'settings', section: 'model' }) }
export const showDialog = (dialog: Dialog | null): void => { useWindow.setState({ dialog }) }
export const showUnlock = (unlocking: boolean): void => { useWindow.setState({ unlocking }) }
export const showPicker = (picker: boolean): void => { useWindow.setState(picker ? { picker, side: true } : { picker }) }
export const showTable = (table: string): void => { useWindow.setState({ screen: 'catalog', table }) }
/** Puts words into the ask box and the cursor behind them. */
export const draft = (text: string): void => { useWindow.setState(({ askFocus }) => ({ screen: 'ask', draft: text, askFocus: askFocus + 1 })) }
export const focusAsk = (): void => { useWindow.setState(({ askFocus }) => ({ screen: 'ask', askFocus: askFocus + 1 })) }
