import { useCommands, type Command } from '../state/commands.ts'
import { toastFailure } from '../state/toast.ts'
import { frameCommands } from './commands.ts'
import { commandFor } from './pressed.ts'

/** Runs a command; a failure is told in passing. */
export function runCommand({ run }: Command): void {
  Promise.resolve(run?.()).catch(toastFailure)
}

/** Handles the keys of every command, before what the cursor stands in sees them. Begin before the interface is drawn, so that Escape still finds open what it closes. */
export function listenForShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    const command = commandFor(event, [...frameCommands, ...useCommands.getState().commands], isField(event.target))
    if (command === null || (command.id !== 'palette' && isShown(event.ctrlKey || event.metaKey ? modal : `${modal}, ${floating}`))) return
    event.preventDefault()
    event.stopPropagation()
    runCommand(command)
  }, { capture: true })
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])'))

/** What takes keys for itself while it is open. */
const modal = '[role="dialog"][aria-modal="true"]'
const floating = '.mantine-Popover-dropdown, .mantine-Menu-dropdown, .mantine-Combobox-dropdown'

const isShown = (selector: string): boolean => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility())
