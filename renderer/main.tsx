import './ui/without-eval.ts'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Frame } from './frame/Frame.tsx'
import { start } from './frame/start.ts'
import { colourAtOnce } from './ui/first-scheme.ts'
import { Skin } from './ui/Skin.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
colourAtOnce()
start()
createRoot(root).render(<StrictMode><Skin><Frame /></Skin></StrictMode>)
